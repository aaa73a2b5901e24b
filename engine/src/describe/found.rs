//! The songs that something in a text points to.

use super::part::{Part, PartValues};
use crate::id::SongId;
use crate::numeric::index32;

/// Values of songs' parts, found by song without hashing: a text points to tens of thousands.
pub(super) struct FoundSongs {
    /// By song, one more than where its values are.
    places: Vec<u32>,
    songs: Vec<(SongId, PartValues)>,
}

impl FoundSongs {
    /// None of so many songs.
    pub(super) fn new(songs: usize) -> Self {
        Self { places: vec![0; songs], songs: Vec::new() }
    }

    /// The songs, in the order in which they were found.
    pub(super) fn songs(&self) -> impl Iterator<Item = SongId> {
        self.songs.iter().map(|(song, _)| *song)
    }

    /// The values of a song; zeros for one that was not found.
    pub(super) fn values(&self, song: SongId) -> PartValues {
        let place = self.places[song.index()] as usize;
        place.checked_sub(1).map_or([0.0; Part::COUNT], |place| self.songs[place].1)
    }

    /// A value of a song, which is found from now on.
    pub(super) fn value(&mut self, song: SongId, part: Part) -> &mut f32 {
        let place = &mut self.places[song.index()];
        if *place == 0 {
            self.songs.push((song, [0.0; Part::COUNT]));
            *place = index32(self.songs.len());
        }
        &mut self.songs[*place as usize - 1].1[part as usize]
    }

    /// Whether a song was found.
    pub(super) fn contains(&self, song: SongId) -> bool {
        self.places[song.index()] > 0
    }
}
