//! Artists of the catalogue.

use super::page::{self, Page, PageParams};
use super::params;
use crate::json::Json;
use crate::responses::{ArtistProblems, ParameterProblems};
use crate::{AppState, Problem};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use catalog::{Artist, ArtistId, SongEntry};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Artists, in order.
#[derive(Serialize, ToSchema)]
pub(super) struct Artists {
    artists: Vec<Artist>,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

/// An artist's songs.
#[derive(Serialize, ToSchema)]
pub(super) struct ArtistTracks {
    /// One version of each song, the best known first.
    tracks: Vec<SongEntry>,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ArtistsParams {
    /// Words of a name.
    #[param(value_type = catalog::Query, required = true, example = "queen")]
    q: Option<String>,
    /// How many artists, at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
    /// How many to skip: 0 for the first page.
    #[param(value_type = Option<u32>, minimum = 0)]
    offset: Option<String>,
}

/// Artists whose names have all words of a text.
#[utoipa::path(
    get,
    path = "/artists",
    operation_id = "searchArtists",
    tag = "catalogue",
    params(ArtistsParams),
    responses((status = 200, description = "Those without other words first, then the better known.", body = Artists), ParameterProblems)
)]
pub(super) async fn artists(
    State(state): State<AppState>,
    params: Result<Query<ArtistsParams>, QueryRejection>,
) -> Result<Json<Artists>, Problem> {
    let Query(params) = params::query_string(params)?;
    let name = params::query("q", params.q.as_deref())?;
    let limit = params::limit(params.limit.as_deref())?;
    let page = Page::new(limit.get(), page::offset(params.offset.as_deref())?);
    let found = state.ask(move |engine| Ok(engine.find_artists(name.as_str(), page.places())));
    Ok(Json(artists_of(found.await?, page)))
}

/// One artist.
#[utoipa::path(
    get,
    path = "/artists/{id}",
    operation_id = "getArtist",
    tag = "catalogue",
    params(("id" = ArtistId, Path, description = "Id of the artist.")),
    responses((status = 200, description = "The artist.", body = Artist), ArtistProblems)
)]
pub(super) async fn artist(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Artist>, Problem> {
    let id = params::path_id(id)?;
    state.ask(move |engine| engine.artist(id)).await.map(Json)
}

/// An artist's songs.
#[utoipa::path(
    get,
    path = "/artists/{id}/tracks",
    operation_id = "getArtistTracks",
    tag = "catalogue",
    params(("id" = ArtistId, Path, description = "Id of the artist."), PageParams),
    responses((status = 200, description = "Songs, the best known first.", body = ArtistTracks), ArtistProblems)
)]
pub(super) async fn tracks(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    params: Result<Query<PageParams>, QueryRejection>,
) -> Result<Json<ArtistTracks>, Problem> {
    let id = params::path_id(id)?;
    let Query(params) = params::query_string(params)?;
    let page = params.page()?;
    let mut tracks = state.ask(move |engine| engine.artist_songs(id, page.places())).await?;
    let next_offset = page.end(&mut tracks);
    Ok(Json(ArtistTracks { tracks, next_offset }))
}

/// Artists whose genres and sound are like an artist's.
#[utoipa::path(
    get,
    path = "/artists/{id}/related",
    operation_id = "relatedArtists",
    tag = "recommending",
    params(("id" = ArtistId, Path, description = "Id of the artist."), PageParams),
    responses((status = 200, description = "Artists, the closest first.", body = Artists), ArtistProblems)
)]
pub(super) async fn related(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    params: Result<Query<PageParams>, QueryRejection>,
) -> Result<Json<Artists>, Problem> {
    let id = params::path_id(id)?;
    let Query(params) = params::query_string(params)?;
    let page = params.page()?;
    let related = state.ask(move |engine| engine.related_artists(id, page.places())).await?;
    Ok(Json(artists_of(related, page)))
}

fn artists_of(mut artists: Vec<Artist>, page: Page) -> Artists {
    let next_offset = page.end(&mut artists);
    Artists { artists, next_offset }
}
