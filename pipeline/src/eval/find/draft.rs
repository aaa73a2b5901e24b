use super::ambiguity::LastWord;
use engine::VersionKind;

/// A hint of which it is not yet known whether it is ambiguous.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    /// What is typed.
    pub typed: String,
    /// What it says of the song.
    pub claim: Claim,
    /// The kind of version that is asked for.
    pub version: Option<VersionKind>,
}

/// What a hint says of the song that is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// Its whole title, and these artists, if any, with so many typing errors.
    Whole { artists: Vec<String>, errors: usize },
    /// Some of its words.
    Part(LastWord),
    /// Only an artist, whose normalised name this is.
    Artist(String),
}

impl Draft {
    /// A hint for any version of a song.
    pub(super) fn new(typed: String, claim: Claim) -> Self {
        Self { typed, claim, version: None }
    }

    /// A hint with the whole title and no typing errors.
    pub(super) fn whole(typed: String, artists: Vec<String>) -> Self {
        Self::new(typed, Claim::Whole { artists, errors: 0 })
    }

    /// A hint with some words of the song.
    pub(super) fn part(typed: String) -> Self {
        Self::new(typed, Claim::Part(LastWord::Whole))
    }
}
