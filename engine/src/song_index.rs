//! Approximate nearest neighbours among the songs' codes.

use crate::byte_code::ByteCode;
use crate::code::Code;
use crate::index::CodeIndex;

/// The index of the codes of all songs, by song.
pub type SongIndex = CodeIndex<ByteCode>;

impl SongIndex {
    /// The songs nearest to a code among those that `accepts` takes, by comparing it with the codes
    /// of them all: at most about `points` of them, nearest first.
    pub fn nearest_among(
        &self,
        code: &Code,
        points: usize,
        accepts: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let code = ByteCode::from(code);
        let mut nearest = Nearest::new(points);
        for (point, songs) in self.graph.points().iter().zip(self.members.rows()) {
            for &song in songs.iter().filter(|song| accepts(**song)) {
                nearest.offer(code.squared_distance(point), song);
            }
        }
        nearest.finish()
    }
}

/// The nearest of the songs that are offered.
struct Nearest {
    wanted: usize,
    /// Distance and number of songs, up to twice as many as are wanted.
    kept: Vec<(u32, u32)>,
    /// What is farther away than this is not among the nearest.
    reach: u32,
}

impl Nearest {
    fn new(wanted: usize) -> Self {
        Self { wanted, kept: Vec::with_capacity(2 * wanted), reach: u32::MAX }
    }

    fn offer(&mut self, distance: u32, song: u32) {
        if distance > self.reach {
            return;
        }
        self.kept.push((distance, song));
        if self.kept.len() >= 2 * self.wanted {
            self.drop_far();
        }
    }

    fn drop_far(&mut self) {
        if self.kept.len() > self.wanted {
            let (_, first_dropped, _) = self.kept.select_nth_unstable(self.wanted);
            self.reach = first_dropped.0;
            self.kept.truncate(self.wanted);
        }
    }

    fn finish(mut self) -> Vec<u32> {
        self.drop_far();
        self.kept.sort_unstable();
        self.kept.into_iter().map(|(_, song)| song).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tests::{PARAMS, circle};
    use proptest::prelude::*;

    #[test]
    fn neighbours_on_a_circle() {
        let codes = circle(400);
        let index = SongIndex::build(&codes, PARAMS);
        let mut near: Vec<u32> = index.nearest(&codes[200], 5).iter().map(|n| n.member).collect();
        near.sort_unstable();
        assert_eq!(near, [198, 199, 200, 201, 202]);
        assert!(index.recall(10, 20) >= 0.97);
        assert_eq!(index.nearest_among(&codes[200], 2, |song| song > 250), [251, 252]);
    }

    #[test]
    fn equal_codes_are_found_together() {
        let mut codes = vec![circle(4)[0]; 400];
        codes.extend(circle(50));
        let index = SongIndex::build(&codes, PARAMS);
        assert!(index.nearest(&codes[0], 2).len() > 401);
    }

    proptest! {
        #[test]
        fn the_nearest_are_kept(distances in prop::collection::vec(0_u32..20, 0..200), wanted in 0_usize..20) {
            let mut nearest = Nearest::new(wanted);
            let mut all: Vec<(u32, u32)> = distances.into_iter().zip(0..).collect();
            all.iter().for_each(|(distance, song)| nearest.offer(*distance, *song));
            all.sort_unstable();
            let expected: Vec<u32> = all.into_iter().take(wanted).map(|(_, song)| song).collect();
            prop_assert_eq!(nearest.finish(), expected);
        }
    }
}
