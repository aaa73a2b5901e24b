//! What only evaluation asks of the engine.

use crate::confidence::Evidence;
use crate::error::EngineError;
use crate::find::{FindOptions, LyricsIndex, SongFinder};
use crate::id::{SongId, TrackRow};
use crate::ranking::RankingFeatures;
use crate::recommend::Recommender;
use crate::work::Work;
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

    /// How the models answer queries.
    pub fn options(&self) -> &'a FindOptions {
        self.finder.options()
    }

    /// The lyrics, if the catalogue has any.
    pub fn lyrics(&self) -> Option<&'a LyricsIndex> {
        self.finder.lyrics()
    }

    /// As [`Find::find`](crate::Find::find), answered like this; also what decides how sure the first song is,
    /// none if none is found.
    ///
    /// # Errors
    /// As [`Find::find`](crate::Find::find).
    pub fn find_with(
        &self,
        query: &Query,
        limit: ResultCount,
        options: &FindOptions,
    ) -> Result<(SearchResults, Option<Evidence>), EngineError> {
        self.finder.find_with(query, limit, options)
    }

    /// The songs that a query may mean, best first, and how well they fit.
    ///
    /// # Errors
    /// As [`Find::find`](crate::Find::find).
    pub fn ranking(
        &self,
        query: &Query,
        options: &FindOptions,
    ) -> Result<Vec<(SongId, RankingFeatures)>, EngineError> {
        self.finder.ranking(query, options)
    }

    /// What finding and recommending take at most, whatever is asked.
    pub fn budgets(&self) -> [Work; 2] {
        [self.finder.budget(), self.recommender.budget()]
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
