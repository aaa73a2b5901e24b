//! Other ways to find songs, asked the same hints in the same run.

mod edit_distance;
mod original;
mod spotifinder;
#[cfg(feature = "peers")]
mod tantivy;

pub use edit_distance::EditDistance;
pub use original::OriginalTiming;
pub use spotifinder::Spotifinder;
#[cfg(feature = "peers")]
pub use tantivy::Tantivy;

use super::songs::Songs;
use std::collections::HashSet;

/// The first track of each song, at most as many as are looked at: what is given to Earworm, one row
/// a song, is given to its peers.
fn one_a_song(rows: impl Iterator<Item = u32>, songs: &Songs) -> Vec<u32> {
    let mut seen = HashSet::new();
    let new = rows.filter(|&row| seen.insert(songs.track(row).song));
    new.take(super::MOST_FOUND).collect()
}
