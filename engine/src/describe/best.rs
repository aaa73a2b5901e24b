//! Keeps the best of many songs.

use crate::best::keep_best;
use crate::id::SongId;

/// The songs with the highest scores.
pub(super) struct BestSongs {
    limit: usize,
    /// Below this, a song is not among the best.
    least: f32,
    songs: Vec<(f32, SongId)>,
}

impl BestSongs {
    /// Keeps so many songs.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, least: f32::MIN, songs: Vec::with_capacity(2 * limit + 1) }
    }

    /// Takes a song into account.
    pub(super) fn push(&mut self, score: f32, song: SongId) {
        if !self.takes(score) {
            return;
        }
        self.songs.push((score, song));
        if self.songs.len() > 2 * self.limit {
            self.cut();
        }
    }

    /// Whether a song of this score may be among the best.
    pub(super) fn takes(&self, score: f32) -> bool {
        score >= self.least
    }

    /// The best songs, in no order.
    pub(super) fn into_songs(mut self) -> impl Iterator<Item = SongId> {
        self.cut();
        self.songs.into_iter().map(|(_, song)| song)
    }

    fn cut(&mut self) {
        if let Some(dropped) = keep_best(&mut self.songs, self.limit) {
            self.least = dropped;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::best::best_first;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_kept(scores in prop::collection::vec(0_u8..20, 0..60), limit in 0_usize..10) {
            let scored: Vec<(f32, SongId)> =
                scores.iter().zip(0..).map(|(&score, song)| (f32::from(score), SongId(song))).collect();
            let mut best = BestSongs::new(limit);
            scored.iter().for_each(|&(score, song)| best.push(score, song));
            let mut kept: Vec<SongId> = best.into_songs().collect();
            kept.sort_unstable();
            let mut expected = scored;
            expected.sort_by(best_first);
            let mut expected: Vec<SongId> = expected.into_iter().take(limit).map(|(_, song)| song).collect();
            expected.sort_unstable();
            prop_assert_eq!(kept, expected);
        }
    }
}
