//! How queries are answered.

use super::params::MAX_BY_TERMS;
use crate::ranking::RankingWeights;
use std::fmt;

/// How queries are answered: as the models say, or otherwise, to measure what that changes.
#[derive(Clone, Debug, PartialEq)]
pub struct FindOptions {
    /// What the ranking features count.
    pub weights: RankingWeights,
    /// Candidates by words.
    pub candidates: usize,
    /// Parts of the finder that are left out.
    pub without: Vec<FindPart>,
}

/// A part of the finder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindPart {
    /// Candidates by the encoder's embeddings.
    Embeddings,
    /// Expansion to terms that are spelt or sound alike.
    Misspellings,
    /// Re-ranking of likely songs letter by letter.
    Reranking,
    /// Splitting of words that were typed without blanks.
    Segments,
    /// Candidates by words.
    Words,
    /// Candidates by a line of their lyrics.
    Lyrics,
    /// Candidates by a line that was misheard.
    Sounds,
}

impl FindOptions {
    /// Every part, and the ranking features weighted like this.
    pub(crate) fn new(weights: RankingWeights) -> Self {
        Self { weights, candidates: MAX_BY_TERMS, without: Vec::new() }
    }

    pub(crate) fn has(&self, part: FindPart) -> bool {
        !self.without.contains(&part)
    }
}

impl fmt::Display for FindPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Embeddings => "embeddings",
            Self::Misspellings => "misspellings",
            Self::Reranking => "re-ranking",
            Self::Segments => "segments",
            Self::Words => "words",
            Self::Lyrics => "lyrics",
            Self::Sounds => "misheard lines",
        })
    }
}
