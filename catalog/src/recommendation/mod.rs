//! What recommending is asked, and what it answers.

mod facet;
mod filter;
mod parameters;
mod reason;
mod request;

pub use facet::{Facet, FacetGroup, FacetWeights};
pub use filter::{Bounds, Filter, FilterEffect};
pub use reason::{FacetValue, Reason};
pub use request::{RecommendationRequest, Seed, Shift, SortOrder, Target};

use crate::SongEntry;
use serde::{Deserialize, Serialize};

/// A recommended song, and why it is recommended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The song.
    pub track: SongEntry,
    /// How similar it is, 0 to 1: the sum of the reasons' parts.
    pub score: f32,
    /// The parts of the score, the largest first.
    pub reasons: Vec<Reason>,
}

/// Recommended songs, and what the filters removed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendations {
    /// The songs in the requested order; best first by default.
    pub results: Vec<Recommendation>,
    /// How many songs of the catalogue each filter removes on its own.
    pub filters: Vec<FilterEffect>,
}
