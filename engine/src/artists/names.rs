//! Finds artists by name.

use super::Artists;
use crate::id::ArtistId;
use crate::text::normalise;
use crate::tracks::TrackTable;
use std::cmp::Reverse;

impl Artists {
    /// Artists whose names have all words of `text`, those without other words first, then the better
    /// known; all artists if there are no words.
    pub(crate) fn named_like(&self, text: &str, table: &TrackTable) -> Vec<ArtistId> {
        let wanted = normalise(text);
        let names = self.names.get_or_init(|| normalised_names(table));
        let has_words = |name: &str| {
            wanted.split_whitespace().all(|word| name.split(' ').any(|other| other == word))
        };
        let mut found: Vec<ArtistId> =
            table.all_artists().filter(|artist| has_words(&names[artist.index()])).collect();
        found.sort_by_key(|artist| {
            let popularity = self.popularity(*artist, table);
            (names[artist.index()] != wanted, Reverse(popularity))
        });
        found
    }
}

fn normalised_names(table: &TrackTable) -> Vec<String> {
    table.all_artists().map(|artist| normalise(table.artist_name(artist))).collect()
}
