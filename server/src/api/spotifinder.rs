//! The two endpoints of Spotifinder, the system that Earworm re-creates, so that its clients work
//! unchanged. Both answer with row numbers.

use super::params;
use super::record::Record;
use crate::json::Json;
use crate::responses::{BodyProblems, ParameterProblems};
use crate::{AppState, Problem};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Query, State};
use catalog::{Match, ResultCount, SongEntry};
use engine::{Engine, EngineError};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(matching_songs))
        .routes(routes!(recommended_songs))
        .layer(DefaultBodyLimit::max(params::MAX_BODY))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// What you remember of a song.
    #[param(value_type = catalog::Query, required = true, example = "fast chapman")]
    hint: Option<String>,
}

/// Find ten tracks by a hint, as row numbers, best match first.
#[utoipa::path(
    post,
    path = "/matching_songs",
    operation_id = "matchingSongs",
    tag = "spotifinder",
    params(Params),
    responses((status = 200, description = "Row numbers.", body = Vec<u32>), ParameterProblems)
)]
async fn matching_songs(
    State(state): State<AppState>,
    params: Result<Query<Params>, QueryRejection>,
) -> Result<Json<Vec<u32>>, Problem> {
    let Query(params) = params::query_string(params)?;
    let query = params::query("hint", params.hint.as_deref())?;
    let limit = ResultCount::default();
    let rows = state.ask(move |engine| engine.finding().nearest_tracks(&query, limit)).await?;
    Ok(Json(rows.into_iter().map(|row| row.0).collect()))
}

/// Recommend ten tracks for a song, which need not be in the catalogue, as row numbers, best match
/// first.
#[utoipa::path(
    post,
    path = "/recommended_songs",
    operation_id = "recommendedSongs",
    tag = "spotifinder",
    request_body(
        content = Object,
        description = "A song with the fields that are known. Lists may be arrays or comma-separated strings."
    ),
    responses((status = 200, description = "Row numbers.", body = Vec<u32>), BodyProblems)
)]
async fn recommended_songs(
    State(state): State<AppState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Vec<u32>>, Problem> {
    let song = params::json::<Record>(body)?.into_song()?;
    Ok(Json(rows(state.ask(move |engine| recommend(engine, song)).await?)))
}

// The catalogue's data on its own tracks is more complete than the client's.
pub(super) fn recommend(engine: &Engine, song: SongEntry) -> Result<Vec<Match>, EngineError> {
    let song = match engine.tracks().track(&song.id) {
        Err(EngineError::UnknownTrack(_)) => song,
        known => known?,
    };
    engine.recommending().similar(&song, ResultCount::default())
}

fn rows(songs: Vec<Match>) -> Vec<u32> {
    songs.into_iter().map(|song| song.track.index).collect()
}
