use crate::AppState;
use crate::metrics::RequestLabels;
use crate::problem::Kind;
use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use std::time::Instant;

/// Records the duration and the outcome of a request.
pub(crate) async fn measure(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let route = route.unwrap_or("other").to_owned();
    let method = method(request.method());
    let in_flight = state.metrics.request_started();
    let start = Instant::now();
    let response = next.run(request).await;
    drop(in_flight);
    if let Some(kind) = response.extensions().get::<Kind>() {
        state.metrics.count_problem(kind.facts().name);
    }
    let labels = RequestLabels { route, method, status: response.status().as_u16() };
    state.metrics.request_finished(&labels, start.elapsed());
    response
}

// Clients can invent methods, and each would become a label of its own.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
