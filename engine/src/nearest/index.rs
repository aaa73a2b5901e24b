//! Approximate nearest neighbours among embeddings.

use super::embedding::Embedding;
use super::graph::Graph;
use super::stored::StoredEmbedding;
use crate::id::{Id, TrackRow};
use crate::numeric::float;
use crate::tracks::ListColumn;
use instant_distance::Builder;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The embeddings of a catalogue's tracks or songs (`M`), and a graph over the distinct ones.
///
/// Equal embeddings share one point: hundreds of equal points would fill each other's links and hide all
/// other neighbours.
#[derive(Serialize, Deserialize)]
pub struct EmbeddingIndex<P = Embedding, M = TrackRow> {
    pub(super) graph: Graph<P>,
    pub(super) members: ListColumn<M>,
    ef_search: usize,
}

/// A track or song near an embedding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour<M> {
    /// The track or song.
    pub member: M,
    /// Square of the Euclidean distance, in the units of the index.
    pub distance: f32,
}

/// Parameters of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexParams {
    /// Candidates kept while a point is inserted.
    pub ef_construction: usize,
    /// Fewest candidates kept while searching.
    pub ef_search: usize,
    /// Seed of the points' levels.
    pub seed: u64,
}

impl<P: StoredEmbedding, M: Id> EmbeddingIndex<P, M> {
    /// Builds the index over one embedding for each track or song, in order.
    pub fn build(embeddings: &[Embedding], params: IndexParams) -> Self {
        let (points, members) = distinct(embeddings.iter().map(P::from));
        let builder = Builder::default().ef_construction(params.ef_construction).seed(params.seed);
        let (graph, positions) = Graph::build(points, builder);
        let mut order: Vec<usize> = (0..positions.len()).collect();
        order.sort_unstable_by_key(|&i| positions[i]);
        let members = order.into_iter().map(|i| members[i].iter().copied()).collect();
        Self { graph, members, ef_search: params.ef_search }
    }

    /// The nearest tracks or songs, nearest first, from at most `points` distinct embeddings; those of
    /// equal embeddings follow each other in order.
    pub fn nearest(&self, embedding: &Embedding, points: usize) -> Vec<Neighbour<M>> {
        let found = self.graph.nearest(&P::from(embedding), points.max(self.ef_search));
        let found = found.into_iter().take(points);
        found.flat_map(|found| self.members_at(found.point(), found.distance())).collect()
    }

    fn members_at(&self, point: u32, distance: f32) -> impl Iterator<Item = Neighbour<M>> {
        let members = self.members.get(point as usize).iter();
        members.map(move |&member| Neighbour { member, distance })
    }

    /// Recall@k of [`EmbeddingIndex::nearest`] against exact search, over every `step`-th point.
    pub fn recall(&self, k: usize, step: usize) -> f32 {
        let (mut found, mut wanted) = (0_usize, 0_usize);
        for embedding in self.graph.points().iter().step_by(step.max(1)) {
            let exact = self.least_distances(embedding, k);
            let reach = exact.last().copied().unwrap_or_default();
            wanted += exact.len();
            let near = self.graph.nearest(embedding, k.max(self.ef_search)).into_iter().take(k);
            found += near.filter(|found| found.distance() <= reach).count().min(exact.len());
        }
        if wanted == 0 { 1.0 } else { float(found) / float(wanted) }
    }

    /// The distances of the `k` nearest points, by comparing all of them.
    fn least_distances(&self, embedding: &P, k: usize) -> Vec<f32> {
        let points = self.graph.points().iter();
        let mut all: Vec<f32> = points.map(|point| embedding.distance(point)).collect();
        all.sort_unstable_by(f32::total_cmp);
        all.truncate(k);
        all
    }

    /// Whether the graph is sound and has no more than `members` tracks or songs.
    pub(crate) fn is_consistent(&self, members: usize) -> bool {
        self.members.values().iter().all(|member| member.index() < members)
            && self.members.len() == self.graph.points().len()
            && self.graph.is_consistent()
    }

    /// The embedding of every track or song, in order.
    pub fn embeddings(&self) -> Vec<(M, Embedding)> {
        let points = self.graph.points().iter().zip(self.members.rows());
        let mut embeddings: Vec<(M, Embedding)> = points
            .flat_map(|(point, members)| members.iter().map(|&member| (member, point.embedding())))
            .collect();
        embeddings.sort_unstable_by_key(|(member, _)| *member);
        embeddings
    }
}

/// The distinct embeddings, and the tracks or songs that share each.
fn distinct<P: StoredEmbedding, M: Id>(all: impl Iterator<Item = P>) -> (Vec<P>, Vec<Vec<M>>) {
    let mut positions = HashMap::new();
    let (mut points, mut members) = (Vec::new(), Vec::<Vec<M>>::new());
    for (member, point) in all.enumerate() {
        let position = *positions.entry(point.key()).or_insert(points.len());
        if position == points.len() {
            points.push(point);
            members.push(Vec::new());
        }
        members[position].push(M::at(member));
    }
    (points, members)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::embedding::EMBEDDING_DIM;
    use super::*;

    pub(crate) const PARAMS: IndexParams =
        IndexParams { ef_construction: 100, ef_search: 100, seed: 7 };

    /// Codes on a circle, `turns` apart, so that neighbours are known.
    pub(crate) fn circle(points: usize) -> Vec<Embedding> {
        let angles = (0..points).map(|i| float(i) / float(points) * std::f32::consts::TAU);
        angles
            .map(|angle| {
                let mut values = [0.0; EMBEDDING_DIM];
                (values[0], values[1]) = angle.sin_cos();
                Embedding::from_slice(&values).expect("right width")
            })
            .collect()
    }

    #[test]
    fn neighbours_on_a_circle() {
        let embeddings = circle(1000);
        let index = EmbeddingIndex::<Embedding, TrackRow>::build(&embeddings, PARAMS);
        let mut tracks: Vec<u32> =
            index.nearest(&embeddings[500], 5).iter().map(|n| n.member.0).collect();
        tracks.sort_unstable();
        assert_eq!(tracks, [498, 499, 500, 501, 502]);
        assert!(index.recall(10, 50) >= 0.97);
    }

    #[test]
    fn equal_codes_share_a_point() {
        let mut embeddings = vec![circle(4)[0]; 400];
        embeddings.extend(circle(50));
        let index = EmbeddingIndex::<Embedding, TrackRow>::build(&embeddings, PARAMS);
        let nearest = index.nearest(&embeddings[0], 2);
        assert_eq!(nearest.iter().filter(|n| n.distance == 0.0).count(), 401);
        assert!(nearest.len() > 401, "the next embedding is not hidden by its equals");
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        let index = EmbeddingIndex::<Embedding, TrackRow>::build(&[], PARAMS);
        assert!(index.nearest(&circle(1)[0], 10).is_empty());
        assert_eq!(index.recall(10, 1).to_bits(), 1.0_f32.to_bits());
    }
}
