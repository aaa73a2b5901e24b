//! Recommendations with their reasons in one English sentence.

use catalog::{Facet, Reason, Recommendation, SongEntry};
use serde::Serialize;
use utoipa::ToSchema;

/// A recommended song, and why it is recommended.
#[derive(Serialize, ToSchema)]
#[schema(as = Recommendation)]
pub(crate) struct Explained {
    /// The song.
    pub(crate) track: SongEntry,
    /// How similar it is, 0 to 1: the sum of the reasons' parts.
    pub(crate) score: f32,
    /// The parts of the score, the largest first.
    reasons: Vec<Reason>,
    /// The reasons in one sentence; empty without reasons.
    pub(crate) why: String,
}

/// Explains songs; the facets in `aimed`, which the request asked to change, come first in each sentence.
pub(crate) fn explained(found: Vec<Recommendation>, aimed: &[Facet]) -> Vec<Explained> {
    let explain = |Recommendation { track, score, reasons }| {
        let why = app::why_in_english(&reasons, aimed).unwrap_or_default();
        Explained { track, score, reasons, why }
    };
    found.into_iter().map(explain).collect()
}
