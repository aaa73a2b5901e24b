use super::base_url::BaseUrl;
use super::description::{ErrorObjects, IdErrors};
use super::ids::parse_artist_id;
use super::object::{ArtistObject, Objects, TrackObject};
use super::params::Params;
use crate::in_path::in_path;
use crate::json::Json;
use crate::{AppState, Problem};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use catalog::ArtistId;
use serde::Serialize;
use utoipa::ToSchema;

/// Most artists in one request, and how many related artists and top tracks there are.
const MAX_ARTISTS: usize = 50;
const RELATED: usize = 20;
const TOP: usize = 10;

#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyArtists)]
pub(super) struct Artists {
    /// Null for an id that no artist has.
    artists: Vec<Option<ArtistObject>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyTopTracks)]
pub(super) struct TopTracks {
    /// The best known first.
    tracks: Vec<TrackObject>,
}

/// An artist.
#[utoipa::path(
    get,
    path = "/v1/artists/{id}",
    operation_id = "spotifyArtist",
    tag = "spotify",
    params(("id" = String, Path, description = "Id or URI of the artist.")),
    responses((status = 200, description = "The artist.", body = ArtistObject), IdErrors)
)]
pub(super) async fn artist(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<ArtistObject>, Problem> {
    let id = id_in_path(id)?;
    let artist = state.ask(move |engine| engine.artist(id)).await?;
    Ok(Json(Objects { base_url: &base_url }.artist(artist)))
}

/// Several artists.
#[utoipa::path(
    get,
    path = "/v1/artists",
    operation_id = "spotifyArtists",
    tag = "spotify",
    params(("ids" = String, Query, description = "Ids of 1 to 50 artists, with commas between them.")),
    responses((status = 200, description = "The artists.", body = Artists), ErrorObjects)
)]
pub(super) async fn artists(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    params: Params,
) -> Result<Json<Artists>, Problem> {
    let ids = params.ids(MAX_ARTISTS)?.into_iter().map(|id| parse_artist_id("ids", id));
    let ids: Vec<ArtistId> = ids.collect::<Result<_, _>>()?;
    let found = state.ask(move |engine| {
        Ok(ids.into_iter().map(|id| engine.artist(id).ok()).collect::<Vec<_>>())
    });
    let objects = Objects { base_url: &base_url };
    let artists = found.await?.into_iter();
    Ok(Json(Artists { artists: artists.map(|artist| Some(objects.artist(artist?))).collect() }))
}

/// Artists whose genres and sound are like an artist's, the closest first.
#[utoipa::path(
    get,
    path = "/v1/artists/{id}/related-artists",
    operation_id = "spotifyRelatedArtists",
    tag = "spotify",
    params(("id" = String, Path, description = "Id or URI of the artist.")),
    responses((status = 200, description = "At most 20 artists.", body = Artists), IdErrors)
)]
pub(super) async fn related_artists(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Artists>, Problem> {
    let id = id_in_path(id)?;
    let related = state.ask(move |engine| engine.related_artists(id, 0..RELATED)).await?;
    let objects = Objects { base_url: &base_url };
    let artists = related.into_iter().map(|artist| Some(objects.artist(artist))).collect();
    Ok(Json(Artists { artists }))
}

/// An artist's best-known songs.
#[utoipa::path(
    get,
    path = "/v1/artists/{id}/top-tracks",
    operation_id = "spotifyTopTracks",
    tag = "spotify",
    params(("id" = String, Path, description = "Id or URI of the artist.")),
    responses((status = 200, description = "At most 10 tracks.", body = TopTracks), IdErrors)
)]
pub(super) async fn top_tracks(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<TopTracks>, Problem> {
    let id = id_in_path(id)?;
    let songs = state.ask(move |engine| engine.artist_songs(id, 0..TOP)).await?;
    let objects = Objects { base_url: &base_url };
    Ok(Json(TopTracks { tracks: songs.iter().map(|song| objects.track(song)).collect() }))
}

fn id_in_path(id: Result<Path<String>, PathRejection>) -> Result<ArtistId, Problem> {
    parse_artist_id("id", &in_path("id", id)?)
}
