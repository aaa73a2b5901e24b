//! How much of a catalogue is known.

use crate::catalogue::{Catalogue, CatalogueTrack};
use catalog::Provenance;
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts over the tracks of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Tracks.
    pub tracks: u64,
    /// Tracks with artists.
    pub with_artists: u64,
    /// Tracks with genres.
    pub with_genres: u64,
    /// Tracks with lyrics.
    pub with_lyrics: u64,
    /// Tracks with a popularity.
    pub with_popularity: u64,
    /// Tracks with a release date.
    pub with_release_date: u64,
    /// Tracks by language.
    pub languages: BTreeMap<String, u64>,
    /// Where the audio features come from.
    pub provenance: Provenance,
}

impl Summary {
    /// Counts the tracks of a catalogue.
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        let count = |has: fn(&CatalogueTrack) -> bool| {
            catalogue.tracks.iter().filter(|track| has(track)).count() as u64
        };
        Self {
            tracks: count(|_| true),
            with_artists: count(|track| !track.artists.is_empty()),
            with_genres: count(|track| !track.genres.is_empty()),
            with_lyrics: count(|track| track.lyrics.is_some()),
            with_popularity: count(|track| track.popularity.is_some()),
            with_release_date: count(|track| track.release_date.is_some()),
            languages: languages(&catalogue.tracks),
            provenance: catalogue.provenance,
        }
    }
}

fn languages(tracks: &[CatalogueTrack]) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for track in tracks {
        *counts.entry(track.lang.as_deref().unwrap_or("unknown")).or_default() += 1;
    }
    counts.into_iter().map(|(lang, count)| (lang.to_owned(), count)).collect()
}
