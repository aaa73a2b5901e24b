use crate::AppState;
use crate::client::is_trusted;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use std::convert::Infallible;
use std::net::SocketAddr;

/// The address by which a client reaches this server, for links to it: `http://localhost:3000`.
pub(super) struct BaseUrl(pub(super) String);

impl FromRequestParts<AppState> for BaseUrl {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let trusted = peer.is_some_and(|peer| is_trusted(peer, &state.config.trusted_proxies));
        let header = |name: &str| parts.headers.get(name)?.to_str().ok();
        let forwarded = |name| header(name).filter(|_| trusted);
        let host = forwarded("x-forwarded-host").or_else(|| header(HOST.as_str()));
        let host = host.or_else(|| parts.uri.authority().map(Authority::as_str));
        let scheme = forwarded("x-forwarded-proto").filter(|scheme| *scheme == "https");
        Ok(Self(format!("{}://{}", scheme.unwrap_or("http"), host.unwrap_or("localhost"))))
    }
}
