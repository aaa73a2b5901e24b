//! Approximate nearest neighbours among codes.

use crate::code::Code;
use crate::column::ListColumn;
use instant_distance::{Builder, Hnsw, Point, Search};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

/// An HNSW graph (Malkov and Yashunin, 2016) over the distinct codes of a catalogue.
///
/// Equal codes share one point: hundreds of equal points would fill each other's links and hide all
/// other neighbours.
#[derive(Serialize, Deserialize)]
#[expect(clippy::unsafe_derive_deserialize, reason = "`thread_local!` expands to it")]
pub struct CodeIndex {
    graph: Hnsw<Code>,
    members: ListColumn,
}

/// A track near a code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Row of the track.
    pub track: u32,
    /// Square of the Euclidean distance of the codes.
    pub distance: f32,
}

/// How an index is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexParams {
    /// Candidates kept while a point is inserted.
    pub ef_construction: usize,
    /// Candidates kept while searching: the most distinct codes that one search yields.
    pub ef_search: usize,
    /// Seed of the points' levels.
    pub seed: u64,
}

impl CodeIndex {
    /// Builds the index over one code a track.
    pub fn build(codes: &[Code], params: IndexParams) -> Self {
        let (graph, members) = build_graph(codes.iter().copied(), Code::bits, params);
        Self { graph, members }
    }

    /// The tracks nearest to a code, nearest first, from at most `points` distinct codes; tracks of
    /// equal codes follow each other in row order.
    pub fn nearest(&self, code: &Code, points: usize) -> Vec<Neighbour> {
        thread_local! {
            static SEARCH: RefCell<Search> = RefCell::default();
        }
        SEARCH.with_borrow_mut(|search| {
            let found = self.graph.search(code, search).take(points);
            found.flat_map(|item| self.tracks_at(item.pid.into_inner(), item.distance)).collect()
        })
    }

    fn tracks_at(&self, point: u32, distance: f32) -> impl Iterator<Item = Neighbour> {
        let tracks = self.members.get(point as usize).iter();
        tracks.map(move |&track| Neighbour { track, distance })
    }

    /// The tracks nearest to a code by comparing it with every code: what [`CodeIndex::nearest`]
    /// approximates.
    pub fn nearest_exactly(&self, code: &Code, points: usize) -> Vec<Neighbour> {
        let mut all: Vec<(f32, u32)> = self
            .graph
            .iter()
            .map(|(id, point)| (code.squared_distance(point), id.into_inner()))
            .collect();
        all.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        all.truncate(points);
        all.into_iter().flat_map(|(distance, point)| self.tracks_at(point, distance)).collect()
    }

    /// The share of the `k` truly nearest codes that [`CodeIndex::nearest`] finds, over the codes of
    /// every `step`-th point.
    pub fn recall(&self, k: usize, step: usize) -> f32 {
        let (mut found, mut wanted) = (0_usize, 0_usize);
        for (_, code) in self.graph.iter().step_by(step.max(1)) {
            let exact = self.nearest_exactly(code, k);
            let reach = exact.last().map_or(0.0, |last| last.distance);
            wanted += exact.len();
            found += self
                .nearest(code, k)
                .iter()
                .filter(|n| n.distance <= reach)
                .count()
                .min(exact.len());
        }
        if wanted == 0 { 1.0 } else { found as f32 / wanted as f32 }
    }

    /// The code of every track, by row.
    pub fn codes(&self) -> Vec<(u32, Code)> {
        let mut codes: Vec<(u32, Code)> = self
            .graph
            .iter()
            .flat_map(|(id, code)| {
                self.members.get(id.into_inner() as usize).iter().map(|&track| (track, *code))
            })
            .collect();
        codes.sort_unstable_by_key(|(track, _)| *track);
        codes
    }

    pub(crate) fn highest_track(&self) -> Option<u32> {
        self.members.values().iter().copied().max()
    }
}

/// The graph over the distinct ones of some points, and for each of its points the places of the equal
/// ones among them.
pub(crate) fn build_graph<P: Point, K: Eq + Hash>(
    points: impl Iterator<Item = P>,
    key: impl Fn(&P) -> K,
    params: IndexParams,
) -> (Hnsw<P>, ListColumn) {
    let (points, members) = distinct(points, key);
    let builder = Builder::default()
        .ef_construction(params.ef_construction)
        .ef_search(params.ef_search)
        .seed(params.seed);
    let (graph, places) = builder.build_hnsw(points);
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_unstable_by_key(|&i| places[i].into_inner());
    (graph, order.into_iter().map(|i| members[i].iter().copied()).collect())
}

fn distinct<P, K: Eq + Hash>(
    all: impl Iterator<Item = P>,
    key: impl Fn(&P) -> K,
) -> (Vec<P>, Vec<Vec<u32>>) {
    let mut places = HashMap::new();
    let (mut points, mut members) = (Vec::new(), Vec::<Vec<u32>>::new());
    for (member, point) in all.enumerate() {
        let place = *places.entry(key(&point)).or_insert(points.len());
        if place == points.len() {
            points.push(point);
            members.push(Vec::new());
        }
        members[place].push(member as u32);
    }
    (points, members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::CODE_WIDTH;

    const PARAMS: IndexParams = IndexParams { ef_construction: 100, ef_search: 100, seed: 7 };

    /// Codes on a circle, `turns` apart, so that neighbours are known.
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
        let codes = circle(1000);
        let index = CodeIndex::build(&codes, PARAMS);
        let mut tracks: Vec<u32> = index.nearest(&codes[500], 5).iter().map(|n| n.track).collect();
        tracks.sort_unstable();
        assert_eq!(tracks, [498, 499, 500, 501, 502]);
        assert!(index.recall(10, 50) >= 0.97);
    }

    #[test]
    fn equal_codes_share_a_point() {
        let mut codes = vec![circle(4)[0]; 400];
        codes.extend(circle(50));
        let index = CodeIndex::build(&codes, PARAMS);
        let nearest = index.nearest(&codes[0], 2);
        assert_eq!(nearest.iter().filter(|n| n.distance == 0.0).count(), 401);
        assert!(nearest.len() > 401, "the next code is not hidden by its equals");
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        let index = CodeIndex::build(&[], PARAMS);
        assert!(index.nearest(&circle(1)[0], 10).is_empty());
        assert_eq!(index.recall(10, 1).to_bits(), 1.0_f32.to_bits());
    }
}
