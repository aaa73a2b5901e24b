use super::responses::BodyProblems;
use crate::{AppState, Problem};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use engine::fill::{FillError, fill_csv};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Most bytes and rows of a file: what is filled within the time that a request has.
const MAX_BYTES: usize = 8 << 20;
const MAX_ROWS: usize = 5000;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(fill)).layer(DefaultBodyLimit::max(MAX_BYTES))
}

/// Fills the audio features of a playlist export.
///
/// The rows and columns of the file stay as they are. Empty feature columns are filled from the
/// catalogue, those that are missing are added, and the column "Matched By" says how each track was
/// recognised and how surely: "id (sure)", "title (likely)", or nothing if it was not found.
#[utoipa::path(
    post,
    path = "/fill",
    operation_id = "fill",
    tag = "catalogue",
    request_body(
        content = String,
        content_type = "text/csv",
        description = "A CSV file in UTF-8 as Exportify writes it, of at most 5,000 rows."
    ),
    responses((status = 200, description = "The filled file.", body = String, content_type = "text/csv"), BodyProblems)
)]
async fn fill(
    State(state): State<AppState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let file = body.map_err(|_| Problem::body_too_large(MAX_BYTES))?;
    let filled = state.ask_models(move |models| fill_csv(&models.engine, &file, MAX_ROWS)).await?;
    let filled = filled.map_err(|error| match error {
        FillError::Engine(error) => Problem::from(error),
        error => Problem::body(error),
    })?;
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8")], filled.csv).into_response())
}
