//! Where the songs' codes lie, and how their neighbours are asked for.

use crate::code::Code;
use crate::index::Neighbour;
use crate::song_index::SongIndex;
use std::fmt::Display;

/// Finds the songs whose codes are nearest to a code: in this process, as [`SongIndex`], or on other
/// machines for a catalogue that outgrows one.
///
/// An index holds one code for each song, by the song's number in the models that it was made of.
pub trait VectorIndex: Send + Sync {
    /// The songs nearest to a code, nearest first: about as many as `wanted`, more where equal codes
    /// follow each other, fewer if the index has no more.
    ///
    /// # Errors
    /// If the index cannot be reached or does not answer.
    fn nearest(&self, code: &Code, wanted: usize) -> Result<Vec<Neighbour>, IndexError>;

    /// The songs nearest to a code among those that `accepts` takes, nearest first: as many as `wanted`
    /// if there are so many.
    ///
    /// Unless an index knows better, it is asked for more and more neighbours until there are enough.
    ///
    /// # Errors
    /// As [`VectorIndex::nearest`].
    fn nearest_among(
        &self,
        code: &Code,
        wanted: usize,
        accepts: &dyn Fn(u32) -> bool,
    ) -> Result<Vec<u32>, IndexError> {
        let mut asked = WIDENED * wanted.max(1);
        loop {
            let near = self.nearest(code, asked)?;
            let all = near.len() < asked;
            let songs = near.into_iter().map(|near| near.member);
            let accepted: Vec<u32> = songs.filter(|song| accepts(*song)).take(wanted).collect();
            if all || accepted.len() >= wanted {
                return Ok(accepted);
            }
            asked *= WIDENED;
        }
    }
}

/// By how much more neighbours are asked for each time.
const WIDENED: usize = 4;

/// The indexes of an engine.
pub struct VectorIndexes {
    /// Of the codes that songs are found by.
    pub find: Box<dyn VectorIndex>,
    /// Of the codes that songs are recommended by.
    pub recommend: Box<dyn VectorIndex>,
}

/// An index outside this process did not answer.
#[derive(Debug, thiserror::Error)]
#[error("the index of the codes does not answer ({0}): see whether it runs and holds these models")]
pub struct IndexError(String);

impl IndexError {
    /// With the reason that the index, or the way to it, gave.
    pub fn new(reason: impl Display) -> Self {
        Self(reason.to_string())
    }
}

impl VectorIndex for SongIndex {
    fn nearest(&self, code: &Code, wanted: usize) -> Result<Vec<Neighbour>, IndexError> {
        Ok(Self::nearest(self, code, wanted))
    }

    fn nearest_among(
        &self,
        code: &Code,
        wanted: usize,
        accepts: &dyn Fn(u32) -> bool,
    ) -> Result<Vec<u32>, IndexError> {
        Ok(Self::nearest_among(self, code, wanted, accepts))
    }
}
