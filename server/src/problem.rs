use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::EngineError;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Display;

/// Why a request of the API was not answered, as problem details (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: Kind,
    detail: String,
    parameter: Option<Cow<'static, str>>,
}

/// The kinds of problems; their names are part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    InvalidParameter,
    InvalidBody,
    BodyTooLarge,
    UnknownTrack,
    UnknownRoute,
    MethodNotAllowed,
    Internal,
}

impl Kind {
    const fn facts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::InvalidParameter => {
                (StatusCode::BAD_REQUEST, "/problems/invalid-parameter", "Invalid parameter")
            }
            Self::InvalidBody => {
                (StatusCode::BAD_REQUEST, "/problems/invalid-body", "Invalid request body")
            }
            Self::BodyTooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "/problems/body-too-large",
                "Request body too large",
            ),
            Self::UnknownTrack => {
                (StatusCode::NOT_FOUND, "/problems/unknown-track", "Unknown track")
            }
            Self::UnknownRoute => {
                (StatusCode::NOT_FOUND, "/problems/unknown-route", "Unknown route")
            }
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "/problems/method-not-allowed",
                "Method not allowed",
            ),
            Self::Internal => {
                (StatusCode::INTERNAL_SERVER_ERROR, "/problems/internal", "Internal error")
            }
        }
    }
}

impl Problem {
    /// A parameter of the path or the query is missing or wrong.
    pub(crate) fn parameter(name: impl Into<Cow<'static, str>>, detail: impl Display) -> Self {
        Self::new(Kind::InvalidParameter, detail).about(name)
    }

    /// The query string cannot be read at all.
    pub(crate) fn query_string(detail: impl Display) -> Self {
        Self::new(Kind::InvalidParameter, detail)
    }

    /// The body is not what it should be.
    pub(crate) fn body(detail: impl Display) -> Self {
        Self::new(Kind::InvalidBody, detail).about("body")
    }

    /// The body is larger than the limit in bytes.
    pub(crate) fn body_too_large(limit: usize) -> Self {
        let detail =
            format!("send at most {limit} bytes; leave out what is not needed, e.g. lyrics");
        Self::new(Kind::BodyTooLarge, detail).about("body")
    }

    /// The API has no such route.
    pub(crate) fn unknown_route(path: &str) -> Self {
        let detail = format!("there is nothing at {path}; see /about for the routes of the API");
        Self::new(Kind::UnknownRoute, detail)
    }

    /// The route does not know the method.
    pub(crate) fn method_not_allowed(method: &str, path: &str) -> Self {
        let detail = format!("{path} does not take {method}; the Allow header lists what it takes");
        Self::new(Kind::MethodNotAllowed, detail)
    }

    /// Something that the client has no part in; the log tells more.
    pub(crate) fn internal(error: &dyn Display) -> Self {
        tracing::error!(%error, "a request could not be answered");
        Self::new(Kind::Internal, "the server could not answer; try again later")
    }

    fn new(kind: Kind, detail: impl Display) -> Self {
        Self { kind, detail: detail.to_string(), parameter: None }
    }

    /// The problem, said of this parameter.
    pub(crate) fn about(self, parameter: impl Into<Cow<'static, str>>) -> Self {
        Self { parameter: Some(parameter.into()), ..self }
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::UnknownTrack(_) => Self::new(Kind::UnknownTrack, error).about("id"),
            EngineError::UnknownGenre(_) => Self::parameter("seed_genres", error),
            EngineError::NoWishes => Self::query_string(error),
            error => Self::internal(&error),
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    r#type: &'a str,
    title: &'a str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, uri, title) = self.kind.facts();
        let body = Body {
            r#type: uri,
            title,
            status: status.as_u16(),
            detail: &self.detail,
            parameter: self.parameter.as_deref(),
        };
        let mut response = (status, Json(body)).into_response();
        let content_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        response
    }
}
