use crate::id::SongId;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Scored songs, best first. Mostly a few are taken of many, so each is looked for when it is asked for.
pub(super) struct Ranked(BinaryHeap<Scored>);

impl Ranked {
    pub(super) fn of(scored: impl Iterator<Item = (SongId, f32)>) -> Self {
        Self(scored.map(|(song, score)| Scored { score, song: Reverse(song) }).collect())
    }
}

impl Iterator for Ranked {
    type Item = (SongId, f32);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.pop().map(|Scored { score, song: Reverse(song) }| (song, score))
    }
}

/// Of equal scores, the first song is the best.
#[derive(Clone, Copy)]
struct Scored {
    score: f32,
    song: Reverse<SongId>,
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(self.song.cmp(&other.song))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scored {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Scored {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_come_first_and_of_equals_the_first() {
        let scored = [(3, 0.5), (1, 0.9), (2, 0.5), (0, -0.1)];
        let ranked = Ranked::of(scored.into_iter().map(|(song, score)| (SongId(song), score)));
        let songs: Vec<u32> = ranked.map(|(song, _)| song.0).collect();
        assert_eq!(songs, [1, 2, 3, 0]);
    }
}
