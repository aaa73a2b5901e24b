//! The tools at `/mcp`, over streamable HTTP.

use super::tools::Tools;
use crate::api::MAX_BODY;
use crate::host::Host;
use crate::layers::rate_limit;
use crate::{AppState, Config, Origin, Problem};
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use std::sync::Arc;

/// Always allowed: a name that resolves to another address cannot be one of these.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The endpoint. It has no sessions, so any replica can answer any request.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let tools = Tools::new(state.clone());
    let service = StreamableHttpService::new(
        move || Ok(tools.clone()),
        Arc::new(NeverSessionManager::default()),
        transport(&state.config),
    );
    Router::new()
        .route_service("/mcp", service)
        .layer(map_response(explain_refusal))
        .layer(from_fn_with_state(state.clone(), rate_limit::limit))
}

/// The checks of `Host` and `Origin` keep web pages from reaching a server by DNS rebinding.
fn transport(config: &Config) -> StreamableHttpServerConfig {
    let transport = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(MAX_BODY);
    let named = config.mcp_hosts.iter().filter(|host| !host.is_any()).map(Host::to_string);
    let hosts: Vec<String> = LOOPBACK.map(str::to_owned).into_iter().chain(named).collect();
    let origins = hosts.iter().flat_map(|host| origins_of(host));
    let origins = origins.chain(config.cors_origins.iter().filter_map(Origin::with_port));
    let transport = if config.cors_origins.iter().any(Origin::is_any) {
        transport.disable_allowed_origins()
    } else {
        transport.with_allowed_origins(origins)
    };
    if config.mcp_hosts.iter().any(Host::is_any) {
        transport.disable_allowed_hosts()
    } else {
        transport.with_allowed_hosts(hosts)
    }
}

/// The origins of pages on a host, on any port if it has none.
fn origins_of(host: &str) -> [String; 2] {
    let has_port = host.rsplit_once(':').is_some_and(|(_, port)| !port.ends_with(']'));
    let port = if has_port { "" } else { ":*" };
    ["http", "https"].map(|scheme| format!("{scheme}://{host}{port}"))
}

async fn explain_refusal(response: Response) -> Response {
    match response.status() {
        StatusCode::FORBIDDEN => Problem::host_not_allowed().into_response(),
        _ => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_of_hosts() {
        let check = |host, expected: &str| assert_eq!(origins_of(host)[1], expected);
        check("example.org", "https://example.org:*");
        check("example.org:8443", "https://example.org:8443");
        check("[::1]", "https://[::1]:*");
        check("[::1]:80", "https://[::1]:80");
    }
}
