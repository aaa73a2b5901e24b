//! The two endpoints of Spotifinder, the system that Earworm re-creates, so that its own client
//! works unchanged: both answer with a list of row numbers.

mod record;

use crate::api::{method_not_allowed, params};
use crate::{AppState, Problem};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::routing::post;
use axum::{Json, Router};
use catalog::{Match, ResultCount, SongEntry};
use engine::{Engine, EngineError};
use record::Record;
use serde::Deserialize;

/// Room for a record with the longest lyrics, in bytes.
const MAX_RECORD: usize = 1 << 20;

/// The endpoints.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/matching_songs", post(matching_songs))
        .route("/recommended_songs", post(recommended_songs))
        .layer(DefaultBodyLimit::max(MAX_RECORD))
        .method_not_allowed_fallback(method_not_allowed)
}

#[derive(Deserialize)]
struct Params {
    hint: Option<String>,
}

async fn matching_songs(
    State(state): State<AppState>,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Json<Vec<u32>>, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let hint = params::hint("hint", params.hint.as_deref())?;
    let limit = ResultCount::default();
    Ok(Json(state.ask(move |engine| engine.matching_rows(&hint, limit)).await?))
}

async fn recommended_songs(
    State(state): State<AppState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Vec<u32>>, Problem> {
    let body = body.map_err(|_| Problem::body_too_large(MAX_RECORD))?;
    let record: Record = serde_json::from_slice(&body).map_err(|error| not_a_record(&error))?;
    let song = record.into_song()?;
    Ok(Json(rows(state.ask(move |engine| recommend(engine, song)).await?)))
}

// The catalogue knows its own tracks better than the client does.
fn recommend(engine: &Engine, song: SongEntry) -> Result<Vec<Match>, EngineError> {
    let song = match engine.track(&song.id) {
        Err(EngineError::UnknownTrack(_)) => song,
        known => known?,
    };
    engine.get_recommendations(&song, ResultCount::default())
}

fn not_a_record(error: &serde_json::Error) -> Problem {
    Problem::body(format!("the body is no JSON object with a song's fields: {error}"))
}

fn rows(songs: Vec<Match>) -> Vec<u32> {
    songs.into_iter().map(|song| song.track.index).collect()
}
