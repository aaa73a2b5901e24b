use crate::AppState;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use headers::{HeaderMapExt, IfNoneMatch};

/// Short, so that reloaded models show soon.
const PUBLIC: HeaderValue = HeaderValue::from_static("public, max-age=60");

/// For responses that tell a client what is left of its rate limit.
const PRIVATE: HeaderValue = HeaderValue::from_static("private, max-age=60");

/// Adds an `ETag` made from the models and the URL, and answers 304 if the client has that response
/// already: without asking the engine, since the client got the tag with a good response.
///
/// The tag is read before the response is made: if the models are replaced meanwhile, the response has
/// the old tag, and the client will ask again.
pub(crate) async fn tag(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let etag = state.models.get().etag(request.uri());
    let (Some((etag, value)), &Method::GET | &Method::HEAD) = (etag, request.method()) else {
        return next.run(request).await;
    };
    let limited = state.rate_limit.is_some();
    let known: Option<IfNoneMatch> = request.headers().typed_get();
    let matches = known.as_ref().is_some_and(|known| !known.precondition_passes(&etag));
    if known.is_some() {
        state.metrics.count_conditional(matches);
    }
    // `*` matches every response, but says nothing about whether there is one.
    if matches && known != Some(IfNoneMatch::any()) {
        return not_modified(HeaderMap::new(), value, limited);
    }
    let mut response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    if matches {
        return not_modified(std::mem::take(response.headers_mut()), value, limited);
    }
    describe(response.headers_mut(), value, limited);
    response
}

fn not_modified(mut headers: HeaderMap, etag: HeaderValue, limited: bool) -> Response {
    headers.remove(CONTENT_TYPE);
    headers.remove(CONTENT_LENGTH);
    describe(&mut headers, etag, limited);
    (StatusCode::NOT_MODIFIED, headers).into_response()
}

fn describe(headers: &mut HeaderMap, etag: HeaderValue, limited: bool) {
    let caching = if limited { PRIVATE } else { PUBLIC };
    headers.insert(CACHE_CONTROL, caching);
    headers.insert(ETAG, etag);
}
