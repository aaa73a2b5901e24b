use crate::url::InvalidRequest;
use leptos::server_fn::Bytes;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why the page got no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub(crate) enum ApiError {
    #[error("no track has this id")]
    UnknownTrack,
    #[error(transparent)]
    InvalidRequest(InvalidRequest),
    #[error("these models cannot tune their recommendations")]
    NoTuning,
    #[error("these models have no map")]
    NoMap,
    #[error("{0}")]
    InvalidList(String),
    #[error("no song matches {0:?}")]
    NoDestination(String),
    #[error("the server failed")]
    Internal,
    /// The server refuses requests for a while: it is overloaded, or this client has sent too many.
    #[error("the server is busy")]
    Busy,
    /// The server does not know the question: it has been updated since the page was loaded.
    #[error("the page is outdated")]
    Outdated,
    /// No answer from the server, or one from something in between.
    #[error("the server cannot be reached")]
    Unreachable,
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_)
            | ServerFnErrorErr::Response(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Unreachable,
            _ => Self::Internal,
        }
    }

    // Before a question reaches the page's code, the server answers with problem details (RFC 9457).
    fn de(body: Bytes) -> Self {
        let own = serde_json::from_slice(&body).ok();
        own.or_else(|| serde_json::from_slice(&body).ok().as_ref().map(Self::from_problem))
            .unwrap_or(Self::Unreachable)
    }
}

/// The member of problem details that matters here.
#[derive(Deserialize)]
struct Problem {
    status: u16,
}

impl ApiError {
    fn from_problem(problem: &Problem) -> Self {
        match problem.status {
            429 | 503 => Self::Busy,
            404 | 405 => Self::Outdated,
            _ => Self::Internal,
        }
    }

    /// Whether the same question may be answered later.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Internal | Self::Busy | Self::Unreachable)
    }

    /// Whether the page repeats the question by itself.
    pub(super) fn is_retried(&self) -> bool {
        matches!(self, Self::Busy | Self::Unreachable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_the_server() {
        let check = |body: &'static str, expected: ApiError| {
            assert_eq!(ApiError::de(Bytes::from_static(body.as_bytes())), expected, "{body}");
        };
        check("\"UnknownTrack\"", ApiError::UnknownTrack);
        check(r#"{"type": "/problems/too-many-requests", "status": 429}"#, ApiError::Busy);
        check(r#"{"type": "/problems/overloaded", "status": 503}"#, ApiError::Busy);
        check(r#"{"type": "/problems/unknown-route", "status": 404}"#, ApiError::Outdated);
        check(r#"{"type": "/problems/internal", "status": 500}"#, ApiError::Internal);
        check("<html>Bad gateway</html>", ApiError::Unreachable);
    }
}
