//! What those who run the server ask it.

use crate::metrics::OPEN_METRICS;
use crate::models::check;
use crate::{AppState, Problem};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The endpoints.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(healthz))
        .routes(routes!(readyz))
        .routes(routes!(metrics))
}

/// Is the process alive?
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "healthz",
    tag = "operation",
    responses((status = 200, description = "It is.", body = String, content_type = "text/plain"))
)]
async fn healthz() -> &'static str {
    "ok\n"
}

/// Can it answer requests? It asks its own models first.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "readyz",
    tag = "operation",
    responses(
        (status = 200, description = "It can.", body = String, content_type = "text/plain"),
        (
            status = 503,
            description = "Not ready (`/problems/not-ready`), or Overloaded (`/problems/overloaded`)",
            body = crate::problem::ProblemDetails,
            content_type = "application/problem+json"
        ),
    )
)]
async fn readyz(State(state): State<AppState>) -> Result<&'static str, Problem> {
    if state.is_stopping() {
        return Err(Problem::not_ready("the server is stopping"));
    }
    let checked = state.ask_models(|models| check(&models.engine)).await?;
    checked.map(|()| "ready\n").map_err(|error| Problem::not_ready(&error.to_string()))
}

/// Numbers for Prometheus: durations by route, waiting and working of the engine, memory, reloads.
#[utoipa::path(
    get,
    path = "/metrics",
    operation_id = "metrics",
    tag = "operation",
    responses((
        status = 200,
        description = "OpenMetrics text.",
        body = String,
        content_type = "application/openmetrics-text"
    ))
)]
async fn metrics(State(state): State<AppState>) -> impl IntoResponse {
    ([(CONTENT_TYPE, OPEN_METRICS)], state.metrics.text(state.engine().len()))
}
