//! The parts of the score and their weights.

use std::fmt;

/// A part of the score of a song for a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Remembered words that are in the lyrics.
    LineWords,
    /// Runs of remembered words that are in the lyrics.
    Lines,
    /// How much of each remembered line is in the lyrics in one piece.
    WholeLines,
    /// Runs of other words that are rare in lyrics.
    Phrases,
    /// How much of each remembered line the lyrics have by sound.
    HeardLines,
    /// Words of the title.
    TitleWords,
    /// Remembered words of the title.
    QuotedTitleWords,
    /// The title anywhere.
    Title,
    /// The artist.
    Artist,
    /// The genres of the artists and songs that it is like.
    Likeness,
    /// Genres.
    Genre,
    /// When it came out.
    Years,
    /// How it sounds.
    Sound,
    /// How it sounds beside the songs that it is like.
    Shift,
    /// The language of its title.
    Language,
    /// Whether it is as well known as the text says.
    Fame,
    /// Whether it is as long as the text says.
    Length,
    /// Its popularity.
    Popularity,
    /// How many versions there are.
    Versions,
    /// Whether its lyrics are known, as those of well-known songs are.
    KnownLyrics,
}

/// The values of all parts, by part; before weighting.
pub type PartValues = [f32; Part::COUNT];

/// The weights, by part: those that `pipeline eval describe` learns from the descriptions of `ToT_Music`'s
/// training split, but for shift, language and length, which too few of them name, and lines by sound, of
/// which too few are misheard.
const WEIGHTS: PartValues = [
    0.4,  // words of lines
    0.75, // lines
    1.0,  // whole lines
    1.0,  // phrases
    0.6,  // lines by sound
    7.0,  // words of title
    7.0,  // quoted words of title
    0.2,  // title
    1.75, // artist
    2.4,  // likeness
    1.25, // genre
    1.25, // years
    0.4,  // sound
    0.4,  // shift
    1.0,  // language
    0.5,  // fame
    0.4,  // length
    0.3,  // popularity
    0.35, // versions
    0.1,  // known lyrics
];

impl Part {
    /// Every part, in the order of [`PartValues`].
    pub const ALL: [Self; 20] = [
        Self::LineWords,
        Self::Lines,
        Self::WholeLines,
        Self::Phrases,
        Self::HeardLines,
        Self::TitleWords,
        Self::QuotedTitleWords,
        Self::Title,
        Self::Artist,
        Self::Likeness,
        Self::Genre,
        Self::Years,
        Self::Sound,
        Self::Shift,
        Self::Language,
        Self::Fame,
        Self::Length,
        Self::Popularity,
        Self::Versions,
        Self::KnownLyrics,
    ];

    /// Number of parts.
    pub const COUNT: usize = Self::ALL.len();

    /// The weight of the part.
    pub fn weight(self) -> f32 {
        WEIGHTS[self as usize]
    }

    /// What the part adds to the score of a song with these values.
    pub fn share(self, values: &PartValues) -> f32 {
        self.weight() * values[self as usize]
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::LineWords => "words of lines",
            Self::Lines => "lines",
            Self::WholeLines => "whole lines",
            Self::Phrases => "phrases",
            Self::HeardLines => "lines by sound",
            Self::TitleWords => "words of title",
            Self::QuotedTitleWords => "quoted words of title",
            Self::Title => "title",
            Self::Artist => "artist",
            Self::Likeness => "likeness",
            Self::Genre => "genre",
            Self::Years => "years",
            Self::Sound => "sound",
            Self::Shift => "shift",
            Self::Language => "language",
            Self::Fame => "fame",
            Self::Length => "length",
            Self::Popularity => "popularity",
            Self::Versions => "versions",
            Self::KnownLyrics => "known lyrics",
        })
    }
}
