use crate::AppState;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use headers::{ETag, HeaderMapExt, IfNoneMatch};

/// Caches ask again after a minute, so that reloaded models show soon.
const ONE_MINUTE: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// Tags answers with the hash of the models, and sends none where the client has the one it would get.
///
/// The models are looked at before the answer is made: if they are replaced meanwhile, the answer has
/// the old tag, and the client asks again.
pub(super) async fn tag(State(state): State<AppState>, request: Request, next: Next) -> Response {
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
