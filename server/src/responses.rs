//! The error responses of the operations, for the `OpenAPI` document.

use crate::problem::Kind;
use std::collections::BTreeMap;
use utoipa::IntoResponses;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Ref, Type};
use utoipa::openapi::{RefOr, Response, ResponseBuilder};

/// Errors of a request with parameters only.
pub(crate) struct ParameterProblems;

/// Errors of a request with track ids.
pub(crate) struct TrackProblems;

/// Errors of a request with an artist id.
pub(crate) struct ArtistProblems;

/// Errors of a request with a body.
pub(crate) struct BodyProblems;

/// Errors of a request for the map.
pub(crate) struct MapProblems;

/// Errors of a request for a song of the map.
pub(crate) struct MapSongProblems;

/// Errors of every request that uses the engine.
const ANY: [Kind; 4] = [Kind::TooManyRequests, Kind::Overloaded, Kind::TimedOut, Kind::Internal];

impl IntoResponses for ParameterProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[Kind::InvalidParameter])
    }
}

impl IntoResponses for TrackProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[Kind::InvalidParameter, Kind::UnknownTrack])
    }
}

impl IntoResponses for ArtistProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[Kind::InvalidParameter, Kind::UnknownArtist])
    }
}

impl IntoResponses for BodyProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[Kind::InvalidParameter, Kind::InvalidBody, Kind::BodyTooLarge])
    }
}

impl IntoResponses for MapProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[Kind::NoMap])
    }
}

impl IntoResponses for MapSongProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        responses(&[Kind::InvalidParameter, Kind::UnknownSong, Kind::NoMap])
    }
}

fn responses(own: &[Kind]) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status: BTreeMap<u16, Vec<Kind>> = BTreeMap::new();
    for &kind in own.iter().chain(&ANY) {
        by_status.entry(kind.facts().status.as_u16()).or_default().push(kind);
    }
    let responses = by_status.into_iter();
    responses.map(|(status, kinds)| (status.to_string(), response(&kinds).into())).collect()
}

fn response(kinds: &[Kind]) -> Response {
    let titles: Vec<String> =
        kinds.iter().map(|kind| format!("{} (`{}`)", kind.facts().title, kind.uri())).collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
    let response = ResponseBuilder::new()
        .description(titles.join(", or "))
        .content("application/problem+json", content.build());
    if kinds.iter().any(|kind| kind.has_retry_after()) {
        return response.header("Retry-After", retry_after()).build();
    }
    response.build()
}

fn retry_after() -> utoipa::openapi::Header {
    let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1));
    HeaderBuilder::new().schema(Some(seconds)).description(Some("Seconds to wait.")).build()
}
