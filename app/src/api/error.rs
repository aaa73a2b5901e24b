use catalog::InvalidRequest;
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
}
