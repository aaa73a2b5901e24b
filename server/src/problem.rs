use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::EngineError;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Display;
use utoipa::ToSchema;

/// Why a request of the API was not answered, as problem details (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: Kind,
    detail: String,
    parameter: Option<Cow<'static, str>>,
    retry_after: Option<u32>,
}

/// The kinds of problems; their names are part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    InvalidParameter,
    InvalidBody,
    BodyTooLarge,
    UnknownTrack,
    NoMap,
    UnknownRoute,
    MethodNotAllowed,
    TooManyRequests,
    Overloaded,
    TimedOut,
    NotReady,
    Internal,
}

/// What is told of a kind of problem.
pub(crate) struct Facts {
    /// The end of its URI, `/problems/NAME`.
    pub(crate) name: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
    /// What to do.
    pub(crate) advice: &'static str,
}

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Self; 12] = [
        Self::InvalidParameter,
        Self::InvalidBody,
        Self::BodyTooLarge,
        Self::UnknownTrack,
        Self::NoMap,
        Self::UnknownRoute,
        Self::MethodNotAllowed,
        Self::TooManyRequests,
        Self::Overloaded,
        Self::TimedOut,
        Self::NotReady,
        Self::Internal,
    ];

    /// The kind whose URI ends so.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.facts().name == name)
    }

    pub(crate) const fn facts(self) -> Facts {
        let (name, status, title, advice) = match self {
            Self::InvalidParameter => (
                "invalid-parameter",
                StatusCode::BAD_REQUEST,
                "Invalid parameter",
                "A parameter of the path or the query string is missing, is unknown, stands there \
                 twice or has a value that it cannot have. The field parameter names it and the \
                 field detail says what it may be. Change the request; sending it again does not help.",
            ),
            Self::InvalidBody => (
                "invalid-body",
                StatusCode::BAD_REQUEST,
                "Invalid request body",
                "The body is no JSON object, or tells nothing that songs could be compared by. Send \
                 one song with an id, genres or audio features.",
            ),
            Self::BodyTooLarge => (
                "body-too-large",
                StatusCode::PAYLOAD_TOO_LARGE,
                "Request body too large",
                "The body has more bytes than the field detail says. Leave out what is not needed, \
                 such as lyrics.",
            ),
            Self::UnknownTrack => (
                "unknown-track",
                StatusCode::NOT_FOUND,
                "Unknown track",
                "No track of this catalogue has the id. Search for its title to find the right one; \
                 ids may change when the server gets another catalogue.",
            ),
            Self::NoMap => (
                "no-map",
                StatusCode::NOT_FOUND,
                "No map",
                "The server's models have no map: they were built by an earlier version, or with the \
                 preset spotifinder. Whoever runs the server can draw one with the pipeline.",
            ),
            Self::UnknownRoute => (
                "unknown-route",
                StatusCode::NOT_FOUND,
                "Unknown route",
                "The API has nothing at this path. The documentation lists what it has.",
            ),
            Self::MethodNotAllowed => (
                "method-not-allowed",
                StatusCode::METHOD_NOT_ALLOWED,
                "Method not allowed",
                "The path exists, but does not take this method. The header Allow lists those it takes.",
            ),
            Self::TooManyRequests => (
                "too-many-requests",
                StatusCode::TOO_MANY_REQUESTS,
                "Too many requests",
                "This client has used up its share. Wait for as many seconds as the header \
                 Retry-After says; the header RateLimit-Policy tells the share, RateLimit what is left.",
            ),
            Self::Overloaded => (
                "overloaded",
                StatusCode::SERVICE_UNAVAILABLE,
                "Overloaded",
                "The server has as many requests as it can answer in good time. Wait for as many \
                 seconds as the header Retry-After says, longer each time.",
            ),
            Self::TimedOut => (
                "timed-out",
                StatusCode::SERVICE_UNAVAILABLE,
                "Timed out",
                "The request was not answered within the server's time limit: its body came too \
                 slowly, or the server was too busy. Wait for as many seconds as the header \
                 Retry-After says and send it again.",
            ),
            Self::NotReady => (
                "not-ready",
                StatusCode::SERVICE_UNAVAILABLE,
                "Not ready",
                "The server is stopping or its models do not answer. Send the request to another \
                 replica.",
            ),
            Self::Internal => (
                "internal",
                StatusCode::INTERNAL_SERVER_ERROR,
                "Internal error",
                "Something went wrong that the request has no part in. The server's log tells more, \
                 under the id in the header X-Request-Id.",
            ),
        };
        Facts { name, status, title, advice }
    }

    /// Whether its responses have the header `Retry-After`.
    pub(crate) fn tells_when_to_retry(self) -> bool {
        matches!(self, Self::TooManyRequests | Self::Overloaded | Self::TimedOut)
    }

    /// The URI of the kind, which leads to its page.
    pub(crate) fn uri(self) -> String {
        format!("/problems/{}", self.facts().name)
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
        let detail = format!("there is nothing at {path}; see /docs for the routes of the API");
        Self::new(Kind::UnknownRoute, detail)
    }

    /// The route does not know the method.
    pub(crate) fn method_not_allowed(method: &str, path: &str) -> Self {
        let detail = format!("{path} does not take {method}; the Allow header lists what it takes");
        Self::new(Kind::MethodNotAllowed, detail)
    }

    /// The client has asked more often than it may; it may ask again in so many seconds.
    pub(crate) fn too_many_requests(per_minute: u32, seconds: u32) -> Self {
        let detail = format!("at most {per_minute} requests a minute: wait {seconds} s");
        Self::new(Kind::TooManyRequests, detail).retry_after(seconds)
    }

    /// More requests are under way than can be answered in good time.
    pub(crate) fn overloaded() -> Self {
        let detail = "the server has as many requests as it can answer in good time: wait 1 s";
        Self::new(Kind::Overloaded, detail).retry_after(1)
    }

    /// The request was not answered within so many seconds.
    pub(crate) fn timed_out(seconds: u64) -> Self {
        let detail = format!("there was no answer within {seconds} s: wait 1 s and ask again");
        Self::new(Kind::TimedOut, detail).retry_after(1)
    }

    /// The server cannot answer any request at the moment.
    pub(crate) fn not_ready(detail: &str) -> Self {
        Self::new(Kind::NotReady, detail)
    }

    /// Something that the client has no part in; the log tells more.
    pub(crate) fn internal(error: &dyn Display) -> Self {
        tracing::error!(%error, "a request could not be answered");
        Self::new(Kind::Internal, "the server could not answer; try again later")
    }

    fn new(kind: Kind, detail: impl Display) -> Self {
        Self { kind, detail: detail.to_string(), parameter: None, retry_after: None }
    }

    fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
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
            EngineError::NoMap => Self::new(Kind::NoMap, error),
            EngineError::Index(error) => {
                tracing::error!(%error, "a request could not be answered");
                Self::not_ready("the index of the songs' codes does not answer; try again later")
            }
            error => Self::internal(&error),
        }
    }
}

/// Why a request was not answered (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemDetails<'a> {
    /// URI of the kind of problem, which leads to its description.
    r#type: &'a str,
    /// The kind of problem in a word or two.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// What was wrong with this request, and what to do.
    detail: &'a str,
    /// The parameter that was wrong, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'a str>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Facts { status, title, .. } = self.kind.facts();
        let body = ProblemDetails {
            r#type: &self.kind.uri(),
            title,
            status: status.as_u16(),
            detail: &self.detail,
            parameter: self.parameter.as_deref(),
        };
        let mut response = (status, Json(body)).into_response();
        let content_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response
    }
}
