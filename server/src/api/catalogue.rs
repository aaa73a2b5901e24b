//! Tracks and genres of the catalogue.

use super::params;
use crate::responses::{ParameterProblems, TrackProblems};
use crate::{AppState, Problem};
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use catalog::{GenreCount, SongEntry, TrackId, Tracks};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Get a track.
#[utoipa::path(
    get,
    path = "/tracks/{id}",
    operation_id = "getTrack",
    tag = "catalogue",
    params(("id" = TrackId, Path, description = "Id of the track.", example = "ew-t0793")),
    responses((status = 200, description = "The track.", body = SongEntry), TrackProblems)
)]
pub(super) async fn track(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<SongEntry>, Problem> {
    let id = params::path_id(id)?;
    state.ask(move |engine| engine.tracks().track(&id)).await.map(Json)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TracksParams {
    /// Comma-separated ids of 1 to 50 tracks.
    #[param(value_type = String, required = true, pattern = r"^[!-+\-.-~]{1,64}(,[!-+\-.-~]{1,64})*$", example = "ew-t0793,ew-t0001")]
    ids: Option<String>,
}

/// Get several tracks.
#[utoipa::path(
    get,
    path = "/tracks",
    operation_id = "getTracks",
    tag = "catalogue",
    params(TracksParams),
    responses((status = 200, description = "The tracks found.", body = Tracks), ParameterProblems)
)]
pub(super) async fn tracks(
    State(state): State<AppState>,
    params: Result<Query<TracksParams>, QueryRejection>,
) -> Result<Json<Tracks>, Problem> {
    let Query(params) = params::query_string(params)?;
    let ids = params::ids(params.ids.as_deref())?;
    state.ask(move |engine| Ok(engine.tracks().look_up(&ids))).await.map(Json)
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct GenresParams {
    /// Beginning of the names, in any case.
    #[param(value_type = Option<String>, max_length = 100, example = "dream")]
    prefix: Option<String>,
    /// Maximum number of genres.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 10_000, default = 100)]
    limit: Option<String>,
}

/// Genres, most common first.
#[derive(Serialize, ToSchema)]
pub(super) struct Genres {
    /// Number of genres with this prefix.
    total: u32,
    /// The most common of them.
    genres: Vec<GenreCount>,
}

/// List genres.
#[utoipa::path(
    get,
    path = "/genres",
    operation_id = "listGenres",
    tag = "catalogue",
    params(GenresParams),
    responses((status = 200, description = "Genres, most common first.", body = Genres), ParameterProblems)
)]
pub(super) async fn genres(
    State(state): State<AppState>,
    params: Result<Query<GenresParams>, QueryRejection>,
) -> Result<Json<Genres>, Problem> {
    let Query(params) = params::query_string(params)?;
    let prefix = params::prefix(params.prefix.as_deref())?;
    let limit = params::genre_limit(params.limit.as_deref())?;
    let answer = state.ask_models(move |models| filter(&models.genres, &prefix, limit));
    answer.await.map(Json)
}

fn filter(genres: &[GenreCount], prefix: &str, limit: usize) -> Genres {
    let begins = |genre: &&GenreCount| genre.name.to_lowercase().starts_with(prefix);
    let matching: Vec<&GenreCount> = genres.iter().filter(begins).collect();
    Genres {
        total: u32::try_from(matching.len()).unwrap_or(u32::MAX),
        genres: matching.into_iter().take(limit).cloned().collect(),
    }
}
