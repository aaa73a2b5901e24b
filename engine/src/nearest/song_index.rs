//! The index of all songs' embeddings.

use super::distinct::{self, distinct};
use super::embedding::Embedding;
use super::graph::Graph;
use super::graph_builder::{IndexParams, build_graph};
use super::neighbour::Neighbour;
use super::quantized::QuantizedEmbedding;
use crate::id::SongId;
use crate::numeric::float_from_u32;
use crate::tracks::ListColumn;
use serde::{Deserialize, Serialize};

/// One quantised embedding for each song, and a graph over the distinct ones.
///
/// Equal embeddings share one point: hundreds of equal points would fill each other's links and hide all
/// other neighbours.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct SongIndex {
    graph: Graph,
    members: ListColumn<SongId>,
    ef_search: usize,
}

impl SongIndex {
    /// Builds the index over one embedding for each song, in order: the same one on any number of threads.
    /// Calls `on_inserted` with the number of points inserted since the last call.
    pub fn build(
        embeddings: &[Embedding],
        params: IndexParams,
        on_inserted: &dyn Fn(usize),
    ) -> Self {
        let quantized = embeddings.iter().map(QuantizedEmbedding::from);
        let (points, members) = distinct(quantized, |point| *point);
        let (graph, order) = build_graph(&points, params, on_inserted);
        let members = order.into_iter().map(|point| members[point].iter().copied()).collect();
        Self { graph, members, ef_search: params.ef_search }
    }

    /// The nearest songs, nearest first, from at most `points` distinct embeddings; those of equal
    /// embeddings follow each other in order.
    pub fn nearest(&self, embedding: &Embedding, points: usize) -> Vec<Neighbour<SongId>> {
        let wanted = points.max(self.ef_search);
        let found = self.graph.nearest(&QuantizedEmbedding::from(embedding), wanted);
        let found = found.into_iter().take(points);
        found
            .flat_map(|found| {
                let distance = float_from_u32(found.distance());
                let songs = self.members.get(found.point() as usize).iter();
                songs.map(move |&member| Neighbour { member, distance })
            })
            .collect()
    }

    /// The songs nearest to an embedding among those that `accepts` takes, by exact search: at most
    /// about `points` of them, nearest first.
    pub fn nearest_among(
        &self,
        embedding: &Embedding,
        points: usize,
        accepts: impl Fn(SongId) -> bool,
    ) -> Vec<SongId> {
        let embedding = QuantizedEmbedding::from(embedding);
        let mut nearest = Nearest::new(points);
        for (point, songs) in self.graph.points().iter().zip(self.members.rows()) {
            for &song in songs.iter().filter(|song| accepts(**song)) {
                nearest.offer(embedding.squared_distance(point), song);
            }
        }
        nearest.finish()
    }

    /// The embedding of every song, in order, as exact as it is stored.
    pub fn embeddings(&self) -> Vec<(SongId, Embedding)> {
        let points = self.graph.points().iter();
        distinct::all(points.map(QuantizedEmbedding::embedding), &self.members)
    }

    /// Whether the graph is sound and has no more than `songs` songs.
    pub(crate) fn is_consistent(&self, songs: usize) -> bool {
        self.members.values().iter().all(|song| song.index() < songs)
            && self.members.len() == self.graph.points().len()
            && self.graph.is_consistent()
    }
}

/// The nearest of the songs that are offered.
struct Nearest {
    wanted: usize,
    /// Songs by distance, up to twice as many as are wanted.
    kept: Vec<(u32, SongId)>,
    /// Songs farther away than this are not among the nearest.
    reach: u32,
}

impl Nearest {
    fn new(wanted: usize) -> Self {
        Self { wanted, kept: Vec::with_capacity(2 * wanted), reach: u32::MAX }
    }

    fn offer(&mut self, distance: u32, song: SongId) {
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

    fn finish(mut self) -> Vec<SongId> {
        self.drop_far();
        self.kept.sort_unstable();
        self.kept.into_iter().map(|(_, song)| song).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::embedding::tests::circle;
    use super::*;
    use proptest::prelude::*;

    fn index(embeddings: &[Embedding]) -> SongIndex {
        let params = IndexParams { ef_construction: 100, ef_search: 100, seed: 7 };
        SongIndex::build(embeddings, params, &|_| {})
    }

    #[test]
    fn neighbours_on_a_circle() {
        let embeddings = circle(400);
        let index = index(&embeddings);
        let mut near: Vec<u32> =
            index.nearest(&embeddings[200], 5).iter().map(|n| n.member.0).collect();
        near.sort_unstable();
        assert_eq!(near, [198, 199, 200, 201, 202]);
        assert_eq!(
            index.nearest_among(&embeddings[200], 2, |song| song.0 > 250),
            [SongId(251), SongId(252)]
        );
    }

    #[test]
    fn equal_embeddings_are_found_together() {
        let mut embeddings = vec![circle(4)[0]; 400];
        embeddings.extend(circle(50));
        let nearest = index(&embeddings).nearest(&embeddings[0], 2);
        assert_eq!(nearest.iter().filter(|near| near.distance == 0.0).count(), 401);
        assert!(nearest.len() > 401, "the next embedding is not hidden by its equals");
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        assert!(index(&[]).nearest(&circle(1)[0], 10).is_empty());
    }

    proptest! {
        #[test]
        fn the_nearest_are_kept(distances in prop::collection::vec(0_u32..20, 0..200), wanted in 0_usize..20) {
            let mut nearest = Nearest::new(wanted);
            let mut all: Vec<(u32, SongId)> = distances.into_iter().zip((0..).map(SongId)).collect();
            all.iter().for_each(|(distance, song)| nearest.offer(*distance, *song));
            all.sort_unstable();
            let expected: Vec<SongId> = all.into_iter().take(wanted).map(|(_, song)| song).collect();
            prop_assert_eq!(nearest.finish(), expected);
        }
    }
}
