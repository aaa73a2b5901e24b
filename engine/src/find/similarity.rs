//! How similar a typed token and a term are.

use super::params::{JOINED, OTHER_SPELLING, PREFIX, PREFIX_GAIN};
use crate::numeric::float;
use catalog::Likeness;

/// How similar a token and a term are, and in which way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Similarity {
    /// 0 to 1; 1 for the same word.
    pub value: f32,
    pub likeness: Likeness,
}

impl Similarity {
    pub(crate) const EXACT: Self = Self { value: 1.0, likeness: Likeness::Exact };
    pub(crate) const OTHER_SPELLING: Self =
        Self { value: OTHER_SPELLING, likeness: Likeness::OtherSpelling };
    pub(crate) const JOINED: Self = Self { value: JOINED, likeness: Likeness::Joined };

    /// The similarity of what was typed to a term that begins with it.
    pub(crate) fn of_prefix(typed: &str, term: &str) -> Option<Self> {
        let rest = term.strip_prefix(typed)?;
        if rest.is_empty() {
            return Some(Self::EXACT);
        }
        let share = float(typed.len()) / float(term.len());
        Some(Self { value: prefix_similarity(share), likeness: Likeness::Prefix })
    }

    pub(crate) fn is_exact(self) -> bool {
        self.likeness == Likeness::Exact
    }

    /// The greater of two, as far as there are any.
    pub(crate) fn greater(a: Option<Self>, b: Option<Self>) -> Option<Self> {
        a.into_iter().chain(b).max_by(|a, b| a.value.total_cmp(&b.value))
    }
}

/// The similarity of a term of which a share was typed.
pub(crate) fn prefix_similarity(share: f32) -> f32 {
    PREFIX + PREFIX_GAIN * share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_prefixes_are_more_similar() {
        let value = |typed| Similarity::of_prefix(typed, "bohemian").map(|found| found.value);
        assert!(value("boh") < value("bohemi"));
        assert_eq!(value("bohemian"), Some(1.0));
        assert_eq!(value("queen"), None);
    }
}
