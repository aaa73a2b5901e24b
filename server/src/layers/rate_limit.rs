use crate::client::Client;
use crate::{AppState, Problem};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Answers 429 to a client over its rate limit, and tells every other client what it has left.
pub(crate) async fn limit(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(limit) = &state.rate_limit else {
        return next.run(request).await;
    };
    let trusted = &state.config.trusted_proxies;
    let client = Client::of(request.extensions(), request.headers(), trusted);
    let (mut response, remaining) = match limit.admit(client) {
        Ok(remaining) => (next.run(request).await, remaining),
        Err(wait) => (Problem::too_many_requests(limit.quota(), wait).into_response(), 0),
    };
    limit.describe(response.headers_mut(), remaining);
    response
}
