//! The `OpenAPI` document, made from the same list of routes as the router.

use super::{fill_form, spotifinder, v1};
use crate::layers::{caching, rate_limit};
use crate::problem::ProblemDetails;
use crate::spotify::{self, ErrorObject};
use crate::{AppState, export, health};
use axum::middleware::from_fn_with_state;
use std::sync::LazyLock;
use utoipa::OpenApi;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, ResponseBuilder};
use utoipa_axum::router::OpenApiRouter;

/// The documented routes, with their middleware.
pub(super) fn routes(state: &AppState) -> OpenApiRouter<AppState> {
    let tag = from_fn_with_state(state.clone(), caching::tag);
    let limit = from_fn_with_state(state.clone(), rate_limit::limit);
    // The tag is outside: a client that has the response already does not use up its rate limit.
    OpenApiRouter::with_openapi(Description::openapi())
        .nest("/api/v1", v1::routes().layer(limit.clone()).layer(tag))
        .merge(
            spotifinder::routes().merge(export::routes()).merge(fill_form::routes()).layer(limit),
        )
        .merge(health::routes())
}

/// The document as indented JSON.
pub fn openapi_json() -> &'static str {
    static JSON: LazyLock<String> = LazyLock::new(|| {
        let mut json = document().to_pretty_json().unwrap_or_default();
        json.push('\n');
        json
    });
    &JSON
}

/// The document, in `OpenAPI` 3.1.
pub(crate) fn document() -> utoipa::openapi::OpenApi {
    let documented = OpenApiRouter::with_openapi(Description::openapi())
        .nest("/api/v1", v1::routes())
        .merge(spotifinder::routes())
        .merge(export::routes())
        .merge(spotify::described())
        .merge(health::routes());
    let mut document = documented.into_openapi();
    for (path, item) in &mut document.paths.paths {
        if path.starts_with("/api/v1/") {
            item.get.iter_mut().for_each(describe_caching);
        }
    }
    document
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Earworm",
        description = "Finds the song in your head, and more like it.\n\n\
            Errors are problem details (RFC 9457) that name the parameter and say what to do. \
            Responses below /api/v1 have an ETag that changes when the models do; requests with \
            If-None-Match get 304. If the server has a rate limit, the headers RateLimit-Policy and \
            RateLimit have the limit and what is left of it.",
    ),
    servers((url = "/", description = "The server that sent this document.")),
    tags(
        (name = "finding", description = "Find songs by what you remember of them."),
        (name = "recommending", description = "Recommend songs."),
        (name = "catalogue", description = "Tracks, genres and the map."),
        (name = "spotifinder", description = "The two endpoints of the system that Earworm re-creates."),
        (name = "spotify", description = "Spotify's Web API over this catalogue, for Spotify's clients. Errors are Spotify's error object."),
        (name = "operation", description = "Probes and metrics for operators."),
    ),
    components(schemas(ProblemDetails, ErrorObject)),
)]
struct Description;

fn describe_caching(operation: &mut Operation) {
    let responses = &mut operation.responses.responses;
    if let Some(RefOr::T(answer)) = responses.get_mut("200") {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let header = HeaderBuilder::new().schema(Some(text));
        let description = "Changes when the models do. Send it in If-None-Match.";
        let header = header.description(Some(description)).build();
        answer.headers.insert("ETag".to_owned(), header.into());
    }
    let unchanged = "Not modified: If-None-Match has the current ETag.";
    let unchanged = ResponseBuilder::new().description(unchanged).build();
    responses.insert("304".to_owned(), unchanged.into());
}
