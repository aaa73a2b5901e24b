//! Finds artists by name.

use super::Artists;
use crate::id::ArtistId;
use crate::text::normalise;
use crate::tracks::TrackTable;
use std::cmp::Reverse;

impl Artists {
    /// Artists whose names have all words of `text`, those without other words first, then the better
    /// known; none for a text without words.
    pub(crate) fn named_like(&self, text: &str, table: &TrackTable) -> Vec<ArtistId> {
        let wanted = normalise(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let name = |artist: ArtistId| self.names.get(artist.index());
        let has_words = |name: &str| {
            wanted.split_whitespace().all(|word| name.split(' ').any(|other| other == word))
        };
        let mut found: Vec<ArtistId> =
            table.all_artists().filter(|artist| has_words(name(*artist))).collect();
        found.sort_by_key(|artist| {
            let popularity = self.popularity(*artist, table);
            (name(*artist) != wanted, Reverse(popularity))
        });
        found
    }

    /// All artists, best known first.
    pub(crate) fn all(&self, table: &TrackTable) -> Vec<ArtistId> {
        let mut all: Vec<ArtistId> = table.all_artists().collect();
        all.sort_by_key(|artist| Reverse(self.popularity(*artist, table)));
        all
    }
}
