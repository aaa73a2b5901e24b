//! Approximate nearest neighbours among codes.

use crate::code::Code;
use crate::column::ListColumn;
use crate::graph::Graph;
use instant_distance::{Builder, Point};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::Hash;

/// The codes of a catalogue's tracks or songs, and a graph over the distinct ones.
///
/// Equal codes share one point: hundreds of equal points would fill each other's links and hide all
/// other neighbours.
#[derive(Serialize, Deserialize)]
pub struct CodeIndex<P = Code> {
    pub(crate) graph: Graph<P>,
    pub(crate) members: ListColumn,
    ef_search: usize,
}

/// How an index holds a code.
pub trait StoredCode: Point + Serialize + DeserializeOwned + for<'a> From<&'a Code> {
    /// What is equal for equal codes.
    type Key: Eq + Hash;

    /// Tells equal codes.
    fn key(&self) -> Self::Key;

    /// The code, as well as it is held.
    fn code(&self) -> Code;
}

/// A track, or a song, near a code.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    /// Row of the track, or number of the song.
    pub member: u32,
    /// Square of the Euclidean distance of the codes, in the units of the index.
    pub distance: f32,
}

/// How an index is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexParams {
    /// Candidates kept while a point is inserted.
    pub ef_construction: usize,
    /// Fewest candidates kept while searching.
    pub ef_search: usize,
    /// Seed of the points' levels.
    pub seed: u64,
}

impl<P: StoredCode> CodeIndex<P> {
    /// Builds the index over one code a track, or a song.
    pub fn build(codes: &[Code], params: IndexParams) -> Self {
        let (points, members) = distinct(codes.iter().map(P::from));
        let builder = Builder::default().ef_construction(params.ef_construction).seed(params.seed);
        let (graph, places) = Graph::build(points, builder);
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_unstable_by_key(|&i| places[i]);
        let members = order.into_iter().map(|i| members[i].iter().copied()).collect();
        Self { graph, members, ef_search: params.ef_search }
    }

    /// What is nearest to a code, nearest first, from at most `points` distinct codes; those of equal
    /// codes follow each other in order.
    pub fn nearest(&self, code: &Code, points: usize) -> Vec<Neighbour> {
        let found = self.graph.nearest(&P::from(code), points.max(self.ef_search));
        let found = found.into_iter().take(points);
        found.flat_map(|found| self.members_at(found.point(), found.distance())).collect()
    }

    fn members_at(&self, point: u32, distance: f32) -> impl Iterator<Item = Neighbour> {
        let members = self.members.get(point as usize).iter();
        members.map(move |&member| Neighbour { member, distance })
    }

    /// The share of the `k` truly nearest codes that [`CodeIndex::nearest`] finds among the first `k`
    /// codes, over the codes of every `step`-th point.
    pub fn recall(&self, k: usize, step: usize) -> f32 {
        let (mut found, mut wanted) = (0_usize, 0_usize);
        for code in self.graph.points().iter().step_by(step.max(1)) {
            let exact = self.least_distances(code, k);
            let reach = exact.last().copied().unwrap_or_default();
            wanted += exact.len();
            let near = self.graph.nearest(code, k.max(self.ef_search)).into_iter().take(k);
            found += near.filter(|found| found.distance() <= reach).count().min(exact.len());
        }
        if wanted == 0 { 1.0 } else { found as f32 / wanted as f32 }
    }

    /// The distances of the `k` nearest points, by comparing all of them.
    fn least_distances(&self, code: &P, k: usize) -> Vec<f32> {
        let points = self.graph.points().iter();
        let mut all: Vec<f32> = points.map(|point| code.distance(point)).collect();
        all.sort_unstable_by(f32::total_cmp);
        all.truncate(k);
        all
    }

    /// Whether the graph is one, over `members` tracks or songs at most.
    pub(crate) fn is_consistent(&self, members: usize) -> bool {
        let below = |member: &u32| (*member as usize) < members;
        self.members.values().iter().all(below)
            && self.members.len() == self.graph.points().len()
            && self.graph.is_consistent()
    }
}

impl<P: StoredCode> CodeIndex<P> {
    /// The code of every track, by row, or of every song.
    pub fn codes(&self) -> Vec<(u32, Code)> {
        let points = self.graph.points().iter().zip(self.members.rows());
        let mut codes: Vec<(u32, Code)> = points
            .flat_map(|(point, members)| members.iter().map(|&member| (member, point.code())))
            .collect();
        codes.sort_unstable_by_key(|(member, _)| *member);
        codes
    }
}

/// The distinct ones of some codes, and for each of them the places of the equal ones.
fn distinct<P: StoredCode>(all: impl Iterator<Item = P>) -> (Vec<P>, Vec<Vec<u32>>) {
    let mut places = HashMap::new();
    let (mut points, mut members) = (Vec::new(), Vec::<Vec<u32>>::new());
    for (member, point) in all.enumerate() {
        let place = *places.entry(point.key()).or_insert(points.len());
        if place == points.len() {
            points.push(point);
            members.push(Vec::new());
        }
        members[place].push(member as u32);
    }
    (points, members)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::code::CODE_WIDTH;

    pub(crate) const PARAMS: IndexParams =
        IndexParams { ef_construction: 100, ef_search: 100, seed: 7 };

    /// Codes on a circle, `turns` apart, so that neighbours are known.
    pub(crate) fn circle(points: usize) -> Vec<Code> {
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
        let index = CodeIndex::<Code>::build(&codes, PARAMS);
        let mut tracks: Vec<u32> = index.nearest(&codes[500], 5).iter().map(|n| n.member).collect();
        tracks.sort_unstable();
        assert_eq!(tracks, [498, 499, 500, 501, 502]);
        assert!(index.recall(10, 50) >= 0.97);
    }

    #[test]
    fn equal_codes_share_a_point() {
        let mut codes = vec![circle(4)[0]; 400];
        codes.extend(circle(50));
        let index = CodeIndex::<Code>::build(&codes, PARAMS);
        let nearest = index.nearest(&codes[0], 2);
        assert_eq!(nearest.iter().filter(|n| n.distance == 0.0).count(), 401);
        assert!(nearest.len() > 401, "the next code is not hidden by its equals");
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        let index = CodeIndex::<Code>::build(&[], PARAMS);
        assert!(index.nearest(&circle(1)[0], 10).is_empty());
        assert_eq!(index.recall(10, 1).to_bits(), 1.0_f32.to_bits());
    }
}
