//! What only the server can do: ask the engine, and write the document around the page.

mod page;
mod shell;

pub use page::render_page;

use crate::api::{ApiError, CatalogueFacts};
use catalog::{
    InvalidTrackId, Query, RecommendationRequest, ResultCount, SearchResults, SimilarSongs, TrackId,
};
use engine::{Engine, EngineError};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// How many similar songs the page shows.
const SIMILAR_SONGS: u32 = 20;

/// Makes the engine available to the page that is being rendered or the server function that runs.
pub fn provide_engine(engine: &Arc<Engine>) {
    let tracks = u32::try_from(engine.len()).unwrap_or(u32::MAX);
    provide_context(CatalogueFacts { tracks, provenance: engine.provenance() });
    provide_context(Arc::clone(engine));
}

/// Songs that the hint may mean, best first.
pub(crate) async fn find_matches(hint: Query) -> Result<SearchResults, ApiError> {
    answer(matches(&context_engine()?, hint).await)
}

/// A track and the songs that sound like it, best first.
pub(crate) async fn find_similar(id: String) -> Result<SimilarSongs, ApiError> {
    answer(similar(&context_engine()?, id).await)
}

fn context_engine() -> Result<Arc<Engine>, ApiError> {
    use_context().ok_or(ApiError::Internal)
}

// A server function's status is that of its answer.
fn answer<T>(answer: Result<T, ApiError>) -> Result<T, ApiError> {
    if let (Err(error), Some(response)) = (&answer, use_context::<ResponseOptions>()) {
        response.set_status(status(*error));
    }
    answer
}

async fn matches(engine: &Arc<Engine>, hint: Query) -> Result<SearchResults, ApiError> {
    ask(engine, move |engine| Ok(engine.find_song_entries(&hint, ResultCount::default())?)).await
}

async fn similar(engine: &Arc<Engine>, id: String) -> Result<SimilarSongs, ApiError> {
    let limit = ResultCount::try_from(SIMILAR_SONGS).unwrap_or_default();
    ask(engine, move |engine| {
        let track = engine.track(&id.parse::<TrackId>()?)?;
        let like = std::slice::from_ref(&track);
        let request = RecommendationRequest { limit, ..RecommendationRequest::like(Vec::new()) };
        let results = engine.recommend_like(like, &request)?.results;
        Ok(SimilarSongs { track, results })
    })
    .await
}

/// Why a question was not answered.
enum Failure {
    InvalidId,
    Engine(EngineError),
}

impl From<InvalidTrackId> for Failure {
    fn from(_: InvalidTrackId) -> Self {
        Self::InvalidId
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

// The engine blocks, so it is asked off the async threads.
async fn ask<T: Send + 'static>(
    engine: &Arc<Engine>,
    question: impl FnOnce(&Engine) -> Result<T, Failure> + Send + 'static,
) -> Result<T, ApiError> {
    let engine = Arc::clone(engine);
    let answer = tokio::task::spawn_blocking(move || question(&engine)).await;
    answer.map_err(|panic| log(&panic)).and_then(|answer| answer.map_err(translate))
}

fn translate(failure: Failure) -> ApiError {
    match failure {
        Failure::InvalidId | Failure::Engine(EngineError::UnknownTrack(_)) => {
            ApiError::UnknownTrack
        }
        Failure::Engine(error) => log(&error),
    }
}

fn log(error: &dyn std::fmt::Display) -> ApiError {
    tracing::error!(%error, "the engine could not answer");
    ApiError::Internal
}

fn status(error: ApiError) -> http::StatusCode {
    match error {
        ApiError::UnknownTrack => http::StatusCode::NOT_FOUND,
        _ => http::StatusCode::INTERNAL_SERVER_ERROR,
    }
}
