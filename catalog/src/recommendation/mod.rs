//! What is asked and answered about songs that go together.

mod facet;
mod filter;
mod phrase;
mod reason;
mod request;

pub use facet::{Facet, FacetGroup, FacetWeights};
pub use filter::{Bounds, Filter, FilterEffect};
pub use phrase::{Character, Phrase, Quality, phrases, sentence};
pub use reason::{FacetValue, Reason};
pub use request::{InvalidRequest, Line, RecommendationRequest, Seed, Shift, Target};

use crate::SongEntry;
use serde::{Deserialize, Serialize};

/// A song that goes with others, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Recommendation {
    /// The song.
    pub track: SongEntry,
    /// How well it fits, 0 to 1: the sum of the reasons' parts.
    pub score: f32,
    /// What the score is made of, the largest part first.
    pub reasons: Vec<Reason>,
    /// The reasons in one sentence.
    pub why: String,
}

/// Songs that go with others, and what was left out on the way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendations {
    /// The songs, in the order asked for: best first unless told otherwise.
    pub results: Vec<Recommendation>,
    /// How many songs of the catalogue each filter alone removes.
    pub filters: Vec<FilterEffect>,
}
