//! Probes and metrics for operators.

use crate::metrics::OPEN_METRICS;
use crate::problem::ProblemDetails;
use crate::{AppState, Problem};
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(livez))
        .routes(routes!(healthz))
        .routes(routes!(startupz))
        .routes(routes!(readyz))
        .routes(routes!(metrics))
}

/// The probes while the models are being loaded; everything else gets 503.
pub(crate) fn starting() -> Router {
    Router::new().route("/livez", get(livez)).route("/healthz", get(healthz)).fallback(not_started)
}

async fn not_started() -> Problem {
    Problem::not_ready("the models are being loaded")
}

/// Liveness probe.
#[utoipa::path(
    get,
    path = "/livez",
    operation_id = "livez",
    tag = "operation",
    responses((status = 200, description = "The process is alive.", body = String, content_type = "text/plain"))
)]
async fn livez() -> &'static str {
    "ok\n"
}

/// Liveness probe, by its older name.
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

/// Startup probe.
#[utoipa::path(
    get,
    path = "/startupz",
    operation_id = "startupz",
    tag = "operation",
    responses(
        (status = 200, description = "The models are loaded.", body = String, content_type = "text/plain"),
        (status = 503, description = "Not ready (`/problems/not-ready`)", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
async fn startupz() -> &'static str {
    "started\n"
}

/// Readiness probe. Does not wait for a worker: an overloaded server is still ready.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "readyz",
    tag = "operation",
    responses(
        (status = 200, description = "Ready to answer requests.", body = String, content_type = "text/plain"),
        (status = 503, description = "Not ready (`/problems/not-ready`)", body = ProblemDetails, content_type = "application/problem+json"),
    )
)]
async fn readyz(State(state): State<AppState>) -> Result<&'static str, Problem> {
    if state.is_stopping() {
        return Err(Problem::not_ready("the server is stopping"));
    }
    Ok("ready\n")
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
    ([(CONTENT_TYPE, OPEN_METRICS)], state.metrics.text(state.engine().tracks().len()))
}
