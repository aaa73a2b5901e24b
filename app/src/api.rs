//! What the page asks the server.

use catalog::{Provenance, Query, SearchResults, SimilarSongs};
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, JsonEncoding};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why the page got no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub(crate) enum ApiError {
    /// No track of the catalogue has the id.
    #[error("no track has this id")]
    UnknownTrack,
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

/// The track with this id, as it stands in the URL, and the songs that sound like it, best first.
#[server(prefix = "/page", endpoint = "similar", input = GetUrl)]
pub(crate) async fn find_similar(track: String) -> Result<SimilarSongs, ApiError> {
    crate::ssr::find_similar(track).await
}

/// What the page tells about the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CatalogueFacts {
    /// Number of tracks.
    pub(crate) tracks: u32,
    /// Where the audio features come from.
    pub(crate) provenance: Provenance,
}

/// Takes the facts from the server's context, or in the browser from what the server sent along, and
/// makes them available to all components.
pub(crate) fn provide_catalogue_facts() {
    let facts = SharedValue::new(|| use_context::<CatalogueFacts>().unwrap_or_default());
    provide_context(facts.into_inner());
}

/// The facts about the catalogue.
pub(crate) fn use_catalogue_facts() -> CatalogueFacts {
    use_context().unwrap_or_default()
}
