use super::base_url::BaseUrl;
use super::description::{ErrorObjects, IdErrors};
use super::ids::parse_track_id;
use super::object::{FeaturesObject, Objects, TrackObject};
use super::params::Params;
use crate::in_path::in_path;
use crate::json::Json;
use crate::models::ServedModels;
use crate::{AppState, Problem};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use catalog::{SongEntry, TrackId};
use engine::EngineError;
use serde::Serialize;
use utoipa::ToSchema;

/// Most tracks, and most features, in one request.
const MAX_TRACKS: usize = 50;
const MAX_FEATURES: usize = 100;

#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyTracks)]
pub(super) struct Tracks {
    /// In the order asked for; null for an id that no track has.
    tracks: Vec<Option<TrackObject>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SpotifySeveralAudioFeatures)]
pub(super) struct SeveralFeatures {
    /// In the order asked for; null for an id that no track has, and for a track of which not all
    /// features are known.
    audio_features: Vec<Option<FeaturesObject>>,
}

/// A track.
#[utoipa::path(
    get,
    path = "/v1/tracks/{id}",
    operation_id = "spotifyTrack",
    tag = "spotify",
    params(("id" = String, Path, description = "Id or URI of the track.", example = "ew-t0793")),
    responses((status = 200, description = "The track.", body = TrackObject), IdErrors)
)]
pub(super) async fn track(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<TrackObject>, Problem> {
    let track = track_in_path(&state, id).await?;
    Ok(Json(Objects { base_url: &base_url }.track(&track)))
}

/// Several tracks.
#[utoipa::path(
    get,
    path = "/v1/tracks",
    operation_id = "spotifyTracks",
    tag = "spotify",
    params(("ids" = String, Query, description = "Ids of 1 to 50 tracks, with commas between them.", example = "ew-t0793,ew-t0001")),
    responses((status = 200, description = "The tracks.", body = Tracks), ErrorObjects)
)]
pub(super) async fn tracks(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    params: Params,
) -> Result<Json<Tracks>, Problem> {
    let tracks = several(&state, &params, MAX_TRACKS).await?;
    let objects = Objects { base_url: &base_url };
    let tracks = tracks.iter().map(|track| Some(objects.track(track.as_ref()?))).collect();
    Ok(Json(Tracks { tracks }))
}

/// How a track sounds.
#[utoipa::path(
    get,
    path = "/v1/audio-features/{id}",
    operation_id = "spotifyAudioFeatures",
    tag = "spotify",
    params(("id" = String, Path, description = "Id or URI of the track.", example = "ew-t0793")),
    responses((status = 200, description = "Its features.", body = FeaturesObject), IdErrors)
)]
pub(super) async fn audio_features(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<FeaturesObject>, Problem> {
    let track = track_in_path(&state, id).await?;
    let features = Objects { base_url: &base_url }.features(&track);
    features.map(Json).ok_or_else(|| Problem::unknown_features(&track.id))
}

/// How several tracks sound.
#[utoipa::path(
    get,
    path = "/v1/audio-features",
    operation_id = "spotifySeveralAudioFeatures",
    tag = "spotify",
    params(("ids" = String, Query, description = "Ids of 1 to 100 tracks, with commas between them.", example = "ew-t0793,ew-t0001")),
    responses((status = 200, description = "Their features.", body = SeveralFeatures), ErrorObjects)
)]
pub(super) async fn several_audio_features(
    State(state): State<AppState>,
    BaseUrl(base_url): BaseUrl,
    params: Params,
) -> Result<Json<SeveralFeatures>, Problem> {
    let tracks = several(&state, &params, MAX_FEATURES).await?;
    let objects = Objects { base_url: &base_url };
    let audio_features = tracks.iter().map(|track| objects.features(track.as_ref()?)).collect();
    Ok(Json(SeveralFeatures { audio_features }))
}

async fn track_in_path(
    state: &AppState,
    id: Result<Path<String>, PathRejection>,
) -> Result<SongEntry, Problem> {
    let id = parse_track_id("id", &in_path("id", id)?)?;
    state.ask_models(move |models| known_track(models, &id)).await?.map_err(Problem::from)
}

/// The tracks with the ids in the parameter `ids`.
async fn several(
    state: &AppState,
    params: &Params,
    most: usize,
) -> Result<Vec<Option<SongEntry>>, Problem> {
    let ids = params.ids(most)?.into_iter().map(|id| parse_track_id("ids", id));
    let ids: Vec<TrackId> = ids.collect::<Result<_, _>>()?;
    let found = move |models: &ServedModels| {
        ids.iter().map(|id| known_track(models, id).ok()).collect::<Vec<_>>()
    };
    state.ask_models(found).await
}

/// The track with an id of its own or one that it has here.
pub(super) fn known_track(models: &ServedModels, id: &TrackId) -> Result<SongEntry, EngineError> {
    let row = models.aliases.row(id, &models.engine);
    let track = row.and_then(|row| models.engine.tracks().entry(row));
    track.ok_or_else(|| EngineError::UnknownTrack(id.clone()))
}
