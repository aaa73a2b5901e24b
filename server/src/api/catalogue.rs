//! What the catalogue has.

use super::openapi::{ParameterProblems, TrackProblems};
use super::params;
use crate::{AppState, Problem};
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use catalog::{GenreCount, SongEntry, TrackId, Tracks};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// One track.
#[utoipa::path(
    get,
    path = "/tracks/{id}",
    operation_id = "track",
    tag = "catalogue",
    params(("id" = TrackId, Path, description = "Id of the track.", example = "ew-t0793")),
    responses((status = 200, description = "The track.", body = SongEntry), TrackProblems)
)]
pub(super) async fn track(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<SongEntry>, Problem> {
    let id = params::path_id(id)?;
    state.ask(move |engine| engine.track(&id)).await.map(Json)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TracksParams {
    /// Ids of 1 to 50 tracks, with commas between them.
    #[param(value_type = String, required = true, pattern = r"^[!-+\-.-~]{1,64}(,[!-+\-.-~]{1,64})*$", example = "ew-t0793,ew-t0001")]
    ids: Option<String>,
}

/// Several tracks at once.
#[utoipa::path(
    get,
    path = "/tracks",
    operation_id = "tracks",
    tag = "catalogue",
    params(TracksParams),
    responses((status = 200, description = "The tracks that there are.", body = Tracks), ParameterProblems)
)]
pub(super) async fn tracks(
    State(state): State<AppState>,
    params: Result<Query<TracksParams>, QueryRejection>,
) -> Result<Json<Tracks>, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let ids = params::ids(params.ids.as_deref())?;
    state.ask(move |engine| engine.look_up(&ids)).await.map(Json)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GenresParams {
    /// What the names begin with, in capitals or not.
    #[param(value_type = Option<String>, max_length = 100, example = "dream")]
    prefix: Option<String>,
    /// How many genres, at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10_000, default = 100)]
    limit: Option<String>,
}

/// Genres, the commonest first.
#[derive(Serialize, ToSchema)]
pub(super) struct Genres {
    /// How many there are that begin so.
    total: u32,
    /// The first of them.
    genres: Vec<GenreCount>,
}

/// The genres that tracks have.
#[utoipa::path(
    get,
    path = "/genres",
    operation_id = "genres",
    tag = "catalogue",
    params(GenresParams),
    responses((status = 200, description = "Genres, the commonest first.", body = Genres), ParameterProblems)
)]
pub(super) async fn genres(
    State(state): State<AppState>,
    params: Result<Query<GenresParams>, QueryRejection>,
) -> Result<Json<Genres>, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let prefix = params::prefix(params.prefix.as_deref())?;
    let limit = params::genre_limit(params.limit.as_deref())?;
    let answer = state.ask_models(move |models| filter(&models.genres, &prefix, limit));
    answer.await.map(Json)
}

fn filter(genres: &[GenreCount], prefix: &str, limit: usize) -> Genres {
    let begins = |genre: &&GenreCount| genre.name.to_lowercase().starts_with(prefix);
    let matching: Vec<&GenreCount> = genres.iter().filter(begins).collect();
    Genres {
        total: matching.len() as u32,
        genres: matching.into_iter().take(limit).cloned().collect(),
    }
}
