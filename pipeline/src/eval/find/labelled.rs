use super::kind::HintKind;
use catalog::Query;

/// A hint and its right answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelledHint {
    /// The kind of noise.
    pub kind: HintKind,
    /// The text typed.
    pub hint: Query,
    /// Rows of the tracks that are right answers, ascending; none if it names no song.
    pub answers: Vec<u32>,
    /// The answers that are better than the others: the version asked for, or the best known song
    /// of an artist. Empty if all are equally good.
    pub preferred: Vec<u32>,
}
