//! The index of all songs' embeddings.

use super::embedding::Embedding;
use super::index::EmbeddingIndex;
use super::quantized::QuantizedEmbedding;
use crate::id::SongId;

/// An index of one quantised embedding for each song.
pub type SongIndex = EmbeddingIndex<QuantizedEmbedding, SongId>;

impl SongIndex {
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
    use super::super::index::tests::{PARAMS, circle};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn neighbours_on_a_circle() {
        let embeddings = circle(400);
        let index = SongIndex::build(&embeddings, PARAMS);
        let mut near: Vec<u32> =
            index.nearest(&embeddings[200], 5).iter().map(|n| n.member.0).collect();
        near.sort_unstable();
        assert_eq!(near, [198, 199, 200, 201, 202]);
        assert!(index.recall(10, 20) >= 0.97);
        assert_eq!(
            index.nearest_among(&embeddings[200], 2, |song| song.0 > 250),
            [SongId(251), SongId(252)]
        );
    }

    #[test]
    fn equal_codes_are_found_together() {
        let mut embeddings = vec![circle(4)[0]; 400];
        embeddings.extend(circle(50));
        let index = SongIndex::build(&embeddings, PARAMS);
        assert!(index.nearest(&embeddings[0], 2).len() > 401);
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
