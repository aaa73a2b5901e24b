//! Keeps the tracks in one language, as `--lang` asks.

use super::account::Account;
use super::merge::Draft;
use crate::catalogue::{Catalogue, CatalogueTrack};
use crate::rules::{Reject, Rule};

/// Which tracks a catalogue keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// Keep only tracks with genres and in this language, an ISO 639-1 code.
    pub lang: Option<String>,
}

impl CleanOptions {
    /// Why a track is not wanted, if it is not.
    fn objection(&self, track: &CatalogueTrack) -> Option<(Rule, String)> {
        let lang = self.lang.as_deref()?;
        if track.lang.as_deref() != Some(lang) {
            let found = track.lang.as_deref().unwrap_or("unknown");
            return Some((Rule::OtherLanguage, format!("its language is {found}")));
        }
        let no_genres = || (Rule::NoGenres, "the genres of its artists are unknown".to_owned());
        track.genres.is_empty().then(no_genres)
    }
}

/// The wanted drafts; the others become rejects.
pub(super) fn wanted_drafts(
    drafts: Vec<Draft>,
    options: &CleanOptions,
    account: &mut Account,
) -> Vec<Draft> {
    let wanted = drafts.into_iter().filter(|Draft { row, file }| {
        let Some((rule, reason)) = options.objection(&row.track) else {
            return true;
        };
        account.reject_kept(*file, Reject { line: row.line, rule, reason });
        false
    });
    wanted.collect()
}

/// The wanted tracks of a catalogue that was cleaned before; `file` is its number in the account.
pub(super) fn keep_wanted(
    catalogue: Catalogue,
    options: &CleanOptions,
    account: &mut Account,
    file: usize,
) -> Catalogue {
    let Catalogue { tracks, provenance, playlists } = catalogue;
    let mut kept = Vec::with_capacity(tracks.len());
    let mut new_rows = Vec::with_capacity(tracks.len());
    for (row, track) in (1..).zip(tracks) {
        if let Some((rule, reason)) = options.objection(&track) {
            account.reject(file, Reject { line: row, rule, reason });
            new_rows.push(None);
        } else {
            account.keep(file);
            new_rows.push(u32::try_from(kept.len()).ok());
            kept.push(track);
        }
    }
    let new_row = |row: u32| new_rows.get(row as usize).copied().flatten();
    let playlists = playlists.into_iter().map(|list| list.over_rows(new_row)).collect();
    Catalogue { tracks: kept, provenance, playlists }
}
