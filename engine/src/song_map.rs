//! Where the songs lie on a map of the catalogue.

use crate::recommend::representatives;
use crate::track_table::TrackTable;
use catalog::{FamilySet, FamilyTally, GenreFamily};
use serde::{Deserialize, Serialize};

/// A flat picture of a catalogue, on which songs that sound alike lie together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SongMap {
    /// The place of each song, by its number.
    pub places: Vec<Place>,
    /// Genres with the places where most of their songs lie, the commonest genre first.
    pub landmarks: Vec<Landmark>,
}

/// A place on the map, from the left and from the bottom, each 0 to 65,535.
pub type Place = [u16; 2];

/// A genre and where it lies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmark {
    /// The genre.
    pub genre: String,
    /// Its place.
    pub place: Place,
}

impl SongMap {
    pub(crate) fn is_consistent(&self, songs: usize) -> bool {
        self.places.len() == songs
    }
}

/// A map with what is shown of its songs.
pub struct MappedSongs {
    map: SongMap,
    rows: Vec<u32>,
    families: Vec<GenreFamily>,
}

impl MappedSongs {
    pub(crate) fn new(map: SongMap, table: &TrackTable) -> Self {
        let rows = representatives(table);
        Self { families: families(table, &rows), rows, map }
    }

    /// The place of each song, by its number.
    pub fn places(&self) -> &[Place] {
        &self.map.places
    }

    /// The family of each song's genres, by its number.
    pub fn families(&self) -> &[GenreFamily] {
        &self.families
    }

    /// Genres and where they lie.
    pub fn landmarks(&self) -> &[Landmark] {
        &self.map.landmarks
    }

    /// The row of the track that stands for a song.
    pub fn row(&self, song: u32) -> Option<u32> {
        self.rows.get(song as usize).copied()
    }

    /// The place of a song.
    pub fn place(&self, song: u32) -> Option<Place> {
        self.map.places.get(song as usize).copied()
    }
}

fn families(table: &TrackTable, rows: &[u32]) -> Vec<GenreFamily> {
    let families: Vec<FamilySet> = table.genre_names().map(FamilySet::of).collect();
    let family = |row: &u32| {
        let mut tally = FamilyTally::default();
        let genres = table.genre_numbers(*row).iter();
        genres.filter_map(|genre| families.get(*genre as usize)).for_each(|set| tally.add(*set));
        tally.most()
    };
    rows.iter().map(family).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::track_table::tests::track;

    #[test]
    fn songs_have_the_families_of_their_genres() {
        let table = TrackTable::new([
            track("1", "So What", &["Miles Davis"], &["jazz", "bebop"]),
            track("2", "Silence", &["Nobody"], &[]),
        ]);
        let map = SongMap { places: vec![[1, 2], [3, 4]], landmarks: Vec::new() };
        assert!(map.is_consistent(table.songs()));
        let songs = MappedSongs::new(map, &table);
        assert_eq!(songs.families(), [GenreFamily::Jazz, GenreFamily::Unknown]);
        assert_eq!((songs.row(1), songs.place(1)), (Some(1), Some([3, 4])));
        assert_eq!((songs.row(2), songs.place(2)), (None, None));
    }
}
