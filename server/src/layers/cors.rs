use crate::Origin;
use axum::http::{HeaderName, Method};
use std::time::Duration;
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

/// Lets these origins call the API from a browser. `None` if there are none.
pub(crate) fn layer(origins: &[Origin]) -> Option<CorsLayer> {
    let allowed = if origins.iter().any(Origin::is_any) {
        AllowOrigin::from(Any)
    } else if origins.is_empty() {
        return None;
    } else {
        AllowOrigin::list(origins.iter().filter_map(Origin::header))
    };
    let exposed = ["etag", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id"];
    let layer = CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(
            [
                "authorization",
                "content-type",
                "if-none-match",
                "mcp-method",
                "mcp-name",
                "mcp-protocol-version",
            ]
            .map(HeaderName::from_static),
        )
        .expose_headers(exposed.map(HeaderName::from_static))
        .max_age(Duration::from_hours(1));
    Some(layer)
}
