//! What is read from a text in somebody's own words.

use serde::{Deserialize, Serialize};

/// What a text is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReadAs {
    /// It describes a song.
    Description,
    /// It asks for songs: "songs like … but calmer".
    Wish,
}

/// A part of a text and what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Understood {
    /// Index of its first character.
    pub start: u32,
    /// Index after its last character.
    pub end: u32,
    /// The part.
    pub text: String,
    /// How certain the reading is, 0 to 1.
    pub strength: f32,
    /// What it says.
    pub clue: Clue,
}

/// A range of a text, in characters (Unicode scalar values).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextSpan {
    /// Index of the first character.
    pub start: u32,
    /// Index after the last character.
    pub end: u32,
    /// The text in this range.
    pub text: String,
}

/// What a part of a text says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Clue {
    /// Remembered words of the lyrics or the title.
    #[cfg_attr(feature = "openapi", schema(title = "LineClue"))]
    Line,
    /// An artist, a title or both.
    #[cfg_attr(feature = "openapi", schema(title = "NameClue"))]
    Name {
        /// Which of them.
        named: NameKind,
        /// What it has to do with the song.
        role: NameRole,
    },
    /// When the song came out.
    #[cfg_attr(feature = "openapi", schema(title = "YearsClue"))]
    Years {
        /// The first year.
        from: u16,
        /// The last year.
        to: u16,
    },
    /// A genre of the catalogue.
    #[cfg_attr(feature = "openapi", schema(title = "GenreClue"))]
    Genre {
        /// Its name.
        genre: String,
    },
    /// The language of the song, an ISO 639 code.
    #[cfg_attr(feature = "openapi", schema(title = "LanguageClue"))]
    Language {
        /// The code.
        language: String,
    },
    /// A high or a low audio feature.
    #[cfg_attr(feature = "openapi", schema(title = "SoundClue"))]
    Sound {
        /// Which.
        feature: String,
        /// Whether it is high.
        high: bool,
    },
    /// A higher or lower audio feature, year or popularity than that of the songs it is like.
    #[cfg_attr(feature = "openapi", schema(title = "ShiftClue"))]
    Shift {
        /// Which of them.
        feature: String,
        /// Whether it is higher.
        high: bool,
    },
    /// Whether the song is well known.
    #[cfg_attr(feature = "openapi", schema(title = "PopularityClue"))]
    Popularity {
        /// Whether it is.
        high: bool,
    },
    /// Whether the song is long.
    #[cfg_attr(feature = "openapi", schema(title = "LengthClue"))]
    Length {
        /// Whether it is.
        high: bool,
    },
}

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// An artist.
    Artist,
    /// A title.
    Title,
    /// A title and its artist.
    Song,
}

/// What a name has to do with the song that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameRole {
    /// It is in the text.
    Mentioned,
    /// The song is by this artist.
    By,
    /// The song is like it.
    Like,
    /// The song is not this.
    Not,
}

/// A part of the score of a song for a description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScorePart {
    /// What matched, such as "lines" or "years".
    pub part: String,
    /// What it adds to the score.
    pub share: f32,
}
