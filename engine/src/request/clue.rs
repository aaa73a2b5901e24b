//! What a request says.

use crate::id::{GenreId, SongId};
use catalog::AudioFeature;
use std::ops::{Range, RangeInclusive};

/// A request, as far as it is understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// The clues, in the order of the text.
    pub clues: Vec<Clue>,
    /// The bytes of the words that no clue has and that are more than grammar.
    pub not_understood: Vec<Range<usize>>,
}

/// Something that a text says of a song.
#[derive(Clone, Debug, PartialEq)]
pub struct Clue {
    /// The bytes of the text that say it.
    pub span: Range<usize>,
    /// How surely it is meant, 0 to 1.
    pub strength: f32,
    /// What it says.
    pub kind: ClueKind,
}

/// What a clue says.
#[derive(Clone, Debug, PartialEq)]
pub enum ClueKind {
    /// Remembered words: a line of the lyrics, or a title.
    Line,
    /// An artist or a song.
    Name {
        /// Which.
        named: Named,
        /// What it has to do with the song that is meant.
        role: Role,
    },
    /// When it came out.
    Years(RangeInclusive<u16>),
    /// A genre of the catalogue.
    Genre(GenreId),
    /// The language of the lyrics, an ISO 639 code.
    Language(&'static str),
    /// A high or low value of an audio feature.
    Sound {
        /// Of which feature.
        feature: AudioFeature,
        /// Whether it is high.
        high: bool,
    },
    /// A higher or lower value than that of the songs it is like.
    Shift {
        /// Of which feature.
        feature: AudioFeature,
        /// Whether it is higher.
        high: bool,
    },
    /// Whether it is newer or older than the songs it is like.
    Newer(bool),
    /// Whether it is better or less known than the songs it is like.
    BetterKnown(bool),
    /// Whether it is well known.
    Popular(bool),
    /// Whether it is long.
    Long(bool),
}

/// An artist or song of the catalogue, given by its songs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// An artist, with the artist's songs.
    Artist(Vec<SongId>),
    /// A title, with the songs of that title.
    Title(Vec<SongId>),
    /// A title with its artist.
    Song(Vec<SongId>),
}

/// What a name has to do with the song that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is in the text.
    Mentioned,
    /// The song is by this artist.
    By,
    /// The song is like it.
    Like,
    /// The song is not this.
    Not,
}

impl Request {
    /// The longest request, in characters; what follows is not read.
    pub const MAX_CHARS: usize = 2000;
}
