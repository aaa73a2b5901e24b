//! How sure the first of a ranking is, learned for a catalogue.

use catalog::Confidence;
use serde::{Deserialize, Serialize};

/// The chance that the first song of a ranking is the one that was meant: a logistic regression over
/// its [`Evidence`] (Platt, 1999), and from which chance on an answer is sure, and likely.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConfidenceModel {
    /// The log odds without any evidence.
    pub bias: f32,
    /// What each number of [`Evidence::numbers`] adds to the log odds; never negative.
    pub weights: [f32; 3],
    /// The least chance of a sure answer.
    pub sure: f32,
    /// The least chance of a likely answer.
    pub likely: f32,
}

/// What a ranking says of its first song.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// The share of the query that it explains.
    pub explained: f32,
    /// Its score.
    pub score: f32,
    /// By how much its score leads the second's.
    pub lead: f32,
}

/// A lead that says no more when it grows.
const FULL_LEAD: f32 = 0.2;

impl Evidence {
    /// The evidence as numbers from 0 to 1: share explained, score, lead.
    pub fn numbers(self) -> [f32; 3] {
        let lead = self.lead / FULL_LEAD;
        [self.explained, self.score, lead].map(|number| number.clamp(0.0, 1.0))
    }
}

impl ConfidenceModel {
    /// The chance that the song is right, 0 to 1.
    pub fn chance(&self, evidence: Evidence) -> f32 {
        let parts =
            self.weights.iter().zip(evidence.numbers()).map(|(weight, value)| weight * value);
        let odds = self.bias + parts.sum::<f32>();
        1.0 / (1.0 + (-odds).exp())
    }

    /// The confidence in the song.
    pub fn confidence(&self, evidence: Evidence) -> Confidence {
        match self.chance(evidence) {
            chance if chance >= self.sure => Confidence::Sure,
            chance if chance >= self.likely => Confidence::Likely,
            _ => Confidence::Guess,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_evidence_is_more_confidence() {
        let model =
            ConfidenceModel { bias: -4.0, weights: [4.0, 2.0, 4.0], sure: 0.95, likely: 0.8 };
        let check = |explained, score, lead, expected| {
            let evidence = Evidence { explained, score, lead };
            assert_eq!(model.confidence(evidence), expected, "{}", model.chance(evidence));
        };
        check(1.0, 0.95, 0.3, Confidence::Sure);
        check(0.9, 0.9, 0.05, Confidence::Likely);
        check(0.6, 0.5, 0.0, Confidence::Guess);
    }
}
