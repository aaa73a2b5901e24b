use super::recommendations::{path, recommendations, similar};
use super::{method_not_allowed, params, unknown_route};
use crate::{AppState, Problem};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Json, Router};
use catalog::{SearchResults, SongEntry};
use serde::Deserialize;

/// Version 1 of the API.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/search", get(search))
        .route("/tracks/{id}", get(track))
        .route("/tracks/{id}/similar", get(similar))
        .route("/recommendations", get(recommendations))
        .route("/path", get(path))
        .fallback(unknown_route)
        .method_not_allowed_fallback(method_not_allowed)
}

// What was sent, before it is parsed.
#[derive(Deserialize)]
struct SearchParams {
    q: Option<String>,
    limit: Option<String>,
}

async fn search(
    State(state): State<AppState>,
    params: Result<Query<SearchParams>, QueryRejection>,
) -> Result<Json<SearchResults>, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let hint = params::hint("q", params.q.as_deref())?;
    let limit = params::limit(params.limit.as_deref())?;
    state.ask(move |engine| engine.find_song_entries(&hint, limit)).await.map(Json)
}

async fn track(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<SongEntry>, Problem> {
    let id = params::id(&path_text(id)?)?;
    state.ask(move |engine| engine.track(&id)).await.map(Json)
}

/// The text of a part of the path.
pub(super) fn path_text(id: Result<Path<String>, PathRejection>) -> Result<String, Problem> {
    id.map(|Path(id)| id).map_err(|rejection| Problem::parameter("id", rejection.body_text()))
}
