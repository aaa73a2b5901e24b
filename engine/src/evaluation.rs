//! What only evaluation asks of the engine.

use crate::confidence::Evidence;
use crate::error::EngineError;
use crate::find::{FindPart, SongFinder};
use crate::id::TrackRow;
use crate::recommend::Recommender;
use catalog::{Query, RecommendationRequest, ResultCount, SearchResults, SongEntry};

/// Measures the parts of Earworm's own method.
#[derive(Clone, Copy)]
pub struct Evaluation<'a> {
    finder: &'a SongFinder,
    recommender: &'a Recommender,
}

impl<'a> Evaluation<'a> {
    pub(crate) fn new(finder: &'a SongFinder, recommender: &'a Recommender) -> Self {
        Self { finder, recommender }
    }

    /// As [`Find::find`](crate::Find::find), with parts of the finder left out.
    ///
    /// # Errors
    /// As [`Find::find`](crate::Find::find).
    pub fn find_without(
        &self,
        query: &Query,
        limit: ResultCount,
        parts: &[FindPart],
    ) -> Result<SearchResults, EngineError> {
        Ok(self.finder.find_without(query, limit, parts)?.0)
    }

    /// As [`Find::find`](crate::Find::find), with what decides how sure the first song is; none if none is
    /// found.
    ///
    /// # Errors
    /// As [`Find::find`](crate::Find::find).
    pub fn find_with_evidence(
        &self,
        query: &Query,
        limit: ResultCount,
    ) -> Result<(SearchResults, Option<Evidence>), EngineError> {
        self.finder.find_without(query, limit, &[])
    }

    /// The tracks that [`Recommend::recommend_like`](crate::Recommend::recommend_like) recommends for a
    /// track, best first, without reasons.
    ///
    /// # Errors
    /// As [`Recommend::recommend_like`](crate::Recommend::recommend_like).
    pub fn recommended_rows(
        &self,
        track: &SongEntry,
        request: &RecommendationRequest,
    ) -> Result<Vec<TrackRow>, EngineError> {
        let rows = self.recommender.rows(std::slice::from_ref(track), request)?;
        Ok(rows.into_iter().map(|(row, _)| row).collect())
    }
}
