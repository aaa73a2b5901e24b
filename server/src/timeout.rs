use crate::{AppState, Problem};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Gives a request up that is not answered in time. A question that the engine works on by then keeps
/// its worker until the engine is done with it.
pub(crate) async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let seconds = state.config.request_timeout;
    let answer = tokio::time::timeout(Duration::from_secs(seconds), next.run(request)).await;
    answer.unwrap_or_else(|_| Problem::timed_out(seconds).into_response())
}
