//! Caching and security headers.

use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use tower_http::set_header::SetResponseHeaderLayer;

/// For files whose names contain a hash of their content.
pub(crate) const IMMUTABLE: HeaderValue =
    HeaderValue::from_static("public, max-age=31536000, immutable");

/// For other files: caches must revalidate.
pub(crate) const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// For responses of one visitor.
pub(crate) const NEVER_SHARED: HeaderValue = HeaderValue::from_static("private, no-cache");

type Layer = SetResponseHeaderLayer<HeaderValue>;

/// Headers of every response. Pages set their own content security policy, with a nonce.
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
