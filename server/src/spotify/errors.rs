//! Errors in the form that Spotify's clients read.

use crate::Problem;
use axum::Json;
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was not answered.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyError)]
pub(crate) struct ErrorObject {
    error: ErrorDetails,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyErrorDetails)]
struct ErrorDetails {
    /// The HTTP status.
    status: u16,
    /// What was wrong with this request, and what to do.
    message: String,
}

/// Writes every problem as Spotify's error object, whoever found it: a handler, the rate limit, the
/// timeout.
pub(crate) async fn in_spotify_form(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    match response.extensions().get::<Problem>().map(Problem::message) {
        Some(message) => rewritten(response, message),
        None => response,
    }
}

/// The response with another body, not compressed; the status and headers such as `Retry-After` stay.
fn rewritten(response: Response, message: String) -> Response {
    let (mut head, _) = response.into_parts();
    let error = ErrorDetails { status: head.status.as_u16(), message };
    for of_the_other_body in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING] {
        head.headers.remove(of_the_other_body);
    }
    let (new, body) = Json(ErrorObject { error }).into_response().into_parts();
    head.headers.extend(new.headers);
    Response::from_parts(head, body)
}
