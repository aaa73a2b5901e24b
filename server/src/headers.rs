//! Response headers: what browsers may cache, and what they must not do.

use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use tower_http::set_header::SetResponseHeaderLayer;

/// For files whose name changes with their content: they never have to be asked for again.
pub(crate) const IMMUTABLE: HeaderValue =
    HeaderValue::from_static("public, max-age=31536000, immutable");

/// For other files: ask whether they have changed.
pub(crate) const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

type Layer = SetResponseHeaderLayer<HeaderValue>;

/// Headers that no response lacks. A page brings its own policy with the nonce of its scripts.
pub(crate) fn security() -> [Layer; 6] {
    [
        default(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        default(X_CONTENT_TYPE_OPTIONS, "nosniff"),
        default(REFERRER_POLICY, "same-origin"),
        default(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        default(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        default(HeaderName::from_static("permissions-policy"), "browsing-topics=()"),
    ]
}

fn default(name: HeaderName, value: &'static str) -> Layer {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}
