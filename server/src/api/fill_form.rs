//! The page's form that fills a playlist export: `/api/v1/fill` for browsers, with or without JavaScript.

use super::fill::{MAX_FILE, filled};
use crate::{AppState, Problem};
use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use utoipa_axum::router::OpenApiRouter;

/// What a form adds to a file: its boundaries and the name.
const FORM: usize = 4 << 10;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    let limit = DefaultBodyLimit::max(MAX_FILE + FORM);
    OpenApiRouter::default().route("/fill", post(fill)).layer(limit)
}

async fn fill(
    State(state): State<AppState>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let mut form = form.map_err(|error| Problem::body(error.body_text()))?;
    let field = form.next_field().await.map_err(|error| unreadable(&error))?;
    let field = field.ok_or_else(|| Problem::body("the form has no file: choose a CSV file"))?;
    let file = field.bytes().await.map_err(|error| unreadable(&error))?;
    let csv = filled(&state, file).await?;
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, r#"attachment; filename="filled.csv""#),
    ];
    Ok((headers, csv).into_response())
}

fn unreadable(error: &MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::body_too_large(MAX_FILE),
        _ => Problem::body(error.body_text()),
    }
}
