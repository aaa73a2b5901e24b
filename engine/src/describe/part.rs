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
    /// Other words of the text that are in the lyrics.
    LyricsWords,
    /// Runs of other words that are in the lyrics.
    Passages,
    /// Runs of other words that are rare in lyrics, however common each word.
    Phrases,
    /// How much of each remembered line the lyrics have by sound.
    HeardLines,
    /// Words of the title.
    TitleWords,
    /// Remembered words of the title.
    QuotedTitleWords,
    /// The title among the remembered words.
    QuotedTitle,
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
    /// Lyrics that have none of the remembered words.
    OtherLyrics,
}

/// The values of all parts, by part; before weighting.
pub type PartValues = [f32; Part::COUNT];

/// The weights, by part. They started from those that `pipeline eval describe` learns from all descriptions of
/// `ToT_Music`'s training split and were then changed by hand for more first places on the same descriptions.
const WEIGHTS: PartValues = [
    0.60, // line words
    1.70, // lines
    1.30, // whole lines
    0.10, // lyrics words
    1.00, // passages
    0.30, // phrases
    2.00, // lines by sound
    6.50, // title words
    6.00, // quoted title words
    0.30, // quoted title
    0.30, // title
    1.20, // artist
    3.20, // likeness
    1.20, // genre
    1.10, // years
    0.40, // sound
    0.40, // shift
    0.50, // language
    0.30, // fame
    0.30, // length
    0.60, // popularity
    0.35, // versions
    0.10, // known lyrics
    0.0,  // other lyrics
];

impl Part {
    /// Every part, in the order of [`PartValues`].
    pub const ALL: [Self; 24] = [
        Self::LineWords,
        Self::Lines,
        Self::WholeLines,
        Self::LyricsWords,
        Self::Passages,
        Self::Phrases,
        Self::HeardLines,
        Self::TitleWords,
        Self::QuotedTitleWords,
        Self::QuotedTitle,
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
        Self::OtherLyrics,
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
            Self::LyricsWords => "words of lyrics",
            Self::Passages => "passages",
            Self::Phrases => "phrases",
            Self::HeardLines => "lines by sound",
            Self::TitleWords => "words of title",
            Self::QuotedTitleWords => "quoted words of title",
            Self::QuotedTitle => "quoted title",
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
            Self::OtherLyrics => "other lyrics",
        })
    }
}
