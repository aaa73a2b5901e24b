//! Approximate nearest neighbours among the songs' codes.

use crate::code::{CODE_WIDTH, Code};
use crate::column::ListColumn;
use crate::index::{IndexParams, build_graph};
use instant_distance::{Hnsw, Point, Search};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;

/// A code whose values, -1 to 1, are held in a byte each: a quarter of the memory, and as much
/// faster to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ByteCode([[i8; LANES]; CODE_WIDTH / LANES]);

const LANES: usize = 16;

impl From<&Code> for ByteCode {
    fn from(code: &Code) -> Self {
        let mut bytes = [[0; LANES]; CODE_WIDTH / LANES];
        for (byte, value) in bytes.as_flattened_mut().iter_mut().zip(code.as_slice()) {
            *byte = (value * f32::from(i8::MAX)).round() as i8;
        }
        Self(bytes)
    }
}

impl ByteCode {
    /// Square of the Euclidean distance, in bytes' units.
    pub fn squared_distance(&self, other: &Self) -> u32 {
        // Written so that the compiler works on 16 bytes at once: seven times as fast as with sums by
        // lane.
        let pairs = self.0.as_flattened().iter().zip(other.0.as_flattened());
        pairs
            .map(|(ours, theirs)| {
                let difference = u32::from(ours.abs_diff(*theirs));
                difference * difference
            })
            .sum()
    }
}

impl Point for ByteCode {
    fn distance(&self, other: &Self) -> f32 {
        self.squared_distance(other) as f32
    }
}

/// An HNSW graph over the distinct codes of the songs of a catalogue; see
/// [`CodeIndex`](crate::CodeIndex) for why equal codes share a point.
#[derive(Serialize, Deserialize)]
#[expect(clippy::unsafe_derive_deserialize, reason = "`thread_local!` expands to it")]
pub struct SongIndex {
    graph: Hnsw<ByteCode>,
    members: ListColumn,
}

impl SongIndex {
    /// Builds the index over one code a song.
    pub fn build(codes: &[Code], params: IndexParams) -> Self {
        let points = codes.iter().map(ByteCode::from);
        let (graph, members) = build_graph(points, |code| *code, params);
        Self { graph, members }
    }

    /// The songs nearest to a code, nearest first, from at most `points` distinct codes.
    pub fn nearest(&self, code: &Code, points: usize) -> Vec<u32> {
        thread_local! {
            static SEARCH: RefCell<Search> = RefCell::default();
        }
        SEARCH.with_borrow_mut(|search| {
            let found = self.graph.search(&ByteCode::from(code), search).take(points);
            found
                .flat_map(|item| self.members.get(item.pid.into_inner() as usize))
                .copied()
                .collect()
        })
    }

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
        for ((_, point), songs) in self.graph.iter().zip(self.members.rows()) {
            for &song in songs.iter().filter(|song| accepts(**song)) {
                nearest.offer(code.squared_distance(point), song);
            }
        }
        nearest.finish()
    }

    /// The share of the `k` truly nearest codes that [`SongIndex::nearest`] finds among the first `k`
    /// codes, over the codes of every `step`-th point.
    pub fn recall(&self, k: usize, step: usize) -> f32 {
        let mut search = Search::default();
        let (mut found, mut wanted) = (0_usize, 0_usize);
        for (_, code) in self.graph.iter().step_by(step.max(1)) {
            let mut exact: Vec<u32> =
                self.graph.iter().map(|(_, point)| code.squared_distance(point)).collect();
            exact.sort_unstable();
            exact.truncate(k);
            let reach = exact.last().map_or(0.0, |last| *last as f32);
            wanted += exact.len();
            let near = self.graph.search(code, &mut search).take(k);
            found += near.filter(|item| item.distance <= reach).count().min(exact.len());
        }
        if wanted == 0 { 1.0 } else { found as f32 / wanted as f32 }
    }

    pub(crate) fn highest_song(&self) -> Option<u32> {
        self.members.values().iter().copied().max()
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
    use proptest::prelude::*;

    const PARAMS: IndexParams = IndexParams { ef_construction: 100, ef_search: 100, seed: 7 };

    fn circle(points: usize) -> Vec<Code> {
        let angles = (0..points).map(|i| i as f32 / points as f32 * std::f32::consts::TAU);
        angles
            .map(|angle| {
                let mut values = [0.0; CODE_WIDTH];
                (values[0], values[1]) = angle.sin_cos();
                Code::from_slice(&values).expect("right width")
            })
            .collect()
    }

    #[test]
    fn neighbours_on_a_circle() {
        let codes = circle(400);
        let index = SongIndex::build(&codes, PARAMS);
        let mut near = index.nearest(&codes[200], 5);
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

        #[test]
        fn bytes_keep_the_distance(
            a in prop::collection::vec(-1f32..1.0, CODE_WIDTH),
            b in prop::collection::vec(-1f32..1.0, CODE_WIDTH),
        ) {
            let (a, b) = (Code::from_slice(&a).expect("wide"), Code::from_slice(&b).expect("wide"));
            let bytes = ByteCode::from(&a).squared_distance(&ByteCode::from(&b)) as f32;
            let scale = f32::from(i8::MAX).powi(2);
            prop_assert!((bytes / scale - a.squared_distance(&b)).abs() < 1.1);
        }
    }
}
