//! The seam for an index outside this process.

use super::embedding::Embedding;
use super::neighbour::Neighbour;
use super::song_index::SongIndex;
use crate::error::EngineError;
use crate::id::SongId;

/// Finds the songs whose embeddings are nearest to one: in this process, as [`SongIndex`] does, or on
/// other machines for a catalogue that outgrows one.
///
/// An index holds one embedding for each song of the models that it was filled from.
pub trait VectorIndex: Send + Sync {
    /// The nearest songs, nearest first: about as many as `wanted`, more where equal embeddings follow
    /// each other, fewer if the index has no more.
    ///
    /// # Errors
    /// If the index cannot be reached or does not answer.
    fn nearest(
        &self,
        embedding: &Embedding,
        wanted: usize,
    ) -> Result<Vec<Neighbour<SongId>>, EngineError>;

    /// The nearest songs among those that `accepts` takes, nearest first: as many as `wanted` if there
    /// are so many. By default, ever more neighbours are fetched until there are enough.
    ///
    /// # Errors
    /// As [`VectorIndex::nearest`].
    fn nearest_among(
        &self,
        embedding: &Embedding,
        wanted: usize,
        accepts: &dyn Fn(SongId) -> bool,
    ) -> Result<Vec<SongId>, EngineError> {
        let mut fetched = WIDENING * wanted.max(1);
        loop {
            let near = self.nearest(embedding, fetched)?;
            let all = near.len() < fetched;
            let songs = near.into_iter().map(|near| near.member);
            let accepted: Vec<SongId> = songs.filter(|song| accepts(*song)).take(wanted).collect();
            if all || accepted.len() >= wanted {
                return Ok(accepted);
            }
            fetched *= WIDENING;
        }
    }
}

/// The factor by which more neighbours are fetched each time.
const WIDENING: usize = 4;

/// Indexes to use in place of the models' own.
pub struct VectorIndexes {
    /// The embeddings that songs are found by.
    pub find: Box<dyn VectorIndex>,
    /// The embeddings that songs are recommended by.
    pub recommend: Box<dyn VectorIndex>,
}

impl VectorIndex for SongIndex {
    fn nearest(
        &self,
        embedding: &Embedding,
        wanted: usize,
    ) -> Result<Vec<Neighbour<SongId>>, EngineError> {
        Ok(Self::nearest(self, embedding, wanted))
    }

    fn nearest_among(
        &self,
        embedding: &Embedding,
        wanted: usize,
        accepts: &dyn Fn(SongId) -> bool,
    ) -> Result<Vec<SongId>, EngineError> {
        Ok(Self::nearest_among(self, embedding, wanted, accepts))
    }
}
