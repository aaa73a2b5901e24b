use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use catalog::TrackId;
use engine::EngineError;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Display;
use std::time::Duration;
use utoipa::ToSchema;

/// An error response of the API, as problem details (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    kind: Kind,
    detail: String,
    parameter: Option<Cow<'static, str>>,
    retry_after: Option<u32>,
}

/// Kinds of problems. Their names are part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    InvalidParameter,
    InvalidBody,
    BodyTooLarge,
    UnknownTrack,
    UnknownSong,
    UnknownArtist,
    NoMap,
    UnknownRoute,
    MethodNotAllowed,
    HostNotAllowed,
    TooManyRequests,
    Overloaded,
    TimedOut,
    NotReady,
    Internal,
}

/// What is documented about a kind of problem.
pub(crate) struct Facts {
    /// The last segment of its URI, `/problems/NAME`.
    pub(crate) name: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) title: &'static str,
    /// What the caller can do about it.
    pub(crate) advice: &'static str,
}

impl Kind {
    pub(crate) const ALL: [Self; 15] = [
        Self::InvalidParameter,
        Self::InvalidBody,
        Self::BodyTooLarge,
        Self::UnknownTrack,
        Self::UnknownSong,
        Self::UnknownArtist,
        Self::NoMap,
        Self::UnknownRoute,
        Self::MethodNotAllowed,
        Self::HostNotAllowed,
        Self::TooManyRequests,
        Self::Overloaded,
        Self::TimedOut,
        Self::NotReady,
        Self::Internal,
    ];

    /// The kind with this name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.facts().name == name)
    }

    #[expect(clippy::too_many_lines, reason = "a table of texts")]
    pub(crate) const fn facts(self) -> Facts {
        let (name, status, title, advice) = match self {
            Self::InvalidParameter => (
                "invalid-parameter",
                StatusCode::BAD_REQUEST,
                "Invalid parameter",
                "A parameter of the path or the query string is missing, unknown, repeated or has an \
                 invalid value. The field parameter names it and the field detail says what is \
                 allowed. Change the request; repeating it does not help.",
            ),
            Self::InvalidBody => (
                "invalid-body",
                StatusCode::BAD_REQUEST,
                "Invalid request body",
                "The body is not a JSON object, or has nothing to compare songs by. Send one song with \
                 an id, genres or audio features.",
            ),
            Self::BodyTooLarge => (
                "body-too-large",
                StatusCode::PAYLOAD_TOO_LARGE,
                "Request body too large",
                "The body is larger than the limit in the field detail. Omit what is not needed, such as \
                 lyrics.",
            ),
            Self::UnknownTrack => (
                "unknown-track",
                StatusCode::NOT_FOUND,
                "Unknown track",
                "The catalogue has no track with this id. Search for its title to find the right one; \
                 ids may change when the server gets another catalogue.",
            ),
            Self::UnknownSong => (
                "unknown-song",
                StatusCode::NOT_FOUND,
                "Unknown song",
                "The map has no song with this number. Numbers start at 0 and belong to one build of \
                 the models; /api/v1/map has the number of songs.",
            ),
            Self::UnknownArtist => (
                "unknown-artist",
                StatusCode::NOT_FOUND,
                "Unknown artist",
                "The catalogue has no artist with this id. Search for the name to find the right one.",
            ),
            Self::NoMap => (
                "no-map",
                StatusCode::NOT_FOUND,
                "No map",
                "The server's models have no map: they were built by an earlier version, or with the \
                 preset spotifinder. The operator can add one with the pipeline.",
            ),
            Self::UnknownRoute => (
                "unknown-route",
                StatusCode::NOT_FOUND,
                "Unknown route",
                "The API has no such path. The documentation lists those it has.",
            ),
            Self::MethodNotAllowed => (
                "method-not-allowed",
                StatusCode::METHOD_NOT_ALLOWED,
                "Method not allowed",
                "The path exists but does not support this method. The header Allow lists those it \
                 supports.",
            ),
            Self::HostNotAllowed => (
                "host-not-allowed",
                StatusCode::FORBIDDEN,
                "Host not allowed",
                "The header Host or Origin names a host that is not allowed here, so that no web page can \
                 reach the server by DNS rebinding. Use localhost, or let the operator add the host to \
                 --mcp-hosts, or the page's origin to --cors-origins.",
            ),
            Self::TooManyRequests => (
                "too-many-requests",
                StatusCode::TOO_MANY_REQUESTS,
                "Too many requests",
                "The client is over its rate limit. Wait for the number of seconds in the header \
                 Retry-After. RateLimit-Policy has the limit, RateLimit what is left of it.",
            ),
            Self::Overloaded => (
                "overloaded",
                StatusCode::SERVICE_UNAVAILABLE,
                "Overloaded",
                "The server has as many requests as it can handle. Wait for the number of seconds in \
                 the header Retry-After, and longer each time.",
            ),
            Self::TimedOut => (
                "timed-out",
                StatusCode::SERVICE_UNAVAILABLE,
                "Timed out",
                "The request took longer than the server allows: its body arrived too slowly, or the \
                 server was too busy. Wait for the number of seconds in the header Retry-After and \
                 try again.",
            ),
            Self::NotReady => (
                "not-ready",
                StatusCode::SERVICE_UNAVAILABLE,
                "Not ready",
                "The server is stopping, or its models do not answer. Use another replica.",
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
    pub(crate) fn has_retry_after(self) -> bool {
        matches!(self, Self::TooManyRequests | Self::Overloaded | Self::TimedOut)
    }

    /// The URI of the kind, where its description is served.
    pub(crate) fn uri(self) -> String {
        format!("/problems/{}", self.facts().name)
    }
}

impl Problem {
    /// A parameter of the path or the query string is missing or invalid.
    pub(crate) fn parameter(name: impl Into<Cow<'static, str>>, detail: impl Display) -> Self {
        Self::new(Kind::InvalidParameter, detail).about(name)
    }

    /// Not all audio features of a track are known.
    pub(crate) fn unknown_features(id: &TrackId) -> Self {
        let detail =
            format!("some audio features of {id} are unknown; /api/v1/tracks has the others");
        Self::new(Kind::UnknownTrack, detail).about("id")
    }

    /// What is wrong and what to do, in one line that names the parameter.
    pub(crate) fn message(&self) -> String {
        match &self.parameter {
            Some(parameter) => format!("{parameter}: {}", self.detail),
            None => self.detail.clone(),
        }
    }

    /// The arguments of a tool as a whole are invalid.
    pub(crate) fn arguments(detail: impl Display) -> Self {
        Self::new(Kind::InvalidParameter, detail)
    }

    /// The query string as a whole is invalid.
    pub(crate) fn query_string(detail: impl Display) -> Self {
        Self::new(Kind::InvalidParameter, detail)
    }

    /// The body is invalid.
    pub(crate) fn body(detail: impl Display) -> Self {
        Self::new(Kind::InvalidBody, detail).about("body")
    }

    /// The body is larger than the limit in bytes.
    pub(crate) fn body_too_large(limit: usize) -> Self {
        let detail = format!("send at most {limit} bytes: leave out what is not needed");
        Self::new(Kind::BodyTooLarge, detail).about("body")
    }

    /// The map has no song with this number.
    pub(crate) fn unknown_song(number: u32) -> Self {
        let detail = format!("the map has no song {number}: /api/v1/map has the number of songs");
        Self::new(Kind::UnknownSong, detail).about("number")
    }

    /// The API has no such route.
    pub(crate) fn unknown_route(path: &str) -> Self {
        let detail = format!("there is no {path}: see /docs for the routes of the API");
        Self::new(Kind::UnknownRoute, detail)
    }

    /// The route does not support the method.
    pub(crate) fn method_not_allowed(method: &str, path: &str) -> Self {
        let detail =
            format!("{path} does not support {method}: the Allow header lists what it supports");
        Self::new(Kind::MethodNotAllowed, detail)
    }

    /// The request came by a host, or from a page, that is not allowed.
    pub(crate) fn host_not_allowed() -> Self {
        let detail = "this host or origin is not allowed: the operator can add it to --mcp-hosts or \
                      --cors-origins";
        Self::new(Kind::HostNotAllowed, detail)
    }

    /// The client is over its rate limit and has to wait this long, rounded up to seconds.
    pub(crate) fn too_many_requests(per_minute: u32, wait: Duration) -> Self {
        let seconds = (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1);
        let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
        let detail = format!("at most {per_minute} requests a minute: wait {seconds} s");
        Self::new(Kind::TooManyRequests, detail).retry_after(seconds)
    }

    /// Too many requests are in progress.
    pub(crate) fn overloaded() -> Self {
        let detail = "the server has as many requests as it can handle: wait 1 s";
        Self::new(Kind::Overloaded, detail).retry_after(1)
    }

    /// The request took longer than this many seconds.
    pub(crate) fn timed_out(seconds: u64) -> Self {
        let detail = format!("no answer within {seconds} s: wait 1 s and try again");
        Self::new(Kind::TimedOut, detail).retry_after(1)
    }

    /// The server cannot answer requests at the moment.
    pub(crate) fn not_ready(detail: &str) -> Self {
        Self::new(Kind::NotReady, detail)
    }

    /// A server-side failure. The cause goes to the log, not to the client.
    pub(crate) fn internal(error: &dyn Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::new(Kind::Internal, "the server failed; try again later")
    }

    fn new(kind: Kind, detail: impl Display) -> Self {
        Self { kind, detail: detail.to_string(), parameter: None, retry_after: None }
    }

    fn retry_after(self, seconds: u32) -> Self {
        Self { retry_after: Some(seconds), ..self }
    }

    /// The same problem, blamed on this parameter.
    pub(crate) fn about(self, parameter: impl Into<Cow<'static, str>>) -> Self {
        Self { parameter: Some(parameter.into()), ..self }
    }
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::UnknownTrack(_) => Self::new(Kind::UnknownTrack, error).about("id"),
            EngineError::UnknownArtist(_) => Self::new(Kind::UnknownArtist, error).about("id"),
            EngineError::UnknownGenre(_) => Self::parameter("genre or seed_genres", error),
            EngineError::NoTuning => Self::query_string(error),
            EngineError::NoMap => Self::new(Kind::NoMap, error),
            EngineError::Index(error) => {
                tracing::error!(%error, "a request failed");
                Self::not_ready("the index of the embeddings does not answer; try again later")
            }
            error => Self::internal(&error),
        }
    }
}

/// An error (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemDetails<'a> {
    /// URI of the kind of problem, where it is described.
    r#type: &'a str,
    /// Name of the kind of problem.
    title: &'a str,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request, and what to do.
    detail: &'a str,
    /// The invalid parameter, if any.
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
        response.extensions_mut().insert(self.kind);
        let content_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, content_type);
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        // For middleware that writes it in another form.
        response.extensions_mut().insert(self);
        response
    }
}

/// The start of a text in quotation marks, so that an error does not repeat all that was sent.
pub(crate) fn shown(text: &str) -> String {
    format!("{:?}", text.chars().take(40).collect::<String>())
}
