use crate::{AppState, Problem};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Answers 503 to a request that takes too long. The engine cannot be interrupted: a worker that is
/// busy with it stays busy until the engine is done.
pub(crate) async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let seconds = state.config.request_timeout.get();
    let answer = tokio::time::timeout(Duration::from_secs(seconds), next.run(request)).await;
    answer.unwrap_or_else(|_| Problem::timed_out(seconds).into_response())
}
