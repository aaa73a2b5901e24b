//! Tracks and genres of the catalogue.

use super::page::{self, Page, PageParams};
use super::params;
use crate::json::Json;
use crate::responses::{ParameterProblems, TrackProblems};
use crate::{AppState, Problem};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use catalog::{GenreCount, SongEntry, SongVersion, TrackId, Tracks};
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

/// Versions of a song.
#[derive(Serialize, ToSchema)]
#[schema(as = SongVersions)]
pub(super) struct Versions {
    /// The best known first.
    versions: Vec<SongVersion>,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

/// Get the other versions of a track's song.
#[utoipa::path(
    get,
    path = "/tracks/{id}/versions",
    operation_id = "getTrackVersions",
    tag = "catalogue",
    params(("id" = TrackId, Path, description = "Id of the track.", example = "ew-t0793"), PageParams),
    responses((status = 200, description = "The versions, best known first.", body = Versions), TrackProblems)
)]
pub(super) async fn versions(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    params: Result<Query<PageParams>, QueryRejection>,
) -> Result<Json<Versions>, Problem> {
    let id = params::path_id(id)?;
    let Query(params) = params::query_string(params)?;
    let page = params.page()?;
    let versions = state.ask(move |engine| engine.other_versions(&id, page.places()));
    let mut versions = versions.await?;
    let next_offset = page.end(&mut versions);
    Ok(Json(Versions { versions, next_offset }))
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
    /// How many to skip: 0 for the first page.
    #[param(value_type = Option<u32>, minimum = 0)]
    offset: Option<String>,
}

/// Genres, most common first.
#[derive(Serialize, ToSchema)]
#[schema(as = Genres)]
pub(super) struct GenrePage {
    /// Number of genres with this prefix.
    total: u32,
    /// The most common of them.
    genres: Vec<GenreCount>,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

/// List genres.
#[utoipa::path(
    get,
    path = "/genres",
    operation_id = "listGenres",
    tag = "catalogue",
    params(GenresParams),
    responses((status = 200, description = "Genres, most common first.", body = GenrePage), ParameterProblems)
)]
pub(super) async fn genres(
    State(state): State<AppState>,
    params: Result<Query<GenresParams>, QueryRejection>,
) -> Result<Json<GenrePage>, Problem> {
    let Query(params) = params::query_string(params)?;
    let prefix = params::prefix(params.prefix.as_deref())?;
    let limit = params::genre_limit(params.limit.as_deref())?;
    let page = Page::new(limit, page::offset(params.offset.as_deref())?);
    let answer = state.ask_models(move |models| filter(&models.genres, &prefix, page));
    answer.await.map(Json)
}

fn filter(genres: &[GenreCount], prefix: &str, page: Page) -> GenrePage {
    let begins = |genre: &&GenreCount| genre.name.to_lowercase().starts_with(prefix);
    let mut matching: Vec<&GenreCount> = genres.iter().filter(begins).collect();
    let total = u32::try_from(matching.len()).unwrap_or(u32::MAX);
    let next_offset = page.cut(&mut matching);
    GenrePage { total, genres: matching.into_iter().cloned().collect(), next_offset }
}
