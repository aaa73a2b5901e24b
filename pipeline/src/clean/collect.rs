//! Collects the rows of all files into one catalogue.

use super::account::Account;
use super::ambiguous::split_ambiguous;
use super::artist::{ArtistRow, artist};
use super::features::{FeaturesRow, features};
use super::filter::{CleanOptions, wanted_drafts};
use super::lyrics::{LyricsRow, lyrics};
use super::merge::{Draft, Merged, Merger, fill_features};
use super::playlist::playlist_track;
use super::summary::Summary;
use super::track::{TrackRow, track};
use crate::catalogue::{Catalogue, CatalogueTrack};
use crate::error::PipelineError;
use crate::genres::ArtistGenres;
use crate::language::language_of;
use crate::playlists::{PlaylistTrack, Playlists};
use crate::progress::Progress;
use crate::read::{Batch, FileKind, Row, Source, file_facts, for_each_batch};
use crate::rules::{Reject, Rule, Tally};
use catalog::{Provenance, TrackId};
use engine::FileFacts;
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The rows read so far. Files with tracks must come before those that add to tracks.
#[derive(Default)]
pub(super) struct Collector {
    account: Account,
    tracks: Merger,
    artists: ArtistGenres,
    playlists: Playlists,
    facts: HashMap<PathBuf, FileFacts>,
}

impl Collector {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn read(
        &mut self,
        source: &Source,
        progress: Progress,
    ) -> Result<(), PipelineError> {
        if source.kind.skipped().is_some() {
            self.account.open(source, None);
            return Ok(());
        }
        let facts = self.facts(&source.path)?;
        let file = self.account.open(source, Some(facts));
        let step = format!("reading {} ({})", source.name(), source.kind);
        progress.step(&step, source.size(), |bar| {
            for_each_batch(source, &|bytes| bar.inc(bytes as u64), |batch| {
                self.add_batch(source.kind, file, batch);
                Ok(())
            })
        })
    }

    /// The facts of a file, from which several sources may be read.
    fn facts(&mut self, path: &Path) -> Result<FileFacts, PipelineError> {
        if let Some(known) = self.facts.get(path) {
            return Ok(known.clone());
        }
        let facts = file_facts(path)?;
        self.facts.insert(path.to_owned(), facts.clone());
        Ok(facts)
    }

    fn add_batch(&mut self, kind: FileKind, file: usize, mut batch: Batch) {
        self.account.rules.add(&batch.tally);
        let rejects = std::mem::take(&mut batch.rejects);
        rejects.into_iter().for_each(|reject| self.account.reject(file, reject));
        match kind {
            FileKind::Artists => self.add_rows(file, &batch, artist, Self::add_artist),
            FileKind::Lyrics => self.add_rows(file, &batch, lyrics, Self::join_lyrics),
            FileKind::Features => self.add_rows(file, &batch, features, Self::join_features),
            FileKind::Playlists => self.add_rows(file, &batch, playlist_track, Self::join_playlist),
            _ => self.add_rows(file, &batch, track, Self::add_track),
        }
    }

    /// Parses the rows of a batch on all cores, then adds them in order. `add` returns the rule by which
    /// a row was merged, or none if the row was kept.
    fn add_rows<T: Send>(
        &mut self,
        file: usize,
        batch: &Batch,
        parse: fn(Row<'_>, &mut Tally) -> Result<T, Reject>,
        add: fn(&mut Self, usize, T) -> Result<Option<Rule>, Reject>,
    ) {
        let chunks = parse_chunks(batch, parse);
        chunks.iter().for_each(|(_, tally)| self.account.rules.add(tally));
        for row in chunks.into_iter().flat_map(|(rows, _)| rows) {
            match row.and_then(|row| add(self, file, row)) {
                Ok(None) => self.account.keep(file),
                Ok(Some(rule)) => self.account.merge(file, rule),
                Err(reject) => self.account.reject(file, reject),
            }
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "all kinds of rows are added by one signature")]
    fn add_track(&mut self, file: usize, row: TrackRow) -> Result<Option<Rule>, Reject> {
        Ok(match self.tracks.add(row, file) {
            Merged::New => None,
            Merged::Again => Some(Rule::SameTrack),
        })
    }

    #[expect(clippy::unnecessary_wraps, reason = "all kinds of rows are added by one signature")]
    fn add_artist(&mut self, _: usize, row: ArtistRow) -> Result<Option<Rule>, Reject> {
        let ArtistRow { id, names, genres } = row;
        let is_new = self.artists.add(id, names, genres);
        Ok((!is_new).then_some(Rule::SameArtist))
    }

    fn join_lyrics(&mut self, _: usize, row: LyricsRow) -> Result<Option<Rule>, Reject> {
        let LyricsRow { line, id, lyrics, lang } = row;
        let track = self.track(&id, line)?;
        track.lyrics = track.lyrics.take().or(Some(lyrics));
        track.lang = track.lang.take().or(lang);
        Ok(Some(Rule::LyricsJoined))
    }

    fn join_features(&mut self, _: usize, row: FeaturesRow) -> Result<Option<Rule>, Reject> {
        let FeaturesRow { line, id, features, duration_ms } = row;
        let track = self.track(&id, line)?;
        track.features = fill_features(&track.features, &features);
        track.duration_ms = track.duration_ms.or(duration_ms);
        Ok(Some(Rule::FeaturesJoined))
    }

    fn join_playlist(
        &mut self,
        _: usize,
        (line, row): (u64, PlaylistTrack),
    ) -> Result<Option<Rule>, Reject> {
        self.track(&row.track, line)?;
        self.playlists.add(row);
        Ok(Some(Rule::PlaylistJoined))
    }

    /// The track that a row at `line` adds to.
    fn track(&mut self, id: &TrackId, line: u64) -> Result<&mut CatalogueTrack, Reject> {
        let unknown = || Reject::new(line, Rule::UnknownTrack, format!("no track has the id {id}"));
        self.tracks.get_mut(id).ok_or_else(unknown)
    }

    /// The catalogue of all rows, and their account.
    pub(super) fn finish(self, options: &CleanOptions, progress: Progress) -> (Catalogue, Account) {
        let Self { mut account, tracks, artists, playlists, .. } = self;
        let mut drafts = tracks.finish();
        split_ambiguous(&mut drafts, &mut account.rules);
        progress.step("joining genres", drafts.len(), |bar| {
            drafts.par_iter_mut().for_each(|draft| {
                join_genres(&mut draft.row, &artists);
                bar.inc(1);
            });
        });
        progress.step("detecting the languages of titles", drafts.len(), |bar| {
            drafts.par_iter_mut().for_each(|draft| {
                detect_language(&mut draft.row.track);
                bar.inc(1);
            });
        });
        let catalogue = catalogue(wanted_drafts(drafts, options, &mut account), playlists);
        account.catalogue = Summary::of(&catalogue);
        (catalogue, account)
    }
}

/// Rows that a thread parses at once.
const CHUNK_ROWS: usize = 2048;

fn parse_chunks<T: Send>(
    batch: &Batch,
    parse: fn(Row<'_>, &mut Tally) -> Result<T, Reject>,
) -> Vec<(Vec<Result<T, Reject>>, Tally)> {
    let starts: Vec<usize> = (0..batch.len()).step_by(CHUNK_ROWS).collect();
    let chunks = starts.into_par_iter().map(|start| {
        let mut tally = Tally::default();
        let rows = start..batch.len().min(start + CHUNK_ROWS);
        (rows.map(|row| parse(batch.row(row), &mut tally)).collect(), tally)
    });
    chunks.collect()
}

/// The genres of the artists; if those are unknown, the ones in the track's own rows.
fn join_genres(row: &mut TrackRow, artists: &ArtistGenres) {
    let genres = artists.of(&row.track.id_artists, &row.track.artists);
    row.track.genres = if genres.is_empty() { std::mem::take(&mut row.labels) } else { genres };
}

fn detect_language(track: &mut CatalogueTrack) {
    if track.lang.is_none() {
        track.lang = language_of(&track.name).map(str::to_owned);
    }
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
