use crate::Problem;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;

/// The parameter `name` in the path, as text.
pub(crate) fn in_path(
    name: &'static str,
    text: Result<Path<String>, PathRejection>,
) -> Result<String, Problem> {
    let Path(text) = text.map_err(|rejection| Problem::parameter(name, rejection.body_text()))?;
    Ok(text)
}
