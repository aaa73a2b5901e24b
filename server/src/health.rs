//! Probes and metrics for operators.

use crate::metrics::OPEN_METRICS;
use crate::models::check;
use crate::{AppState, Problem};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(healthz))
        .routes(routes!(readyz))
        .routes(routes!(metrics))
}

/// Liveness probe.
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "healthz",
    tag = "operation",
    responses((status = 200, description = "The process is alive.", body = String, content_type = "text/plain"))
)]
async fn healthz() -> &'static str {
    "ok\n"
}

/// Readiness probe: runs a query against the models.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "readyz",
    tag = "operation",
    responses(
        (status = 200, description = "Ready to answer requests.", body = String, content_type = "text/plain"),
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

/// Metrics for Prometheus: request durations by route, engine wait and work times, memory, reloads.
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
