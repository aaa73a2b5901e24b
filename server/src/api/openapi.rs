//! The API's description, made from the same list of routes as the router.

mod problems;
mod wishes;

pub(crate) use problems::{BodyProblems, MapProblems, ParameterProblems, TrackProblems};
pub(super) use wishes::{SeedParams, WishParams};

use super::{caching, v1};
use crate::problem::ProblemDetails;
use crate::{AppState, health, rate_limit, spotifinder};
use axum::middleware::from_fn_with_state;
use std::sync::LazyLock;
use utoipa::OpenApi;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{PathItem, RefOr, ResponseBuilder};
use utoipa_axum::router::OpenApiRouter;

/// All routes that are described.
pub(super) fn routes(state: &AppState) -> OpenApiRouter<AppState> {
    let tag = from_fn_with_state(state.clone(), caching::tag);
    let limit = from_fn_with_state(state.clone(), rate_limit::limit);
    let limited = OpenApiRouter::default()
        .nest("/api/v1", v1::routes().layer(tag))
        .merge(spotifinder::routes())
        .layer(limit);
    OpenApiRouter::with_openapi(Description::openapi()).merge(limited).merge(health::routes())
}

/// The description as indented JSON.
pub fn openapi_json() -> &'static str {
    static JSON: LazyLock<String> = LazyLock::new(|| {
        let mut json = document().to_pretty_json().unwrap_or_default();
        json.push('\n');
        json
    });
    &JSON
}

/// The description, in version 3.1 of the format.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    let documented = OpenApiRouter::with_openapi(Description::openapi())
        .nest("/api/v1", v1::routes())
        .merge(spotifinder::routes())
        .merge(health::routes());
    let mut document = documented.into_openapi();
    for (path, item) in &mut document.paths.paths {
        if path.starts_with("/api/v1/") {
            operations(item).for_each(describe_caching);
        }
    }
    document
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Earworm",
        description = "Finds the song in your head, and more like it.\n\n\
            Every error is a problem detail (RFC 9457) that names the parameter and says what to do. \
            Answers below /api/v1 have an ETag that changes when the models do; If-None-Match is \
            answered with 304. Where the server limits how often a client may ask, the headers \
            RateLimit-Policy and RateLimit tell the share and what is left of it.",
    ),
    tags(
        (name = "finding", description = "Which song does a hint mean?"),
        (name = "recommending", description = "Which songs go with these?"),
        (name = "catalogue", description = "What tracks are there?"),
        (name = "spotifinder", description = "The two endpoints of the system that Earworm re-creates."),
        (name = "operation", description = "For those who run the server."),
    ),
    components(schemas(ProblemDetails)),
)]
struct Description;

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    item.get.iter_mut().chain(&mut item.post)
}

fn describe_caching(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    if let Some(RefOr::T(answer)) = responses.get_mut("200") {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let header = HeaderBuilder::new().schema(Some(text));
        let description = "Changes when the models do; send it back in If-None-Match.";
        let header = header.description(Some(description)).build();
        answer.headers.insert("ETag".to_owned(), header.into());
    }
    let unchanged = "The client has this answer already: If-None-Match holds its ETag.";
    let unchanged = ResponseBuilder::new().description(unchanged).build();
    responses.insert("304".to_owned(), unchanged.into());
}
