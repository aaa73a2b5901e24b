//! The JSON API.

mod about;
mod artists;
mod catalogue;
mod describe;
mod fill;
mod fill_form;
mod map;
mod openapi;
mod page;
mod params;
mod recommendations;
mod record;
mod search;
mod spotifinder;
mod tuning;
mod v1;

pub use openapi::openapi_json;
pub(crate) use params::MAX_BODY;
pub(crate) use recommendations::{Recommended, Way, recommended, way};
pub(crate) use tuning::TuningParams;

use crate::layers::rate_limit;
use crate::{AppState, Problem};
use axum::Router;
use axum::extract::OriginalUri;
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{any, get};

/// The routes of the API, and 404 for everything else below `/api`.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let limit = from_fn_with_state(state.clone(), rate_limit::limit);
    let (routes, _) = openapi::routes(state).split_for_parts();
    ["/api", "/api/", "/api/{*path}"]
        .into_iter()
        .fold(routes, |routes, path| routes.route(path, any(unknown_route)))
        .route("/openapi.json", get(description).layer(limit))
        .method_not_allowed_fallback(method_not_allowed)
}

async fn description() -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/json")], openapi_json())
}

async fn unknown_route(uri: OriginalUri) -> Problem {
    Problem::unknown_route(uri.path())
}

async fn method_not_allowed(method: Method, uri: OriginalUri) -> Problem {
    Problem::method_not_allowed(method.as_str(), uri.path())
}
