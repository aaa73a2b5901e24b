use crate::AppState;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use headers::{ETag, HeaderMapExt, IfNoneMatch};

/// Short, so that reloaded models show soon.
const ONE_MINUTE: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// Adds an `ETag` made from the models, and answers 304 if the client has that response already.
///
/// The tag is read before the response is made: if the models are replaced meanwhile, the response has
/// the old tag, and the client will ask again.
pub(crate) async fn tag(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let models = state.models.get();
    let known: Option<IfNoneMatch> = request.headers().typed_get();
    let response = next.run(request).await;
    match &models.etag {
        Some((tag, value)) if response.status() == StatusCode::OK => {
            tagged(response, tag, value.clone(), known.as_ref())
        }
        _ => response,
    }
}

fn tagged(
    mut response: Response,
    tag: &ETag,
    value: HeaderValue,
    known: Option<&IfNoneMatch>,
) -> Response {
    response.headers_mut().insert(ETAG, value);
    response.headers_mut().insert(CACHE_CONTROL, ONE_MINUTE);
    if known.is_none_or(|known| known.precondition_passes(tag)) {
        return response;
    }
    let mut headers: HeaderMap = std::mem::take(response.headers_mut());
    headers.remove(CONTENT_TYPE);
    headers.remove(CONTENT_LENGTH);
    (StatusCode::NOT_MODIFIED, headers).into_response()
}
