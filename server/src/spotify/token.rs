use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use axum::{Form, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a client asks a token with.
#[derive(Deserialize, ToSchema)]
#[schema(as = SpotifyTokenRequest)]
pub(super) struct TokenRequest {
    /// `client_credentials`.
    #[serde(default)]
    grant_type: String,
}

/// A token, which any request may bring along and none has to.
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyToken)]
#[expect(clippy::struct_field_names, reason = "OAuth's names")]
struct Token {
    access_token: &'static str,
    token_type: &'static str,
    /// In seconds.
    expires_in: u32,
    scope: &'static str,
}

/// Why there is no token (RFC 6749).
#[derive(Serialize, ToSchema)]
#[schema(as = SpotifyTokenError)]
#[expect(clippy::struct_field_names, reason = "OAuth's names")]
struct TokenError {
    error: &'static str,
    error_description: &'static str,
}

/// A token for clients that cannot do without: any client id and secret will do.
#[utoipa::path(
    post,
    path = "/api/token",
    operation_id = "spotifyToken",
    tag = "spotify",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "A token.", body = Token),
        (status = 400, description = "The grant is not `client_credentials`.", body = TokenError),
        super::description::OverloadErrors,
    )
)]
pub(super) async fn token(form: Result<Form<TokenRequest>, FormRejection>) -> Response {
    let grant = form.map(|Form(request)| request.grant_type).unwrap_or_default();
    if grant != "client_credentials" {
        let error = TokenError {
            error: "unsupported_grant_type",
            error_description: "grant_type must be client_credentials: there are no users here",
        };
        return (StatusCode::BAD_REQUEST, Json(error)).into_response();
    }
    let token =
        Token { access_token: "earworm", token_type: "Bearer", expires_in: 3600, scope: "" };
    ([(CACHE_CONTROL, "no-store")], Json(token)).into_response()
}
