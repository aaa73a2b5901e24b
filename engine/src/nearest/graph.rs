//! Approximate nearest neighbours by an HNSW graph.

use instant_distance::{Builder, Hnsw, Point};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An HNSW graph (Malkov and Yashunin, 2016), built by instant-distance and searched here.
///
/// Only the best [`LINKS`] of the 64 neighbours that instant-distance gives each point are kept, and every
/// second of its layers: this halves the memory, and lets a search visit more points in the same time.
#[derive(Serialize, Deserialize)]
pub(crate) struct Graph<P> {
    points: Vec<P>,
    /// The layer of all points, then those of ever fewer: each has less than a tenth of the one below.
    layers: Vec<Links>,
}

/// The neighbours of each point of a layer, padded with the point itself.
type Links = Vec<[u32; LINKS]>;

/// Links per point.
const LINKS: usize = 32;

/// A point that a search found.
///
/// Distances are never negative, so their bits sort like the numbers. Packed into one number with the
/// point, both are compared at once, and equally near points always come in the same order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found(u64);

impl Found {
    fn new(distance: f32, point: u32) -> Self {
        Self(u64::from(distance.to_bits()) << u32::BITS | u64::from(point))
    }

    /// Where the point stands among the points.
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is the point")]
    pub(crate) fn point(self) -> u32 {
        self.0 as u32
    }

    /// Its distance, in the points' unit.
    pub(crate) fn distance(self) -> f32 {
        f32::from_bits((self.0 >> u32::BITS) as u32)
    }
}

impl<P: Point + Serialize + DeserializeOwned> Graph<P> {
    /// Builds the graph; also returns the new position of each point.
    pub(crate) fn build(points: Vec<P>, builder: Builder) -> (Self, Vec<u32>) {
        let (graph, places) = builder.build_hnsw(points);
        let places = places.into_iter().map(instant_distance::PointId::into_inner).collect();
        (built::read(&graph), places)
    }
}

impl<P: Point> Graph<P> {
    /// The points, in the order of the graph.
    pub(crate) fn points(&self) -> &[P] {
        &self.points
    }

    /// The `wanted` nearest points, nearest first. `wanted` is also the size of the candidate list (`ef`
    /// in the paper), so asking for more raises recall.
    pub(crate) fn nearest(&self, point: &P, wanted: usize) -> Vec<Found> {
        let (Some(entry), Some(links)) = (self.descend(point), self.layers.first()) else {
            return Vec::new();
        };
        let distance = |to: u32| point.distance(&self.points[to as usize]);
        SEARCH.with_borrow_mut(|search| search.run(links, entry, wanted.max(1), distance))
    }

    /// The entry point for the lowest layer: a greedy walk through the upper ones.
    fn descend(&self, point: &P) -> Option<Found> {
        let found = |at: u32| Found::new(point.distance(&self.points[at as usize]), at);
        let mut at = self.points.first().map(|_| found(0))?;
        for links in self.layers.iter().skip(1).rev() {
            while let Some(next) = links[at.point() as usize].iter().map(|to| found(*to)).min()
                && next < at
            {
                at = next;
            }
        }
        Some(at)
    }

    /// Whether every link leads to a point of its layer.
    pub(crate) fn is_consistent(&self) -> bool {
        let within =
            |links: &Links| links.as_flattened().iter().all(|to| (*to as usize) < links.len());
        self.layers.first().is_none_or(|all| all.len() == self.points.len())
            && self.layers.is_empty() == self.points.is_empty()
            && self.layers.is_sorted_by(|lower, upper| lower.len() >= upper.len())
            && self.layers.iter().all(|links| !links.is_empty() && within(links))
    }
}

thread_local! {
    static SEARCH: RefCell<Search> = RefCell::default();
}

/// The state of a search: algorithm 2 of the paper.
#[derive(Default)]
struct Search {
    seen: Seen,
    /// Points whose links have yet to be followed, the nearest first.
    open: BinaryHeap<Reverse<Found>>,
    /// The nearest so far, the farthest on top.
    nearest: BinaryHeap<Found>,
}

impl Search {
    fn run(
        &mut self,
        links: &Links,
        entry: Found,
        wanted: usize,
        distance: impl Fn(u32) -> f32,
    ) -> Vec<Found> {
        self.begin(links.len(), entry);
        while let Some(Reverse(next)) = self.open.pop() {
            if self.nearest.len() >= wanted && self.nearest.peek().is_some_and(|far| next > *far) {
                break;
            }
            for &to in &links[next.point() as usize] {
                if self.seen.insert(to) {
                    self.offer(Found::new(distance(to), to), wanted);
                }
            }
        }
        let mut found: Vec<Found> = self.nearest.drain().collect();
        found.sort_unstable();
        found
    }

    fn begin(&mut self, points: usize, entry: Found) {
        self.seen.empty(points);
        self.seen.insert(entry.point());
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

/// Reads the graph that instant-distance built. Its fields are private, but it can be serialised, and the
/// bytes read back.
mod built {
    use super::{Deserialize, DeserializeOwned, Graph, Hnsw, LINKS, Links, Serialize};

    #[derive(Deserialize)]
    struct Built<P> {
        _ef_search: usize,
        points: Vec<P>,
        zero: Vec<[[u32; HALF]; 2]>,
        upper: Vec<Vec<[u32; HALF]>>,
    }

    /// Links of a point in the upper layers; the lowest layer has twice as many.
    const HALF: usize = 32;

    pub(super) fn read<P: Serialize + DeserializeOwned>(graph: &Hnsw<P>) -> Graph<P> {
        let bytes = postcard::to_stdvec(graph).expect("a graph in memory can be written to memory");
        let built: Built<P> = postcard::from_bytes(&bytes).expect("the fields of this version");
        let mut layers = vec![links(built.zero.iter().map(|near| near.as_flattened()))];
        let upper = built.upper.iter().skip(1).step_by(2);
        layers.extend(upper.map(|layer| links(layer.iter().map(<[u32; HALF]>::as_slice))));
        layers.retain(|layer| !layer.is_empty());
        Graph { points: built.points, layers }
    }

    fn links<'a>(near: impl Iterator<Item = &'a [u32]>) -> Links {
        near.zip(0..).map(|(near, own)| best(near, own)).collect()
    }

    /// The first links: instant-distance puts diverse ones before those that are merely near.
    fn best(near: &[u32], own: u32) -> [u32; LINKS] {
        let mut links = [own; LINKS];
        let known = near.iter().take_while(|to| **to != u32::MAX);
        links.iter_mut().zip(known).for_each(|(link, to)| *link = *to);
        links
    }
}

#[cfg(test)]
mod tests {
    use super::super::embedding::{EMBEDDING_DIM, Embedding};
    use super::super::quantized::QuantizedEmbedding;
    use super::*;
    use crate::numeric::float_from_u32;
    use proptest::prelude::*;

    fn graph(points: &[QuantizedEmbedding]) -> Graph<QuantizedEmbedding> {
        Graph::build(points.to_vec(), Builder::default().seed(7)).0
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
                Found::new(float_from_u32(target.squared_distance(point)), at)
            }).collect();
            all.sort_unstable();
            prop_assert!(found == all);
        }
    }

    #[test]
    fn dangling_links_are_noticed() {
        let mut graph = graph(&[point(&[0.1]), point(&[0.2])]);
        assert!(graph.is_consistent());
        graph.layers[0][1][0] = 2;
        assert!(!graph.is_consistent());
    }
}
