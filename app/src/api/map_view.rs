use catalog::{GenreFamily, SongEntry};
use serde::{Deserialize, Serialize};

/// What the page of the map says in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MapView {
    /// Families of genres with their numbers of songs, largest first.
    pub(crate) families: Vec<(GenreFamily, u32)>,
    /// The selected song and those like it, or the best-known songs of the highlighted family or of each.
    pub(crate) shown: Vec<MapSong>,
}

impl MapView {
    /// The selected song, if the question was about one.
    pub(crate) fn selected(&self) -> Option<&SongEntry> {
        self.shown.first().map(|song| &song.track)
    }
}

/// A song on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct MapSong {
    /// Its best-known track.
    pub(crate) track: SongEntry,
    /// Coordinates from the left and from the bottom, 0 to 65,535.
    pub(crate) point: [u16; 2],
    /// The family of its genres.
    pub(crate) family: GenreFamily,
    /// The nearest genre label, if there are labels.
    pub(crate) region: Option<String>,
}
