//! Finds artists by name.

use super::Artists;
use crate::text::normalise;
use crate::track_table::TrackTable;
use std::cmp::Reverse;

impl Artists {
    /// Artists whose names have all words of `text`, those without other words first, then the better
    /// known.
    pub(crate) fn named_like(&self, text: &str, table: &TrackTable) -> Vec<u32> {
        let wanted = normalise(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let names = self.names.get_or_init(|| normalised_names(table));
        let has_words =
            |name: &str| wanted.split(' ').all(|word| name.split(' ').any(|other| other == word));
        let mut found: Vec<u32> =
            (0..names.len() as u32).filter(|artist| has_words(&names[*artist as usize])).collect();
        found.sort_by_key(|artist| {
            let popularity = self.popularity(*artist, table);
            (names[*artist as usize] != wanted, Reverse(popularity))
        });
        found
    }
}

fn normalised_names(table: &TrackTable) -> Vec<String> {
    (0..table.artist_count() as u32).map(|artist| normalise(table.artist_name(artist))).collect()
}
