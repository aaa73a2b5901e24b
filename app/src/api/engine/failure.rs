use crate::api::error::ApiError;
use crate::url::InvalidRequest;
use catalog::InvalidTrackId;
use engine::EngineError;

/// Why the engine gave no answer.
pub(super) enum Failure {
    InvalidId,
    InvalidRequest(InvalidRequest),
    NoDestination(String),
    Engine(EngineError),
}

impl From<InvalidTrackId> for Failure {
    fn from(_: InvalidTrackId) -> Self {
        Self::InvalidId
    }
}

impl From<InvalidRequest> for Failure {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(error)
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::InvalidId | Failure::Engine(EngineError::UnknownTrack(_)) => {
                ApiError::UnknownTrack
            }
            Failure::InvalidRequest(error) => ApiError::InvalidRequest(error),
            Failure::NoDestination(query) => ApiError::NoDestination(query),
            Failure::Engine(EngineError::NoTuning) => ApiError::NoTuning,
            Failure::Engine(EngineError::NoMap) => ApiError::NoMap,
            Failure::Engine(error @ EngineError::UnknownGenre(_)) => {
                let parameter = "genre".to_owned();
                ApiError::InvalidRequest(InvalidRequest { parameter, detail: error.to_string() })
            }
            Failure::Engine(error) => internal_error(&error),
        }
    }
}

/// Logs the error, which is none of the visitor's business.
pub(super) fn internal_error(error: &dyn std::fmt::Display) -> ApiError {
    tracing::error!(%error, "the engine could not answer");
    ApiError::Internal
}

/// The HTTP status of an error.
pub(crate) fn status(error: &ApiError) -> http::StatusCode {
    match error {
        ApiError::UnknownTrack | ApiError::NoMap | ApiError::NoDestination(_) => {
            http::StatusCode::NOT_FOUND
        }
        ApiError::InvalidRequest(_) | ApiError::InvalidList(_) | ApiError::NoTuning => {
            http::StatusCode::BAD_REQUEST
        }
        _ => http::StatusCode::INTERNAL_SERVER_ERROR,
    }
}
