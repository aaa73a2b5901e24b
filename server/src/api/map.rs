//! The map of the catalogue.

use super::params;
use crate::json::Json;
use crate::models::ServedModels;
use crate::responses::{MapProblems, MapSongProblems, ParameterProblems};
use crate::{AppState, Problem};
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use catalog::{GenreFamily, SongEntry, TrackId};
use engine::{Engine, EngineError, SongId, SongMap};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The map without its points.
#[derive(Serialize, ToSchema)]
#[schema(as = SongMap)]
pub(super) struct Map {
    /// Number of songs. Versions of one song share a point.
    songs: u32,
    /// Genre families; points refer to them by index.
    families: [GenreFamily; GenreFamily::ALL.len()],
    /// Genres where most of their songs are, most common first.
    landmarks: Vec<Landmark>,
}

/// A genre's label on the map.
#[derive(Serialize, ToSchema)]
pub(super) struct Landmark {
    /// The genre.
    genre: String,
    /// From the left, 0 to 65,535.
    x: u16,
    /// From the bottom, 0 to 65,535.
    y: u16,
}

/// Get the map's size, genre families and landmarks.
#[utoipa::path(
    get,
    path = "/map",
    operation_id = "getMap",
    tag = "catalogue",
    responses((status = 200, description = "The map without its points.", body = Map), MapProblems)
)]
pub(super) async fn map(State(state): State<AppState>) -> Result<Json<Map>, Problem> {
    state.ask(|engine| engine.map().map(describe)).await.map(Json)
}

fn describe(map: &SongMap) -> Map {
    let landmarks = map.landmarks().iter().map(|landmark| {
        let [x, y] = landmark.point;
        Landmark { genre: landmark.genre.clone(), x, y }
    });
    Map {
        songs: u32::try_from(map.points().len()).unwrap_or(u32::MAX),
        families: GenreFamily::ALL,
        landmarks: landmarks.collect(),
    }
}

/// Get the points of all songs, in binary.
///
/// Two little-endian 16-bit numbers per song, from the left and from the bottom (0 to 65,535). After
/// all points, one byte per song: the index of its genre family.
#[utoipa::path(
    get,
    path = "/map/places",
    operation_id = "getMapPoints",
    tag = "catalogue",
    responses(
        (status = 200, description = "Five bytes per song.", body = [u8], content_type = "application/octet-stream"),
        MapProblems,
    )
)]
pub(super) async fn places(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let models = state.models.get();
    let points = match models.known_points() {
        Some(points) => points.clone(),
        None => state.ask_models(ServedModels::points).await??,
    };
    let content_type = (CONTENT_TYPE, "application/octet-stream");
    let vary = (VARY, "accept-encoding");
    Ok(if accepts_gzip(&headers) {
        ([content_type, vary, (CONTENT_ENCODING, "gzip")], points.gzip).into_response()
    } else {
        ([content_type, vary], points.plain).into_response()
    })
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let mut codings = values.flat_map(|value| value.split(',')).map(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, "q=1"));
        (name.trim(), quality.trim().trim_start_matches("q="))
    });
    codings.any(|(name, quality)| name == "gzip" && quality.parse().is_ok_and(|q: f32| q > 0.0))
}

/// Get the song at a point of the map.
#[utoipa::path(
    get,
    path = "/map/songs/{number}",
    operation_id = "getMapSong",
    tag = "catalogue",
    params(("number" = u32, Path, description = "Number of the song: the index of its point, from 0.", example = 0)),
    responses((status = 200, description = "The song's most popular track.", body = SongEntry), MapSongProblems)
)]
pub(super) async fn song(
    State(state): State<AppState>,
    number: Result<Path<String>, PathRejection>,
) -> Result<Json<SongEntry>, Problem> {
    let number = params::song_number(number)?;
    let found = state.ask(move |engine| track_on_map(engine, SongId(number))).await?;
    found.map(Json).ok_or_else(|| Problem::unknown_song(number))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct MapTracksParams {
    /// Comma-separated ids of 1 to 50 tracks.
    #[param(value_type = String, required = true, pattern = r"^[!-+\-.-~]{1,64}(,[!-+\-.-~]{1,64})*$", example = "ew-t0793,ew-t0001")]
    ids: Option<String>,
}

/// A track on the map.
#[derive(Serialize, ToSchema)]
pub(super) struct MappedTrack {
    /// The track.
    id: TrackId,
    /// The number of its song.
    number: u32,
    /// From the left, 0 to 65,535.
    x: u16,
    /// From the bottom, 0 to 65,535.
    y: u16,
}

/// Get the points of tracks. Unknown ids are ignored.
#[utoipa::path(
    get,
    path = "/map/tracks",
    operation_id = "getMapTracks",
    tag = "catalogue",
    params(MapTracksParams),
    responses((status = 200, description = "The points of the tracks found.", body = [MappedTrack]), ParameterProblems, MapProblems)
)]
pub(super) async fn tracks(
    State(state): State<AppState>,
    params: Result<Query<MapTracksParams>, QueryRejection>,
) -> Result<Json<Vec<MappedTrack>>, Problem> {
    let Query(params) = params::query_string(params)?;
    let ids = params::ids(params.ids.as_deref())?;
    state.ask(move |engine| mapped(engine, ids)).await.map(Json)
}

fn mapped(engine: &Engine, ids: Vec<TrackId>) -> Result<Vec<MappedTrack>, EngineError> {
    let map = engine.map()?;
    let mut found = Vec::new();
    for id in ids {
        let song = engine.tracks().row(&id).and_then(|row| engine.tracks().song(row));
        let point = song.and_then(|song| Some((song, map.point(song)?)));
        found.extend(point.map(|(SongId(number), [x, y])| MappedTrack { id, number, x, y }));
    }
    Ok(found)
}

fn track_on_map(engine: &Engine, song: SongId) -> Result<Option<SongEntry>, EngineError> {
    let row = engine.map()?.point(song).map(|_| engine.tracks().representative(song));
    Ok(row.and_then(|row| engine.tracks().entry(row)))
}
