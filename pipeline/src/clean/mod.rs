//! Makes a catalogue of CSV files, with an account of every row.

mod account;
mod date;
mod list;
mod merge;
mod number;
mod rule;
mod text;
mod track;

pub use account::{Account, FileAccount, Summary};
pub use list::{MalformedList, names, python_list, terms};
pub use rule::{Effect, Reject, Rule, Tally};

use crate::catalogue::{Catalogue, CatalogueTrack};
use crate::error::PipelineError;
use crate::genres::ArtistGenres;
use crate::language::language_of;
use crate::playlists::{PlaylistTrack, Playlists};
use crate::progress::Progress;
use crate::read::{
    Batch, Column, FileKind, ReadError, Row, Source, file_facts, find_sources, for_each_batch,
};
use catalog::Provenance;
use merge::{Draft, Merged, Merger};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use track::TrackRow;

/// What a catalogue is to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanOptions {
    /// Keep only the tracks with genres whose name is in this language, an ISO 639-1 code.
    pub lang: Option<String>,
}

/// Reads and cleans the CSV files among `inputs`, which are files, archives or directories: drops
/// rows without a name, makes one track of the rows with one id, joins lyrics by track id and genres
/// by artist, and tells the language of each name.
///
/// # Errors
/// If a file cannot be read or lacks a required column, or if none has tracks. Rows that are wrong
/// are no errors; the account has them.
pub fn load_catalogue(
    inputs: &[PathBuf],
    options: &CleanOptions,
    progress: &Progress,
) -> Result<(Catalogue, Account), PipelineError> {
    let sources = find_sources(inputs)?;
    require_tracks(&sources)?;
    let mut cleaning = Cleaning::default();
    for source in &sources {
        cleaning.read(source, *progress)?;
    }
    Ok(cleaning.finish(options, *progress))
}

/// Reads a catalogue that was cleaned before; the options are applied to it anew.
///
/// # Errors
/// If the file cannot be read or is no such catalogue.
pub fn load_cleaned(
    path: &Path,
    options: &CleanOptions,
) -> Result<(Catalogue, Account), PipelineError> {
    let Catalogue { tracks, provenance, playlists } = Catalogue::read_parquet(path)?;
    let mut account = Account::default();
    let file = account.open_cleaned(path, file_facts(path)?);
    let mut kept = Vec::with_capacity(tracks.len());
    let mut rows = Vec::with_capacity(tracks.len());
    for (row, track) in (1..).zip(tracks) {
        let unwanted = options.lang.as_deref().and_then(|lang| unwanted(&track, lang));
        if let Some((rule, reason)) = unwanted {
            account.reject(file, Reject { line: row, rule, reason });
            rows.push(None);
        } else {
            account.keep(file);
            rows.push(Some(kept.len() as u32));
            kept.push(track);
        }
    }
    let kept_row = |row: u32| rows.get(row as usize).copied().flatten();
    let playlists = playlists.into_iter().map(|list| list.over_rows(kept_row)).collect();
    let catalogue = Catalogue { tracks: kept, provenance, playlists };
    account.catalogue = summary(&catalogue);
    Ok((catalogue, account))
}

fn require_tracks(sources: &[Source]) -> Result<(), ReadError> {
    if sources.iter().any(|source| source.kind.has_tracks()) {
        return Ok(());
    }
    let found: Vec<String> =
        sources.iter().map(|source| format!("{} has {}", source.name(), source.kind)).collect();
    Err(ReadError::NoTracksFile { files: found.join(", ") })
}

#[derive(Default)]
struct Cleaning {
    account: Account,
    tracks: Merger,
    artists: ArtistGenres,
    playlists: Playlists,
}

/// Rows that a thread cleans at once.
const ROWS_AT_ONCE: usize = 2048;

impl Cleaning {
    fn read(&mut self, source: &Source, progress: Progress) -> Result<(), PipelineError> {
        if source.kind.left_out().is_some() {
            self.account.open(source, None);
            return Ok(());
        }
        let file = self.account.open(source, Some(file_facts(&source.path)?));
        let step = format!("reading {} ({})", source.name(), source.kind);
        progress.step(&step, source.size() as usize, |bar| {
            for_each_batch(source, &|bytes| bar.inc(bytes as u64), |batch| {
                self.add_batch(source.kind, file, batch);
                Ok(())
            })
        })
    }

    fn add_batch(&mut self, kind: FileKind, file: usize, mut batch: Batch) {
        self.account.rules.add(&batch.tally);
        let rejects = std::mem::take(&mut batch.rejects);
        rejects.into_iter().for_each(|reject| self.account.reject(file, reject));
        match kind {
            FileKind::Artists => self.add_artists(file, &batch),
            FileKind::Lyrics => self.add_lyrics(file, &batch),
            FileKind::Playlists => self.add_playlists(file, &batch),
            _ => self.add_tracks(file, &batch),
        }
    }

    fn add_tracks(&mut self, file: usize, batch: &Batch) {
        for row in self.clean_rows(batch, track::track) {
            match row.map(|row| self.tracks.add(row, file)) {
                Ok(Merged::New) => self.account.keep(file),
                Ok(Merged::Again) => self.account.merge(file, Rule::SameTrack),
                Err(reject) => self.account.reject(file, reject),
            }
        }
    }

    fn add_artists(&mut self, file: usize, batch: &Batch) {
        for row in self.clean_rows(batch, artist) {
            match row.map(|(id, names, genres)| self.artists.add(id, names, genres)) {
                Ok(true) => self.account.keep(file),
                Ok(false) => self.account.merge(file, Rule::SameArtist),
                Err(reject) => self.account.reject(file, reject),
            }
        }
    }

    fn add_lyrics(&mut self, file: usize, batch: &Batch) {
        for row in self.clean_rows(batch, lyrics) {
            match row.and_then(|row| self.join_lyrics(row)) {
                Ok(()) => self.account.merge(file, Rule::LyricsJoined),
                Err(reject) => self.account.reject(file, reject),
            }
        }
    }

    fn add_playlists(&mut self, file: usize, batch: &Batch) {
        for row in self.clean_rows(batch, playlist_track) {
            match row.and_then(|row| self.join_playlist(row)) {
                Ok(()) => self.account.merge(file, Rule::PlaylistJoined),
                Err(reject) => self.account.reject(file, reject),
            }
        }
    }

    fn join_playlist(&mut self, (line, row): (u64, PlaylistTrack)) -> Result<(), Reject> {
        if self.tracks.get_mut(&row.track).is_none() {
            let reason = format!("no track has the id {}", row.track);
            return Err(Reject { line, rule: Rule::UnknownTrack, reason });
        }
        self.playlists.add(row);
        Ok(())
    }

    fn join_lyrics(&mut self, row: LyricsRow) -> Result<(), Reject> {
        let LyricsRow { line, id, lyrics, lang } = row;
        let track = self.tracks.get_mut(&id).ok_or_else(|| Reject {
            line,
            rule: Rule::UnknownTrack,
            reason: format!("no track has the id {id}"),
        })?;
        track.lyrics = track.lyrics.take().or(Some(lyrics));
        track.lang = track.lang.take().or(lang);
        Ok(())
    }

    /// Cleans the rows of a batch on all cores; they stay in order.
    fn clean_rows<T: Send>(
        &mut self,
        batch: &Batch,
        clean: fn(Row<'_>, &mut Tally) -> Result<T, Reject>,
    ) -> impl Iterator<Item = Result<T, Reject>> + use<T> {
        let starts: Vec<usize> = (0..batch.len()).step_by(ROWS_AT_ONCE).collect();
        let cleaned: Vec<(Vec<Result<T, Reject>>, Tally)> = starts
            .into_par_iter()
            .map(|start| {
                let mut tally = Tally::default();
                let rows = start..batch.len().min(start + ROWS_AT_ONCE);
                (rows.map(|row| clean(batch.row(row), &mut tally)).collect(), tally)
            })
            .collect();
        cleaned.iter().for_each(|(_, tally)| self.account.rules.add(tally));
        cleaned.into_iter().flat_map(|(rows, _)| rows)
    }

    fn finish(self, options: &CleanOptions, progress: Progress) -> (Catalogue, Account) {
        let Self { mut account, tracks, artists, playlists } = self;
        let mut drafts = tracks.finish();
        progress.step("joining genres", drafts.len(), |bar| {
            drafts.par_iter_mut().for_each(|draft| {
                join_genres(&mut draft.row, &artists);
                bar.inc(1);
            });
        });
        progress.step("telling the languages of the names", drafts.len(), |bar| {
            drafts.par_iter_mut().for_each(|Draft { row: TrackRow { track, .. }, .. }| {
                track.lang =
                    track.lang.take().or_else(|| language_of(&track.name).map(str::to_owned));
                bar.inc(1);
            });
        });
        if let Some(lang) = &options.lang {
            drafts = keep_language(drafts, lang, &mut account);
        }
        let catalogue = catalogue(drafts, playlists);
        account.catalogue = summary(&catalogue);
        (catalogue, account)
    }
}

type ArtistRow = (Option<String>, Vec<String>, Vec<String>);

/// Id, names and genres of an artist. The name stands in the column of names or in that of artists,
/// where it may be a list.
fn artist(row: Row<'_>, tally: &mut Tally) -> Result<ArtistRow, Reject> {
    let id = row.get(Column::Id).map(str::to_owned);
    let names = match (row.get(Column::Name), row.get(Column::Artists)) {
        (Some(name), _) => vec![text::name(name, Column::Name, tally)],
        (None, Some(names)) => track::names(names, tally),
        (None, None) => Vec::new(),
    };
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    if id.is_none() && names.is_empty() {
        let reason = "the artist has neither an id nor a name".to_owned();
        return Err(Reject { line: row.line(), rule: Rule::Nameless, reason });
    }
    Ok((id, names, track::terms(row, Column::Genres, tally)))
}

/// A row of a playlist, with its line.
fn playlist_track(row: Row<'_>, _: &mut Tally) -> Result<(u64, PlaylistTrack), Reject> {
    let line = row.line();
    let playlist = row.get(Column::PlaylistId).ok_or_else(|| Reject {
        line,
        rule: Rule::MissingId,
        reason: "it names no playlist".to_owned(),
    })?;
    let playlist = playlist.to_owned();
    Ok((line, PlaylistTrack { playlist, track: track::track_id(row)? }))
}

struct LyricsRow {
    line: u64,
    id: catalog::TrackId,
    lyrics: String,
    lang: Option<String>,
}

fn lyrics(row: Row<'_>, tally: &mut Tally) -> Result<LyricsRow, Reject> {
    let id = track::track_id(row)?;
    let lang = row.get(Column::Language).map_or(Ok(None), track::language);
    let lang = tally.value(lang, Column::Language);
    let lyrics = track::lyrics(row, tally).ok_or_else(|| Reject {
        line: row.line(),
        rule: Rule::NoLyrics,
        reason: "it has no lyrics".to_owned(),
    })?;
    Ok(LyricsRow { line: row.line(), id, lyrics, lang })
}

/// The genres of the artists, or else those that the rows of the track name themselves.
fn join_genres(row: &mut TrackRow, artists: &ArtistGenres) {
    let genres = artists.of(&row.track.id_artists, &row.track.artists);
    row.track.genres = if genres.is_empty() { std::mem::take(&mut row.labels) } else { genres };
}

/// The tracks with genres whose name is in the language; the others are rejected.
fn keep_language(drafts: Vec<Draft>, lang: &str, account: &mut Account) -> Vec<Draft> {
    let (kept, rejected): (Vec<Draft>, Vec<Draft>) =
        drafts.into_iter().partition(|draft| unwanted(&draft.row.track, lang).is_none());
    for Draft { row, file } in rejected {
        if let Some((rule, reason)) = unwanted(&row.track, lang) {
            account.reject_kept(file, Reject { line: row.line, rule, reason });
        }
    }
    kept
}

fn unwanted(track: &CatalogueTrack, lang: &str) -> Option<(Rule, String)> {
    if track.lang.as_deref() != Some(lang) {
        let found = track.lang.as_deref().unwrap_or("unknown");
        return Some((Rule::OtherLanguage, format!("the language of its name is {found}")));
    }
    track
        .genres
        .is_empty()
        .then(|| (Rule::NoGenres, "no genres of its artists are known".to_owned()))
}

fn catalogue(drafts: Vec<Draft>, playlists: Playlists) -> Catalogue {
    let estimated = drafts.iter().any(|draft| draft.row.estimated);
    let tracks: Vec<CatalogueTrack> = drafts.into_iter().map(|draft| draft.row.track).collect();
    Catalogue {
        playlists: playlists.of_rows(tracks.iter().map(|track| &track.id)),
        tracks,
        provenance: if estimated { Provenance::Estimated } else { Provenance::Measured },
    }
}

fn summary(catalogue: &Catalogue) -> Summary {
    let count = |has: fn(&CatalogueTrack) -> bool| {
        catalogue.tracks.iter().filter(|track| has(track)).count() as u64
    };
    let mut summary = Summary {
        tracks: catalogue.tracks.len() as u64,
        with_artists: count(|track| !track.artists.is_empty()),
        with_genres: count(|track| !track.genres.is_empty()),
        with_lyrics: count(|track| track.lyrics.is_some()),
        with_popularity: count(|track| track.popularity.is_some()),
        with_release_date: count(|track| track.release_date.is_some()),
        provenance: catalogue.provenance,
        ..Summary::default()
    };
    for track in &catalogue.tracks {
        let lang = track.lang.as_deref().unwrap_or("unknown");
        match summary.languages.get_mut(lang) {
            Some(count) => *count += 1,
            None => drop(summary.languages.insert(lang.to_owned(), 1)),
        }
    }
    summary
}
