//! Approximate nearest neighbours by an HNSW graph.

use super::quantized::QuantizedEmbedding;
use crate::numeric::index32;
use crate::store::{Section, artefact};
use crate::work::Work;
use serde::{Deserialize, Serialize};
use std::array::IntoIter;
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::iter::Take;

/// An HNSW graph (Malkov and Yashunin, 2016).
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Graph {
    points: Section<[QuantizedEmbedding]>,
    /// Of the layer of all points, then of those of ever fewer: each holds the first points of the one below.
    links: Section<[Links]>,
    /// How many points each layer has.
    layers: Section<[u32]>,
}

artefact!(Graph { points, links, layers });

/// The neighbours of a point in a layer, padded with the point itself.
pub(super) type Links = [u32; LINKS];

/// The most links of a point.
pub(super) const LINKS: usize = 32;

/// A point that a search found.
///
/// Packed into one number, distance and point are compared at once, and equally near points always come in
/// the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found(u64);

impl Found {
    pub(super) fn new(distance: u32, point: u32) -> Self {
        Self(u64::from(distance) << u32::BITS | u64::from(point))
    }

    /// Where the point stands among the points.
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the point")]
    pub(super) fn point(self) -> u32 {
        self.0 as u32
    }

    /// Square of its distance, in quantisation steps.
    pub(super) fn distance(self) -> u32 {
        (self.0 >> u32::BITS) as u32
    }
}

impl Graph {
    /// A graph of these points, in the order of the layers.
    pub(super) fn new(points: Vec<QuantizedEmbedding>, layers: &[Vec<Links>]) -> Self {
        Self {
            points: points.into(),
            links: layers.concat().into(),
            layers: layers.iter().map(|links| index32(links.len())).collect(),
        }
    }

    /// The points, in the order of the graph.
    pub(super) fn points(&self) -> &[QuantizedEmbedding] {
        &self.points
    }

    /// The `wanted` nearest points, nearest first. `wanted` is also the size of the candidate list (`ef`
    /// in the paper), so asking for more raises recall.
    pub(super) fn nearest(&self, point: &QuantizedEmbedding, wanted: usize) -> Vec<Found> {
        let points = self.points();
        let (links, above) = self.links.split_at(points.len());
        if points.is_empty() {
            return Vec::new();
        }
        let found = |to: u32| Found::new(point.squared_distance(&points[to as usize]), to);
        search_layer(links, descend(self.upper_layers(above), found), wanted.max(1), found)
    }

    /// The `wanted` nearest of the points that `accepts` takes, nearest first. None if finding them would
    /// take more than `most` points to be looked at, as it does where few are taken.
    pub(super) fn nearest_accepted(
        &self,
        point: &QuantizedEmbedding,
        wanted: usize,
        most: usize,
        accepts: impl Fn(u32) -> bool,
    ) -> Option<Vec<Found>> {
        let points = self.points();
        let (links, above) = self.links.split_at(points.len());
        if points.is_empty() || wanted >= most {
            return None;
        }
        let found = |to: u32| Found::new(point.squared_distance(&points[to as usize]), to);
        let entry = descend(self.upper_layers(above), found);
        let limits = Limits { wanted, most };
        SEARCH.with_borrow_mut(|search| search.run_accepted(links, entry, limits, found, accepts))
    }

    /// The layers above that of all points, the smallest first.
    fn upper_layers<'a>(&self, mut links: &'a [Links]) -> impl Iterator<Item = &'a [Links]> {
        self.layers.iter().skip(1).rev().map(move |&points| {
            let (below, layer) = links.split_at(links.len() - points as usize);
            links = below;
            layer
        })
    }

    /// The nearest points of one of the graph's own, itself among them, nearest first; `wanted` as above.
    pub(super) fn nearest_of(&self, point: u32, wanted: usize) -> Vec<Found> {
        let points = self.points();
        let own = &points[point as usize];
        let found = |to: u32| Found::new(own.squared_distance(&points[to as usize]), to);
        search_layer(&self.links[..points.len()], found(point), wanted.max(1), found)
    }

    /// Whether every link leads to a point of its layer.
    pub(super) fn is_consistent(&self) -> bool {
        let all = self.layers.first().map_or(0, |points| *points as usize);
        let mut below = &*self.links;
        let mut within = |points: u32| {
            let layer = below.split_off(..points as usize);
            let last = layer.map(|links| links.as_flattened().iter().max());
            last.is_some_and(|last| last.is_none_or(|last| *last < points))
        };
        all == self.points.len()
            && self.layers.is_sorted_by(|lower, upper| lower >= upper)
            && self.layers.iter().all(|&points| points > 0 && within(points))
            && below.is_empty()
    }
}

/// A greedy walk through layers, the smallest first: the entry point for the layer below.
pub(super) fn descend<'a>(
    layers: impl Iterator<Item = &'a [Links]>,
    found: impl Fn(u32) -> Found,
) -> Found {
    let mut at = found(0);
    for links in layers {
        while let Some(next) = links[at.point() as usize].iter().map(|to| found(*to)).min()
            && next < at
        {
            at = next;
        }
    }
    at
}

/// The `wanted` nearest points of a layer, nearest first: algorithm 2 of the paper.
pub(super) fn search_layer(
    links: &[Links],
    entry: Found,
    wanted: usize,
    found: impl Fn(u32) -> Found,
) -> Vec<Found> {
    SEARCH.with_borrow_mut(|search| search.run(links, entry, wanted, found))
}

thread_local! {
    static SEARCH: RefCell<Search> = RefCell::default();
}

/// Of a search among accepted points.
#[derive(Clone, Copy)]
struct Limits {
    wanted: usize,
    /// Points that may be looked at.
    most: usize,
}

impl Limits {
    /// Whether too few have been accepted for the wanted ones to be found within the limit.
    fn are_out_of_reach(self, seen: usize, accepted: usize) -> bool {
        seen > self.most || seen > self.most / TRIAL && accepted < self.wanted / TRIAL
    }
}

/// After this part of the points that may be looked at, the same part of those wanted must be found.
const TRIAL: usize = 8;

/// The state of a search.
#[derive(Default)]
struct Search {
    seen: Seen,
    /// Points whose links have yet to be followed, the nearest first.
    open: BinaryHeap<Reverse<Found>>,
    /// The nearest so far, the farthest on top.
    nearest: BinaryHeap<Found>,
    looked_at: usize,
}

/// Points that a search looks at for each that is wanted, at most: several times as many as it does.
pub(super) const MAX_EACH: usize = 4 * LINKS;

impl Search {
    fn run(
        &mut self,
        links: &[Links],
        entry: Found,
        wanted: usize,
        found: impl Fn(u32) -> Found,
    ) -> Vec<Found> {
        self.begin(links.len(), entry);
        while let Some(Reverse(next)) = self.open.pop() {
            let is_past = self.nearest.peek().is_some_and(|far| next > *far);
            if self.nearest.len() >= wanted && is_past || self.looked_at > wanted * MAX_EACH {
                break;
            }
            for found in self.unseen(&links[next.point() as usize], &found) {
                self.offer(found, wanted);
            }
        }
        self.finish()
    }

    /// Algorithm 2 again, but of the points that are not accepted only the links count.
    fn run_accepted(
        &mut self,
        links: &[Links],
        entry: Found,
        limits: Limits,
        found: impl Fn(u32) -> Found,
        accepts: impl Fn(u32) -> bool,
    ) -> Option<Vec<Found>> {
        self.begin(links.len(), entry);
        self.nearest.retain(|entry| accepts(entry.point()));
        let mut accepted = self.nearest.len();
        while let Some(Reverse(next)) = self.open.pop() {
            if self.nearest.len() >= limits.wanted
                && self.nearest.peek().is_some_and(|far| next > *far)
            {
                break;
            }
            if limits.are_out_of_reach(self.looked_at, accepted) {
                return None;
            }
            for found in self.unseen(&links[next.point() as usize], &found) {
                if self.is_too_far(found, limits.wanted) {
                    continue;
                }
                self.open.push(Reverse(found));
                if accepts(found.point()) {
                    accepted += 1;
                    self.keep(found, limits.wanted);
                }
            }
        }
        // Parts of the graph may have no way to each other.
        (self.nearest.len() >= limits.wanted).then(|| self.finish())
    }

    /// The neighbours that are new. All are compared before any is used, so that the processor fetches
    /// them from memory at once.
    fn unseen(
        &mut self,
        links: &Links,
        found: impl Fn(u32) -> Found,
    ) -> Take<IntoIter<Found, LINKS>> {
        let (mut new, mut count) = ([0; LINKS], 0);
        for &to in links {
            new[count] = to;
            count += usize::from(self.seen.insert(to));
        }
        self.looked_at += count;
        Work::took_steps(count);
        let mut all = [Found(0); LINKS];
        for (into, to) in all.iter_mut().zip(&new[..count]) {
            *into = found(*to);
        }
        all.into_iter().take(count)
    }

    fn is_too_far(&self, found: Found, wanted: usize) -> bool {
        self.nearest.len() >= wanted && self.nearest.peek().is_some_and(|far| found > *far)
    }

    fn keep(&mut self, found: Found, wanted: usize) {
        self.nearest.push(found);
        if self.nearest.len() > wanted {
            self.nearest.pop();
        }
    }

    fn finish(&mut self) -> Vec<Found> {
        let mut found: Vec<Found> = self.nearest.drain().collect();
        found.sort_unstable();
        found
    }

    fn begin(&mut self, points: usize, entry: Found) {
        self.seen.empty(points);
        self.seen.insert(entry.point());
        self.looked_at = 1;
        self.open.clear();
        self.open.push(Reverse(entry));
        self.nearest.clear();
        self.nearest.push(entry);
    }

    fn offer(&mut self, found: Found, wanted: usize) {
        if self.nearest.len() < wanted {
            self.nearest.push(found);
            self.open.push(Reverse(found));
        } else if let Some(mut farthest) = self.nearest.peek_mut().filter(|far| found < **far) {
            *farthest = found;
            drop(farthest);
            self.open.push(Reverse(found));
        }
    }
}

/// A set of points, one bit each.
#[derive(Default)]
struct Seen(Vec<u64>);

impl Seen {
    fn empty(&mut self, points: usize) {
        self.0.clear();
        self.0.resize(points.div_ceil(u64::BITS as usize), 0);
    }

    /// Adds a point; returns whether it is new.
    fn insert(&mut self, point: u32) -> bool {
        let bit = 1 << (point % u64::BITS);
        let word = &mut self.0[(point / u64::BITS) as usize];
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
}

#[cfg(test)]
mod tests {
    use super::super::embedding::{EMBEDDING_DIM, Embedding};
    use super::super::graph_builder::{IndexParams, build_graph};
    use super::*;
    use crate::numeric::float;
    use proptest::prelude::*;

    fn graph(points: &[QuantizedEmbedding]) -> Graph {
        let params = IndexParams { ef_construction: 100, ef_search: 100, seed: 7 };
        build_graph(points, params, &|_| {}).0
    }

    fn point(values: &[f32]) -> QuantizedEmbedding {
        let mut embedding = [0.0; EMBEDDING_DIM];
        embedding.iter_mut().zip(values).for_each(|(to, from)| *to = *from);
        QuantizedEmbedding::from(&Embedding::from_slice(&embedding).expect("wide"))
    }

    proptest! {
        #[test]
        fn with_all_points_in_view_the_search_is_exact(
            values in prop::collection::vec(prop::collection::vec(-1f32..1.0, 6), 1..120),
        ) {
            let points: Vec<QuantizedEmbedding> = values.iter().map(|values| point(values)).collect();
            let graph = graph(&points);
            prop_assert!(graph.is_consistent());
            let target = point(&[0.3; 6]);
            let found = graph.nearest(&target, points.len());
            prop_assert!(found.is_sorted());
            let mut all: Vec<Found> = graph.points().iter().zip(0..).map(|(point, at)| {
                Found::new(target.squared_distance(point), at)
            }).collect();
            all.sort_unstable();
            prop_assert!(found == all);
        }
    }

    #[test]
    fn the_nearest_accepted_are_found_or_left_to_a_scan() {
        let points: Vec<QuantizedEmbedding> = (0..600)
            .map(|number| float(number) / 100.0)
            .map(|angle| point(&[angle.sin(), angle.cos(), (angle * 7.0).sin() / 2.0]))
            .collect();
        let graph = graph(&points);
        let target = point(&[0.3, 0.1]);
        let check = |every: u32, most: usize, is_found: bool| {
            let accepts = |point: u32| point % every == 0;
            let found = graph.nearest_accepted(&target, 50, most, accepts);
            assert_eq!(found.is_some(), is_found, "every {every}th of {most}");
            let mut all: Vec<Found> = (0..600)
                .filter(|point| accepts(*point))
                .map(|at| Found::new(target.squared_distance(&graph.points()[at as usize]), at))
                .collect();
            all.sort_unstable();
            all.truncate(50);
            assert!(found.is_none_or(|found| found == all));
        };
        check(1, 600, true);
        check(3, 600, true);
        check(10, 601, true);
        check(1, 40, false);
        check(50, 200, false);
        check(700, 400, false);
    }

    #[test]
    fn dangling_links_are_noticed() {
        let mut graph = graph(&[point(&[0.1]), point(&[0.2])]);
        assert!(graph.is_consistent());
        graph.links.to_mut()[1][0] = 2;
        assert!(!graph.is_consistent());
    }
}
