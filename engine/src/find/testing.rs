//! Small catalogues for tests.

use super::word_index::WordIndex;
use crate::tracks::TrackTable;
use crate::tracks::table::tests::track;

/// A table of songs with a title and an artist each.
pub(crate) fn table(songs: &[(&str, &str)]) -> TrackTable {
    let songs = songs.iter().enumerate();
    TrackTable::new(
        songs.map(|(at, (title, artist))| track(&format!("track{at}"), title, &[artist], &[])),
    )
}

/// The index of such songs.
pub(crate) fn index(songs: &[(&str, &str)]) -> WordIndex {
    WordIndex::build(&table(songs), &str::to_owned)
}
