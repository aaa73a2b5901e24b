//! What the page asks the server.

use crate::map_place::MapPlace;
use crate::map_view::MapView;
use crate::place::Destination;
use crate::tuning::Tuning;
use catalog::{
    InvalidRequest, Provenance, Query, SearchResults, SimilarSongs, SongList, SongPath, Tracks,
};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, JsonEncoding};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why the page got no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub(crate) enum ApiError {
    /// No track of the catalogue has the id.
    #[error("no track has this id")]
    UnknownTrack,
    /// The similar songs cannot be tuned like this.
    #[error(transparent)]
    InvalidRequest(InvalidRequest),
    /// The models know nothing of tuning.
    #[error("these models cannot tune their recommendations")]
    NoWishes,
    /// The models have no map.
    #[error("these models have no map")]
    NoMap,
    /// The URL has no list of songs.
    #[error("{0}")]
    InvalidList(String),
    /// No song answers to the hint for the end of a path.
    #[error("no song answers to {0:?}")]
    NoDestination(String),
    /// The server failed.
    #[error("the server could not answer")]
    Internal,
    /// The server did not answer, or something between us did in its place.
    #[error("the server cannot be reached")]
    Unreachable,
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_)
            | ServerFnErrorErr::Response(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Unreachable,
            _ => Self::Internal,
        }
    }
}

/// Songs that the hint may mean, best first.
#[server(prefix = "/page", endpoint = "matches", input = GetUrl)]
pub(crate) async fn find_matches(hint: Query) -> Result<SearchResults, ApiError> {
    crate::ssr::find_matches(hint).await
}

/// The track with this id, as it stands in the URL, and the songs that go with it, tuned like this.
#[server(prefix = "/page", endpoint = "similar", input = GetUrl)]
pub(crate) async fn find_similar(
    track: String,
    #[server(default)] tuning: Tuning,
) -> Result<SimilarSongs, ApiError> {
    crate::ssr::find_similar(SimilarTo { track, tuning }).await
}

/// What is asked about a song.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SimilarTo {
    /// Its id, as it stands in the URL.
    pub(crate) track: String,
    /// How the songs like it are tuned.
    pub(crate) tuning: Tuning,
}

/// The tracks of a list, as far as the catalogue has them.
#[server(prefix = "/page", endpoint = "tracks", input = GetUrl)]
pub(crate) async fn find_tracks(songs: SongList) -> Result<Tracks, ApiError> {
    crate::ssr::find_tracks(songs).await
}

/// What the map shows at a place.
#[server(prefix = "/page", endpoint = "map", input = GetUrl)]
pub(crate) async fn find_on_map(#[server(default)] place: MapPlace) -> Result<MapView, ApiError> {
    crate::ssr::find_on_map(place).await
}

/// The songs on the way from the track with this id, as it stands in the URL, to another.
#[server(prefix = "/page", endpoint = "path", input = GetUrl)]
pub(crate) async fn find_path(from: String, to: Destination) -> Result<SongPath, ApiError> {
    crate::ssr::find_path(PathTo { from, to }).await
}

/// What is asked about two songs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathTo {
    /// The id of the first, as it stands in the URL.
    pub(crate) from: String,
    /// The other one.
    pub(crate) to: Destination,
}

/// What the page tells about the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CatalogueFacts {
    /// Number of tracks.
    pub(crate) tracks: u32,
    /// Where the audio features come from.
    pub(crate) provenance: Provenance,
    /// Whether there is a map of it.
    pub(crate) mapped: bool,
}

/// The facts about the catalogue, as the page was given them.
pub(crate) fn use_catalogue_facts() -> CatalogueFacts {
    use_context().unwrap_or_default()
}
