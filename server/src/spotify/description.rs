//! How the errors of these endpoints are described.

use std::collections::BTreeMap;
use utoipa::IntoResponses;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Ref, Type};
use utoipa::openapi::{RefOr, Response, ResponseBuilder};

/// What can go wrong with a request that has parameters.
pub(super) struct ErrorObjects;

/// What can go wrong with a request for one thing by its id.
pub(super) struct IdErrors;

/// What can go wrong with any request.
pub(super) struct OverloadErrors;

const INVALID: (u16, &str) = (400, "A parameter is missing or wrong.");
const UNKNOWN: (u16, &str) = (404, "The catalogue has nothing with this id.");
const OVERLOAD: [(u16, &str); 3] = [
    (429, "The client is above its rate limit."),
    (500, "The server failed."),
    (503, "The server is overloaded."),
];

impl IntoResponses for ErrorObjects {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        described(&[INVALID])
    }
}

impl IntoResponses for IdErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        described(&[INVALID, UNKNOWN])
    }
}

impl IntoResponses for OverloadErrors {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        described(&[])
    }
}

fn described(own: &[(u16, &str)]) -> BTreeMap<String, RefOr<Response>> {
    let all = own.iter().chain(&OVERLOAD);
    all.map(|(status, why)| (status.to_string(), error(*status, why).into())).collect()
}

fn error(status: u16, why: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("SpotifyError")));
    let response =
        ResponseBuilder::new().description(why).content("application/json", content.build());
    if [429, 503].contains(&status) {
        let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1));
        let header =
            HeaderBuilder::new().schema(Some(seconds)).description(Some("Seconds to wait."));
        return response.header("Retry-After", header.build()).build();
    }
    response.build()
}
