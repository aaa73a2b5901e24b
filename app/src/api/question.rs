use crate::url::{Destination, Tuning};

/// A question for the songs similar to a track, or for those that the tuning wishes for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SimilarTo {
    /// The id of the track, which may be invalid.
    pub(crate) track: Option<String>,
    pub(crate) tuning: Tuning,
}

/// A question for a path between two songs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathTo {
    /// The id of the first track, which may be invalid.
    pub(crate) from: String,
    pub(crate) to: Destination,
}
