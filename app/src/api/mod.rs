//! What the page asks the server.

#[cfg(feature = "ssr")]
pub(crate) mod engine;
mod error;
mod facts;
mod failure_notice;
mod latest;
mod map_view;
mod question;
#[cfg(all(test, feature = "ssr"))]
pub(crate) mod testing;

pub(crate) use error::ApiError;
pub(crate) use facts::{CatalogueFacts, use_catalogue_facts};
pub(crate) use failure_notice::{Failed, FailureNotice, failure_announcement, failure_text};
pub(crate) use latest::Latest;
pub(crate) use map_view::{MapSong, MapView};
pub(crate) use question::{PathTo, SimilarTo};

use crate::url::{Destination, MapLocation, SongList, Tuning};
use catalog::{Query, SearchResults, SimilarSongs, SongPath, Tracks};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// Songs that the query may mean, best first.
#[server(prefix = "/page", endpoint = "matches", input = GetUrl)]
pub(crate) async fn find_matches(query: Query) -> Result<SearchResults, ApiError> {
    engine::find_matches(query).await
}

/// A track and its similar songs, or the songs that the tuning wishes for. The id may be invalid.
#[server(prefix = "/page", endpoint = "similar", input = GetUrl)]
pub(crate) async fn find_similar(
    #[server(default)] track: Option<String>,
    #[server(default)] tuning: Tuning,
) -> Result<SimilarSongs, ApiError> {
    engine::find_similar(SimilarTo { track, tuning }).await
}

/// The tracks of a list that the catalogue has.
#[server(prefix = "/page", endpoint = "tracks", input = GetUrl)]
pub(crate) async fn find_tracks(songs: SongList) -> Result<Tracks, ApiError> {
    engine::find_tracks(songs).await
}

/// What the map shows.
#[server(prefix = "/page", endpoint = "map", input = GetUrl)]
pub(crate) async fn find_on_map(
    #[server(default)] location: MapLocation,
) -> Result<MapView, ApiError> {
    engine::find_on_map(location).await
}

/// The songs between a track and a destination. The id may be invalid.
#[server(prefix = "/page", endpoint = "path", input = GetUrl)]
pub(crate) async fn find_path(from: String, to: Destination) -> Result<SongPath, ApiError> {
    engine::find_path(PathTo { from, to }).await
}
