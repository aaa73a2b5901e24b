//! The index of all songs' embeddings.

use super::distinct::{self, distinct};
use super::embedding::Embedding;
use super::graph::{Found, Graph, LINKS, MAX_EACH};
use super::graph_builder::{IndexParams, build_graph};
use super::neighbour::Neighbour;
use super::quantized::QuantizedEmbedding;
use super::remainder::Remainder;
use crate::error::EngineError;
use crate::id::{SongId, all_below};
use crate::numeric::index32;
use crate::store::{Artefact, Section, SectionReader, SectionWriter};
use crate::tracks::ListColumn;
use serde::{Deserialize, Serialize};

/// One embedding for each song, and a graph over the distinct ones.
///
/// Songs whose embeddings have the same bytes share one point: hundreds of equal points would fill each
/// other's links and hide all other neighbours.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct SongIndex {
    graph: Graph,
    /// By point.
    remainders: Section<[Remainder]>,
    members: ListColumn<SongId>,
    ef_search: usize,
}

impl Artefact for SongIndex {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.field("graph", &self.graph);
        to.field("remainders", &self.remainders);
        to.field("members", &self.members);
        to.encoded("ef_search", &self.ef_search);
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        Ok(Self {
            graph: from.field("graph")?,
            remainders: from.field("remainders")?,
            members: from.field("members")?,
            ef_search: from.decoded("ef_search")?,
        })
    }
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
        let (points, members) = distinct::<_, _, SongId>(quantized, |point| *point);
        let (graph, order) = build_graph(&points, params, on_inserted);
        let remainder =
            |&point: &usize| Remainder::of(&embeddings[members[point][0].index()], &points[point]);
        let remainders = order.iter().map(remainder).collect();
        let members = order.iter().map(|&point| members[point].iter().copied()).collect();
        Self { graph, remainders, members, ef_search: params.ef_search }
    }

    /// The nearest songs, nearest first, from at most `points` distinct embeddings; those of equal
    /// embeddings follow each other in order.
    pub fn nearest(&self, embedding: &Embedding, points: usize) -> Vec<Neighbour<SongId>> {
        let wanted = points.max(self.ef_search);
        let found = self.graph.nearest(&QuantizedEmbedding::from(embedding), wanted);
        self.songs_of(&self.in_order(embedding, found), points)
    }

    /// How many embeddings a search for so many looks at, at most.
    pub fn most_steps(&self, points: usize) -> usize {
        (points.max(self.ef_search) * MAX_EACH + LINKS).min(self.points())
    }

    /// The number of distinct embeddings.
    pub fn points(&self) -> usize {
        self.graph.points().len()
    }

    /// The songs with one of the distinct embeddings, and the songs nearest to it, in the order of
    /// [`SongIndex::nearest`]. The search begins at the embedding and keeps few candidates, which takes a quarter of
    /// the time of a whole one.
    ///
    /// # Panics
    /// If there are not so many embeddings.
    pub fn neighbourhood(
        &self,
        point: usize,
        points: usize,
    ) -> (&[SongId], Vec<Neighbour<SongId>>) {
        let found = self.graph.nearest_of(index32(point), points * NEIGHBOURHOOD_EF);
        let ordered = self.in_order(&self.embedding(point), found);
        (self.members.get(point), self.songs_of(&ordered, points))
    }

    fn songs_of(&self, ordered: &[(f32, u32)], points: usize) -> Vec<Neighbour<SongId>> {
        let nearest = ordered.iter().take(points).flat_map(|&(distance, point)| {
            let songs = self.members.get(point as usize).iter();
            songs.map(move |&member| Neighbour { member, distance })
        });
        nearest.collect()
    }

    /// The `wanted` nearest songs among those that `accepts` takes, nearest first. None if finding them would
    /// take more than `most` embeddings to be looked at, as it does where few are taken.
    pub fn nearest_accepted(
        &self,
        embedding: &Embedding,
        wanted: usize,
        most: usize,
        accepts: impl Fn(SongId) -> bool,
    ) -> Option<Vec<SongId>> {
        let bytes = QuantizedEmbedding::from(embedding);
        let has = |point: u32| self.members.get(point as usize).iter().any(|song| accepts(*song));
        let found = self.graph.nearest_accepted(&bytes, wanted + SPARE, most, has)?;
        let ordered = self.in_order(embedding, found).into_iter();
        let songs = ordered.flat_map(|(_, point)| self.members.get(point as usize)).copied();
        Some(songs.filter(|song| accepts(*song)).take(wanted).collect())
    }

    /// The songs nearest to an embedding by exact search over all: at most `wanted`, nearest first.
    pub fn nearest_of_all(&self, embedding: &Embedding, wanted: usize) -> Vec<SongId> {
        let points = self
            .in_order(embedding, (0..index32(self.points())).map(|at| Found::new(0, at)).collect());
        let songs = points.into_iter().flat_map(|(_, point)| self.members.get(point as usize));
        songs.take(wanted).copied().collect()
    }

    /// The embedding of every song, in order, as exact as it is stored.
    pub fn embeddings(&self) -> Vec<(SongId, Embedding)> {
        let points = (0..self.graph.points().len()).map(|point| self.embedding(point));
        distinct::all(points, &self.members)
    }

    /// Whether the graph is sound and has no more than `songs` songs.
    pub(crate) fn is_consistent(&self, songs: usize) -> bool {
        let points = self.graph.points().len();
        all_below(self.members.values(), songs)
            && self.members.len() == points
            && self.remainders.len() == points
            && self.graph.is_consistent()
    }

    /// Points by the square of their distance, nearest first.
    fn in_order(&self, embedding: &Embedding, found: Vec<Found>) -> Vec<(f32, u32)> {
        let distance = |point: u32| embedding.squared_distance(&self.embedding(point as usize));
        let points = found.into_iter().map(Found::point);
        let mut ordered: Vec<(f32, u32)> = points.map(|point| (distance(point), point)).collect();
        ordered.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        ordered
    }

    fn embedding(&self, point: usize) -> Embedding {
        self.remainders[point].embedding(&self.graph.points()[point])
    }
}

/// Candidates kept for each point wanted of a neighbourhood.
const NEIGHBOURHOOD_EF: usize = 2;

/// Points that are kept beyond those wanted, because bytes alone do not tell which are nearer.
const SPARE: usize = 50;

#[cfg(test)]
mod tests {
    use super::super::embedding::EMBEDDING_DIM;
    use super::super::embedding::tests::circle;
    use super::*;
    use crate::numeric::float;
    use std::collections::BTreeSet;

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
        let accepted =
            |most| index.nearest_accepted(&embeddings[200], 2, most, |song| song.0 > 250);
        assert_eq!(accepted(4_000), Some(vec![SongId(251), SongId(252)]));
        assert_eq!(accepted(60), None);
        assert_eq!(index.nearest_of_all(&embeddings[200], 1), [SongId(200)]);
    }

    #[test]
    fn neighbourhoods_are_those_of_every_song_once() {
        let mut embeddings = circle(400);
        embeddings.push(embeddings[7]);
        let index = index(&embeddings);
        let mut seen = Vec::new();
        for point in 0..index.points() {
            let (songs, near) = index.neighbourhood(point, 5);
            seen.extend(songs.iter().map(|song| song.0));
            let nearest = index.nearest(&embeddings[songs[0].index()], 5);
            let members = |near: Vec<Neighbour<SongId>>| {
                near.into_iter().map(|near| near.member).collect::<BTreeSet<_>>()
            };
            assert_eq!(members(near), members(nearest));
        }
        seen.sort_unstable();
        assert!(seen.into_iter().eq(0..401));
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
    fn embeddings_that_bytes_hardly_tell_apart_are_in_order() {
        let embedding = |number: usize| {
            let mut values = [0.0; EMBEDDING_DIM];
            (values[0], values[1]) = (float(number) / 120.0, float(number * 7 % 11) / 900.0);
            Embedding::new(values)
        };
        let embeddings: Vec<Embedding> = (0..120).map(embedding).collect();
        let near = index(&embeddings);
        for own in &embeddings {
            let exact = |song: &SongId| own.squared_distance(&embeddings[song.index()]).sqrt();
            let found = near.nearest(own, 10).into_iter().map(|near| near.member).collect();
            for found in [found, near.nearest_of_all(own, 10)] {
                let distances: Vec<f32> = found.iter().map(exact).collect();
                assert!(distances.is_sorted_by(|a, b| *a <= b + 1e-3), "{distances:?}");
            }
        }
    }

    #[test]
    fn an_empty_index_finds_nothing() {
        assert!(index(&[]).nearest(&circle(1)[0], 10).is_empty());
    }
}
