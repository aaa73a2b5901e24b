//! A graph of neighbours, for finding the points nearest to one without looking at all.

use instant_distance::{Builder, Hnsw, Point};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An HNSW graph (Malkov and Yashunin, 2016): built by instant-distance, held and searched here.
///
/// Of the 64 neighbours that instant-distance gives each point the best [`LINKS`] are kept, and of its
/// layers every second one: the graph takes less than half the memory, and what a search looks at less
/// in each point it can spend on more points.
#[derive(Serialize, Deserialize)]
pub(crate) struct Graph<P> {
    points: Vec<P>,
    /// The layer of all points, and those of the first few: each has less than a tenth of the one before.
    layers: Vec<Links>,
}

/// What each point of a layer is linked to; filled up with the point itself.
type Links = Vec<[u32; LINKS]>;

/// Links of a point.
const LINKS: usize = 32;

/// A point that a search found.
///
/// Distances are never negative, so their bits stand in their order; in one number with the point they
/// compare at once, and equally near points always come in the same order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found(u64);

impl Found {
    fn new(distance: f32, point: u32) -> Self {
        Self(u64::from(distance.to_bits()) << u32::BITS | u64::from(point))
    }

    /// The point's number.
    pub(crate) fn point(self) -> u32 {
        self.0 as u32
    }

    /// How far it is, in the points' unit.
    pub(crate) fn distance(self) -> f32 {
        f32::from_bits((self.0 >> u32::BITS) as u32)
    }
}

impl<P: Point + Serialize + DeserializeOwned> Graph<P> {
    /// Builds the graph, and tells where each of the points has gone.
    pub(crate) fn build(points: Vec<P>, builder: Builder) -> (Self, Vec<u32>) {
        let (graph, places) = builder.build_hnsw(points);
        let places = places.into_iter().map(instant_distance::PointId::into_inner).collect();
        (built::read(&graph), places)
    }
}

impl<P: Point> Graph<P> {
    /// The points by number.
    pub(crate) fn points(&self) -> &[P] {
        &self.points
    }

    /// The points nearest to one, nearest first: as many as `wanted`, which is also how many the search
    /// keeps in view (`ef` in the paper), so that more are found more surely.
    pub(crate) fn nearest(&self, point: &P, wanted: usize) -> Vec<Found> {
        let (Some(entry), Some(links)) = (self.descend(point), self.layers.first()) else {
            return Vec::new();
        };
        let distance = |to: u32| point.distance(&self.points[to as usize]);
        SEARCH.with_borrow_mut(|search| search.run(links, entry, wanted.max(1), distance))
    }

    /// The point that a walk through the upper layers ends at, always on to the nearest neighbour.
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

    /// Whether all links lead to points of their layer.
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

/// What a search keeps in mind: algorithm 2 of the paper.
#[derive(Default)]
struct Search {
    seen: Seen,
    /// Points whose links are still to be followed.
    open: BinaryHeap<Reverse<Found>>,
    /// The nearest so far, the farthest of them on top.
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

/// A set of points, in one bit each.
#[derive(Default)]
struct Seen(Vec<u64>);

impl Seen {
    fn empty(&mut self, points: usize) {
        self.0.clear();
        self.0.resize(points.div_ceil(u64::BITS as usize), 0);
    }

    /// Takes a point in, and tells whether it is new.
    fn insert(&mut self, point: u32) -> bool {
        let bit = 1 << (point % u64::BITS);
        let word = &mut self.0[(point / u64::BITS) as usize];
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
}

/// The graph as instant-distance has built it. Its fields are private, but it is serialised, and as this
/// it can be read.
mod built {
    use super::{Deserialize, DeserializeOwned, Graph, Hnsw, LINKS, Links, Serialize};

    #[derive(Deserialize)]
    struct Built<P> {
        _ef_search: usize,
        points: Vec<P>,
        zero: Vec<[[u32; HALF]; 2]>,
        upper: Vec<Vec<[u32; HALF]>>,
    }

    /// Half of the neighbours that a point has in the layer of all points; all that it has in others.
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

    /// The first ones: those that lead into different directions stand before those that are only near.
    fn best(near: &[u32], own: u32) -> [u32; LINKS] {
        let mut links = [own; LINKS];
        let known = near.iter().take_while(|to| **to != u32::MAX);
        links.iter_mut().zip(known).for_each(|(link, to)| *link = *to);
        links
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::byte_code::ByteCode;
    use crate::code::{CODE_WIDTH, Code};
    use proptest::prelude::*;

    fn graph(points: &[ByteCode]) -> Graph<ByteCode> {
        Graph::build(points.to_vec(), Builder::default().seed(7)).0
    }

    fn point(values: &[f32]) -> ByteCode {
        let mut code = [0.0; CODE_WIDTH];
        code.iter_mut().zip(values).for_each(|(to, from)| *to = *from);
        ByteCode::from(&Code::from_slice(&code).expect("wide"))
    }

    proptest! {
        #[test]
        fn with_all_points_in_view_the_search_is_exact(
            values in prop::collection::vec(prop::collection::vec(-1f32..1.0, 6), 1..120),
        ) {
            let points: Vec<ByteCode> = values.iter().map(|values| point(values)).collect();
            let graph = graph(&points);
            prop_assert!(graph.is_consistent());
            let target = point(&[0.3; 6]);
            let found = graph.nearest(&target, points.len());
            prop_assert!(found.is_sorted());
            let mut all: Vec<Found> = graph.points().iter().zip(0..).map(|(point, at)| {
                Found::new(target.squared_distance(point) as f32, at)
            }).collect();
            all.sort_unstable();
            prop_assert!(found == all);
        }
    }

    #[test]
    fn links_to_nowhere_are_noticed() {
        let mut graph = graph(&[point(&[0.1]), point(&[0.2])]);
        assert!(graph.is_consistent());
        graph.layers[0][1][0] = 2;
        assert!(!graph.is_consistent());
    }
}
