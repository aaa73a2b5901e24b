use super::params;
use crate::responses::BodyProblems;
use crate::{AppState, Problem};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use engine::{Engine, Filler};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Maximum size of a file, in bytes.
pub(super) const MAX_FILE: usize = 8 << 20;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default().routes(routes!(fill)).layer(DefaultBodyLimit::max(MAX_FILE))
}

/// Fills the audio features of a playlist export.
///
/// Rows and columns stay as they are. Empty feature columns are filled from the catalogue, missing ones
/// are added, and the column "Match" says how each track was found and how surely.
#[utoipa::path(
    post,
    path = "/fill",
    operation_id = "fillFeatures",
    tag = "catalogue",
    request_body(
        content = String,
        content_type = "text/csv",
        description = "A CSV file in UTF-8, such as Exportify writes."
    ),
    responses((status = 200, description = "The filled file.", body = String, content_type = "text/csv"), BodyProblems)
)]
async fn fill(
    State(state): State<AppState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let file = params::bytes(body, MAX_FILE)?;
    let csv = filled(&state, file).await?;
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8")], csv).into_response())
}

/// The file with its features filled in.
pub(super) async fn filled(state: &AppState, file: Bytes) -> Result<String, Problem> {
    let answer = move |engine: &Engine| Ok(Filler::new(engine.tracks()).fill(&file));
    let (csv, _) = state.ask(answer).await?.map_err(Problem::body)?;
    Ok(csv)
}
