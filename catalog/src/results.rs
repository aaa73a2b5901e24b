use crate::{Query, SongEntry};
use serde::{Deserialize, Serialize};

/// A track that was found or recommended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The track.
    pub track: SongEntry,
    /// How well it fits, 0 to 1; comparable only within one answer.
    pub score: f32,
}

/// What was found for a hint, best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchResults {
    /// The hint that was searched for.
    pub query: Query,
    /// Place of the likeliest song in `results`; none if nothing fits well enough.
    pub best: Option<u32>,
    /// The matches.
    pub results: Vec<Match>,
}

/// Songs that sound like a track, best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SimilarSongs {
    /// The track that was asked about.
    pub track: SongEntry,
    /// Other songs.
    pub results: Vec<Match>,
}
