//! Builds the graph: the same one on any number of threads.
//!
//! Points are inserted in batches. The points of a batch search the graph as it was before the batch, in
//! parallel, and take their links from what they find and from each other; then the points that they link
//! to are updated, in parallel too. Nothing depends on which thread is faster.

use super::distances::{Distances, Found};
use super::graph::{Graph, LINKS, Links, descend, search_layer};
use super::quantized::QuantizedEmbedding;
use crate::numeric::index32;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Parameters of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexParams {
    /// Candidates kept while a point is inserted.
    pub ef_construction: usize,
    /// Fewest candidates kept while searching.
    pub ef_search: usize,
    /// Seed of the points' order, and so of their layers.
    pub seed: u64,
}

/// Links that a point takes when it is inserted (`M` in the paper); points that link to it later may fill
/// the others.
const NEW_LINKS: usize = LINKS / 2;

/// Links that are left to a point that has too many, so that it does not have too many again at once: with as many
/// as fit, building takes a fifth longer and recall is no higher.
const KEPT_LINKS: usize = LINKS - 8;

/// Each layer has this share of the points of the layer below.
const SHRINK: usize = 16;

/// The most points of a batch; early batches are smaller, so that a batch never outgrows the graph.
const BATCH: usize = 512;

/// Builds a graph; also returns where each of its points stands in `points`. Calls `on_inserted` with the
/// number of points inserted since the last call.
pub(super) fn build_graph(
    points: &[QuantizedEmbedding],
    params: IndexParams,
    on_inserted: &dyn Fn(usize),
) -> (Graph, Vec<usize>) {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_cached_key(|&point| scrambled(params.seed, point as u64));
    let points: Vec<QuantizedEmbedding> = order.iter().map(|&from| points[from]).collect();
    let mut layers: Vec<Vec<Links>> = Vec::new();
    for size in layer_sizes(points.len()) {
        // A layer starts as a copy of the one above.
        let links = layers.first().cloned().unwrap_or_default();
        let mut layer =
            Layer { points: &points, above: &layers, links, ef: params.ef_construction };
        layer.grow(size, on_inserted);
        let links = layer.links;
        layers.insert(0, links);
    }
    (Graph::new(points, &layers), order)
}

/// A number that looks random: splitmix64.
fn scrambled(seed: u64, number: u64) -> u64 {
    let mut x = (seed ^ number.rotate_left(32)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Sizes of the layers, the smallest first.
fn layer_sizes(points: usize) -> Vec<usize> {
    let sizes = std::iter::successors(Some(points), |size| Some(size / SHRINK));
    let mut sizes: Vec<usize> = sizes.take_while(|size| *size > 0).collect();
    sizes.reverse();
    sizes
}

/// A layer under construction: the first `links.len()` points are in it.
struct Layer<'a> {
    points: &'a [QuantizedEmbedding],
    above: &'a [Vec<Links>],
    links: Vec<Links>,
    ef: usize,
}

impl Layer<'_> {
    /// Inserts points until there are `size`.
    fn grow(&mut self, size: usize, on_inserted: &dyn Fn(usize)) {
        while self.links.len() < size {
            let known = self.links.len();
            let count = (known / 2).clamp(1, BATCH).min(size - known);
            self.insert(index32(known)..index32(known + count));
            on_inserted(count);
        }
    }

    fn insert(&mut self, batch: std::ops::Range<u32>) {
        let new = batch.clone().into_par_iter();
        let chosen: Vec<Vec<Found>> = new.map(|point| self.neighbours(point, &batch)).collect();
        let pairs = batch.clone().zip(&chosen);
        let mut backward: Vec<(u32, u32)> = pairs
            .flat_map(|(point, links)| links.iter().map(move |to| (to.point(), point)))
            .collect();
        self.links.extend(batch.zip(&chosen).map(|(point, links)| padded(links, point)));
        backward.par_sort_unstable();
        let updated: Vec<(u32, Links)> = backward
            .par_chunk_by(|a, b| a.0 == b.0)
            .map(|group| (group[0].0, self.with_links(group[0].0, group)))
            .collect();
        updated.into_iter().for_each(|(point, links)| self.links[point as usize] = links);
    }

    /// The points that a point of a batch links to.
    fn neighbours(&self, point: u32, batch: &std::ops::Range<u32>) -> Vec<Found> {
        let distances = Distances { own: &self.points[point as usize], points: self.points };
        let mut near = Vec::new();
        if !self.links.is_empty() {
            let above = self.above.iter().rev().map(Vec::as_slice);
            near = search_layer(&self.links, descend(above, distances), self.ef, distances);
        }
        let reach = near.get(self.ef.saturating_sub(1)).copied();
        let others = batch.clone().filter(|other| *other != point).map(|other| distances.to(other));
        near.extend(others.filter(|other| reach.is_none_or(|reach| *other < reach)));
        near.sort_unstable();
        self.diverse(near, NEW_LINKS)
    }

    /// The links of a point with those of a batch that lead to it, given as pairs of it and another.
    fn with_links(&self, point: u32, added: &[(u32, u32)]) -> Links {
        let old = self.links[point as usize].iter().copied().filter(|to| *to != point);
        let all = old.chain(added.iter().map(|(_, from)| *from));
        let mut near: Vec<Found> = all.map(|to| self.found(point, to)).collect();
        near.sort_unstable();
        near.dedup();
        if near.len() > LINKS {
            near = self.diverse(near, KEPT_LINKS);
        }
        padded(&near, point)
    }

    /// Up to `count` of the points near to one that lead in different directions: each is nearer to it than
    /// to any chosen before (algorithm 4 of the paper). The nearest of the others fill up the rest.
    fn diverse(&self, near: Vec<Found>, count: usize) -> Vec<Found> {
        let (mut chosen, mut others) = (Vec::<Found>::with_capacity(count), Vec::new());
        for candidate in near {
            if chosen.len() == count {
                break;
            }
            let covers = |kept: &Found| {
                self.distance(candidate.point(), kept.point()) < candidate.distance()
            };
            if chosen.iter().any(covers) { others.push(candidate) } else { chosen.push(candidate) }
        }
        let missing = count - chosen.len();
        chosen.extend(others.into_iter().take(missing));
        chosen
    }

    fn found(&self, from: u32, to: u32) -> Found {
        Found::new(self.distance(from, to), to)
    }

    fn distance(&self, a: u32, b: u32) -> u32 {
        self.points[a as usize].squared_distance(&self.points[b as usize])
    }
}

/// Links padded with the point itself.
fn padded(links: &[Found], own: u32) -> Links {
    let mut padded = [own; LINKS];
    padded.iter_mut().zip(links).for_each(|(link, found)| *link = found.point());
    padded
}

#[cfg(test)]
mod tests {
    use super::super::embedding::{EMBEDDING_DIM, Embedding};
    use super::*;
    use crate::numeric::{float, float_from_u32};
    use instant_distance::{Builder, Point, Search};

    const PARAMS: IndexParams = IndexParams { ef_construction: 100, ef_search: 40, seed: 7 };

    impl Point for QuantizedEmbedding {
        fn distance(&self, other: &Self) -> f32 {
            float_from_u32(self.squared_distance(other))
        }
    }

    /// Points in clusters, as embeddings lie; each `scale` wide.
    fn clusters(points: usize) -> Vec<QuantizedEmbedding> {
        let mut drawn = 0;
        let mut draw = |spread: f32| -> [f32; EMBEDDING_DIM] {
            std::array::from_fn(|_| {
                drawn += 1;
                (float_from_u32((scrambled(3, drawn) >> 32) as u32) / 4.3e9 - 0.5) * spread
            })
        };
        let centres: Vec<[f32; EMBEDDING_DIM]> = (0..40).map(|_| draw(0.5)).collect();
        (0..points)
            .map(|number| {
                let offset = draw(0.3);
                let axis = |axis| centres[number % centres.len()][axis] + offset[axis];
                QuantizedEmbedding::from(&Embedding::new(std::array::from_fn(axis)))
            })
            .collect()
    }

    #[test]
    fn the_graph_is_the_same_on_any_number_of_threads() {
        let points = clusters(3000);
        let on_threads = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let (graph, _) =
                pool.expect("a pool").install(|| build_graph(&points, PARAMS, &|_| {}));
            postcard::to_stdvec(&graph).expect("bytes")
        };
        let once = on_threads(1);
        assert!(on_threads(2) == once && on_threads(3) == once);
    }

    /// The share of the ten nearest of a hundred points that `search` finds, by distance.
    fn recall(
        points: &[QuantizedEmbedding],
        search: impl Fn(&QuantizedEmbedding) -> Vec<u32>,
    ) -> f32 {
        let hits = points.iter().step_by(points.len() / 100).map(|point| {
            let mut exact: Vec<u32> = points.iter().map(|p| point.squared_distance(p)).collect();
            exact.sort_unstable();
            search(point).into_iter().take(10).filter(|distance| *distance <= exact[9]).count()
        });
        float(hits.sum()) / 1000.0
    }

    #[test]
    fn recall_is_no_worse_than_that_of_instant_distance() {
        let points = clusters(5000);
        let (graph, order) = build_graph(&points, PARAMS, &|_| {});
        assert!(graph.is_consistent());
        assert!(order.iter().zip(graph.points()).all(|(from, point)| points[*from] == *point));
        let own = recall(&points, |point| {
            let found = graph.nearest(point, PARAMS.ef_search).into_iter();
            found.map(Found::distance).collect()
        });
        let builder = Builder::default()
            .ef_construction(PARAMS.ef_construction)
            .ef_search(PARAMS.ef_search)
            .seed(7);
        let (reference, _) = builder.build_hnsw(points.clone());
        let reference = recall(&points, |point| {
            let mut search = Search::default();
            let found = reference.search(point, &mut search);
            found.map(|found| point.squared_distance(found.point)).collect()
        });
        assert!(own >= reference - 0.005 && own > 0.97, "{own}, instant-distance: {reference}");
    }

    #[test]
    fn few_points_are_all_found() {
        for count in 0..40 {
            let points = clusters(count);
            let (graph, order) = build_graph(&points, PARAMS, &|_| {});
            assert!(graph.is_consistent(), "{count}");
            for (at, from) in (0..).zip(order) {
                let nearest = graph.nearest(&points[from], 40);
                assert!(nearest.len() == count && nearest[0].point() == at, "{count}");
            }
        }
    }
}
