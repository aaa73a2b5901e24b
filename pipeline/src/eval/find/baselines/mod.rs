//! Other finders, given the same hints in the same run.

mod edit_distance;
mod original;
mod spotifinder;
#[cfg(feature = "baselines")]
mod tantivy;

pub use edit_distance::EditDistance;
pub use original::OriginalTiming;
pub use spotifinder::Spotifinder;
#[cfg(feature = "baselines")]
pub use tantivy::Tantivy;

use super::songs::Songs;
use std::collections::HashSet;

/// The first row of each song, up to [`super::MOST_FOUND`], since Earworm too returns one row per
/// song.
fn one_row_per_song(rows: impl Iterator<Item = u32>, songs: &Songs) -> Vec<u32> {
    let mut seen = HashSet::new();
    let new = rows.filter(|&row| seen.insert(songs.track(row).song));
    new.take(super::MOST_FOUND).collect()
}
