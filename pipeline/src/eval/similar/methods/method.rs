use crate::error::PipelineError;
use engine::numeric::index32;
use std::cmp::Ordering;

/// A method of recommending.
pub(crate) trait Method: Sync {
    fn name(&self) -> String;

    /// Songs for a seed, best first. A method that returns several versions of a song repeats the
    /// song.
    fn list(&self, seed: u32, other_artists: bool, limit: usize)
    -> Result<Vec<u32>, PipelineError>;
}

/// How many songs are ranked before filtering.
pub(super) const FIRST: usize = 4000;

/// The first `count` of all songs in the given order.
pub(super) fn first(songs: usize, count: usize, order: impl Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut all: Vec<u32> = (0..index32(songs)).collect();
    if count < all.len() {
        all.select_nth_unstable_by(count, |a, b| order(*a, *b));
        all.truncate(count);
    }
    all.sort_unstable_by(|a, b| order(*a, *b));
    all
}
