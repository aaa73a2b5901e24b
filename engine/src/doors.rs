//! The questions that the engine answers. Each preset answers them by its own method.

use crate::error::EngineError;
use crate::id::TrackRow;
use catalog::{
    Match, Query, Recommendation, RecommendationRequest, Recommendations, ResultCount,
    SearchResults, SongEntry, TrackId,
};

/// Finds the song that somebody means. Calls block for about a millisecond.
pub trait Find: Send + Sync {
    /// Songs that the query may mean, best first; `best` is none if nothing fits well.
    ///
    /// # Errors
    /// If the encoder or an index outside this process fails.
    fn find(&self, query: &Query, limit: ResultCount) -> Result<SearchResults, EngineError>;

    /// Tracks nearest to the query, best first, however little they have in common with it.
    ///
    /// # Errors
    /// As [`Find::find`].
    fn nearest_tracks(
        &self,
        query: &Query,
        limit: ResultCount,
    ) -> Result<Vec<TrackRow>, EngineError>;

    /// The song that the query most likely means.
    ///
    /// # Errors
    /// As [`Find::find`].
    fn best(&self, query: &Query) -> Result<Option<SongEntry>, EngineError> {
        let found = self.find(query, ResultCount::default())?;
        let best = found.best.map(|best| best as usize);
        Ok(best.and_then(|best| found.results.into_iter().nth(best)).map(|found| found.track))
    }
}

/// Recommends songs that go with others. A call blocks for about a millisecond, a path for one a step.
pub trait Recommend: Send + Sync {
    /// What a request asks for, with reasons.
    ///
    /// # Errors
    /// If the catalogue lacks a track or genre that the request names, if the preset takes no tuning, or
    /// if the encoder or an index outside this process fails.
    fn recommend(&self, request: &RecommendationRequest) -> Result<Recommendations, EngineError>;

    /// As [`Recommend::recommend`], with these songs for seeds, which need not be in the catalogue.
    ///
    /// # Errors
    /// As [`Recommend::recommend`].
    fn recommend_like(
        &self,
        seeds: &[SongEntry],
        request: &RecommendationRequest,
    ) -> Result<Recommendations, EngineError>;

    /// As [`Recommend::recommend`], with how many songs there are to choose from for each seed.
    ///
    /// # Errors
    /// As [`Recommend::recommend`].
    fn recommend_with_pools(
        &self,
        request: &RecommendationRequest,
    ) -> Result<(Recommendations, Vec<PoolSize>), EngineError>;

    /// Songs that sound like a track, which need not be in the catalogue: best first, without reasons,
    /// never the track itself.
    ///
    /// # Errors
    /// As [`Recommend::recommend`].
    fn similar(&self, track: &SongEntry, limit: ResultCount) -> Result<Vec<Match>, EngineError>;

    /// Songs that lead from one track to another in so many steps; the reasons of each compare it with
    /// the song before it.
    ///
    /// # Errors
    /// As [`Recommend::recommend`].
    fn path(
        &self,
        from: &TrackId,
        to: &TrackId,
        steps: ResultCount,
    ) -> Result<Vec<Recommendation>, EngineError>;
}

/// How many songs share a genre with a seed; the whole catalogue if it has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolSize {
    /// All of them.
    pub all: u32,
    /// Those that the filters leave.
    pub admitted: u32,
}
