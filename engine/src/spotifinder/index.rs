//! The index of all tracks' embeddings.

use crate::error::EngineError;
use crate::id::{TrackRow, all_below};
use crate::nearest::distinct::{self, distinct};
use crate::nearest::{Embedding, IndexParams, Neighbour};
use crate::store::{Artefact, SectionReader, SectionWriter};
use crate::tracks::ListColumn;
use instant_distance::{Builder, Hnsw, Point, PointId, Search};
use serde::{Deserialize, Serialize};

/// The embedding of each track, and an HNSW graph of instant-distance over the distinct ones.
#[derive(Serialize, Deserialize)]
pub struct TrackIndex {
    graph: Hnsw<Embedding>,
    members: ListColumn<TrackRow>,
}

impl Point for Embedding {
    // Squares sort like the distances themselves, without the root.
    fn distance(&self, other: &Self) -> f32 {
        self.squared_distance(other)
    }
}

impl Artefact for TrackIndex {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.encoded("graph", &self.graph);
        to.field("members", &self.members);
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        Ok(Self { graph: from.decoded("graph")?, members: from.field("members")? })
    }
}

impl TrackIndex {
    /// Builds the index over one embedding for each track, in order. On several threads it differs from
    /// build to build.
    pub fn build(embeddings: &[Embedding], params: IndexParams) -> Self {
        let (points, members) = distinct(embeddings.iter().copied(), bits);
        let IndexParams { ef_construction, ef_search, seed } = params;
        let builder = Builder::default().ef_construction(ef_construction).ef_search(ef_search);
        let (graph, places) = builder.seed(seed).build_hnsw(points);
        let mut order: Vec<(PointId, Vec<TrackRow>)> = places.into_iter().zip(members).collect();
        order.sort_unstable_by_key(|(place, _)| *place);
        Self { graph, members: order.into_iter().map(|(_, tracks)| tracks).collect() }
    }

    /// The nearest tracks, nearest first, from at most `points` distinct embeddings, of which no more are
    /// found than were kept while searching; those of equal embeddings follow each other in order.
    pub fn nearest(&self, embedding: &Embedding, points: usize) -> Vec<Neighbour<TrackRow>> {
        let mut search = Search::default();
        let found = self.graph.search(embedding, &mut search).take(points);
        found
            .flat_map(|found| {
                let tracks = self.members.get(found.pid.into_inner() as usize).iter();
                tracks.map(move |&member| Neighbour { member, distance: found.distance })
            })
            .collect()
    }

    /// The embedding of every track, in order.
    pub fn embeddings(&self) -> Vec<(TrackRow, Embedding)> {
        distinct::all(self.graph.iter().map(|(_, point)| *point), &self.members)
    }

    /// Whether there is a list of tracks for each point, and none is beyond `tracks`.
    pub(super) fn is_consistent(&self, tracks: usize) -> bool {
        all_below(self.members.values(), tracks) && self.members.len() == self.graph.iter().count()
    }
}

/// Equal for equal embeddings.
fn bits(embedding: &Embedding) -> Vec<u32> {
    embedding.as_slice().iter().map(|value| value.to_bits()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nearest::embedding::tests::circle;

    fn index(embeddings: &[Embedding]) -> TrackIndex {
        TrackIndex::build(embeddings, IndexParams { ef_construction: 100, ef_search: 100, seed: 7 })
    }

    #[test]
    fn neighbours_on_a_circle() {
        let embeddings = circle(1000);
        let nearest = index(&embeddings).nearest(&embeddings[500], 5);
        let mut tracks: Vec<u32> = nearest.iter().map(|near| near.member.0).collect();
        tracks.sort_unstable();
        assert_eq!(tracks, [498, 499, 500, 501, 502]);
    }

    #[test]
    fn equal_embeddings_share_a_point() {
        let mut embeddings = vec![circle(4)[0]; 400];
        embeddings.extend(circle(50));
        let index = index(&embeddings);
        let nearest = index.nearest(&embeddings[0], 2);
        assert_eq!(nearest.iter().filter(|near| near.distance == 0.0).count(), 401);
        assert!(nearest.len() > 401 && index.is_consistent(450) && !index.is_consistent(449));
        let kept = index.embeddings();
        assert!(kept.iter().zip(&embeddings).all(|((_, kept), embedding)| kept == embedding));
    }
}
