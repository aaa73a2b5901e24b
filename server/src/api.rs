//! The JSON API.

pub(crate) mod params;
mod recommendations;
mod v1;

use crate::{AppState, Problem};
use axum::Router;
use axum::extract::OriginalUri;
use axum::http::Method;

/// Everything below `/api`.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .nest("/v1", v1::routes())
        .fallback(unknown_route)
        .method_not_allowed_fallback(method_not_allowed)
}

/// Tells that the API has no such route.
pub(crate) async fn unknown_route(uri: OriginalUri) -> Problem {
    Problem::unknown_route(uri.path())
}

/// Tells that a route does not know the method.
pub(crate) async fn method_not_allowed(method: Method, uri: OriginalUri) -> Problem {
    Problem::method_not_allowed(method.as_str(), uri.path())
}
