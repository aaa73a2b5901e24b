use engine::VersionKind;

/// A hint before it was checked for ambiguity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    /// The text typed.
    pub typed: String,
    /// What it tells about the song.
    pub claim: Claim,
    /// The kind of version asked for.
    pub version: Option<VersionKind>,
}

/// What a hint tells about the song meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Claim {
    /// The whole title and these artists, if any, with a number of typing errors.
    Whole { artists: Vec<String>, errors: usize },
    /// Some words.
    Part(LastWord),
    /// Only an artist, by normalised name.
    Artist(String),
}

/// Whether the last word may be incomplete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastWord {
    /// It is complete.
    Whole,
    /// More of it may follow.
    Unfinished,
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
