use axum::extract::Request;
use axum::http::HeaderName;
use axum::middleware::Next;
use axum::response::Response;

/// The header with the request's id, which is also in the log.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Maximum length of an id given by a client or proxy, in characters.
const MAX_CHARS: usize = 64;

/// Drops a malformed id, so that the request gets one of ours.
pub(crate) async fn sanitize(mut request: Request, next: Next) -> Response {
    let given = request.headers().get(&REQUEST_ID).map(|id| is_id(id.as_bytes()));
    if given == Some(false) {
        request.headers_mut().remove(&REQUEST_ID);
    }
    next.run(request).await
}

fn is_id(id: &[u8]) -> bool {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    (1..=MAX_CHARS).contains(&id.len()) && id.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        assert!(is_id(b"6b1f0d5e-5f0c-4a5e-8f0f-0a8d7f1c2b3a") && is_id(b"a.b_c"));
        assert!(!is_id(b"") && !is_id(b"a b") && !is_id(&[b'a'; 65]) && !is_id(b"\xff"));
    }
}
