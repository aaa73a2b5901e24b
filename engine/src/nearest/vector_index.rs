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

    /// How many points this process looks at for so many neighbours, at most.
    fn most_steps(&self, _wanted: usize) -> usize {
        0
    }

    /// The `wanted` nearest songs among those that `accepts` takes, nearest first. None if finding them would
    /// take more than `most` songs to be looked at, or if the index cannot be asked so: then all songs that are
    /// accepted are compared.
    ///
    /// # Errors
    /// As [`VectorIndex::nearest`].
    fn nearest_accepted(
        &self,
        _embedding: &Embedding,
        _wanted: usize,
        _most: usize,
        _accepts: &dyn Fn(SongId) -> bool,
    ) -> Result<Option<Vec<SongId>>, EngineError> {
        Ok(None)
    }
}

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

    fn most_steps(&self, wanted: usize) -> usize {
        Self::most_steps(self, wanted)
    }

    fn nearest_accepted(
        &self,
        embedding: &Embedding,
        wanted: usize,
        most: usize,
        accepts: &dyn Fn(SongId) -> bool,
    ) -> Result<Option<Vec<SongId>>, EngineError> {
        Ok(Self::nearest_accepted(self, embedding, wanted, most, accepts))
    }
}
