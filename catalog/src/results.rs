use crate::{FilterEffect, Query, Recommendation, ReleaseDate, SongEntry, TrackId};
use serde::{Deserialize, Serialize};

/// A track with a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The track.
    pub track: SongEntry,
    /// How well it fits, 0 to 1; comparable only within one answer.
    pub score: f32,
}

/// What was found for a hint, best first: each song once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResults {
    /// The hint that was searched for.
    pub query: Query,
    /// Place of the likeliest song in `results`; none if nothing fits well enough.
    pub best: Option<u32>,
    /// The songs.
    pub results: Vec<FoundSong>,
    /// Words of the hint that the likeliest song does not answer to.
    pub dropped: Vec<String>,
}

/// A song that a hint may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundSong {
    /// The track that stands for the song, or the version that the hint asks for.
    pub track: SongEntry,
    /// How well it fits, 0 to 1; comparable only within one answer.
    pub score: f32,
    /// How likely it is that this song is meant.
    pub confidence: Confidence,
    /// What was compared with the hint.
    pub found_by: FoundBy,
    /// Which words of the hint were taken for which words of the song, in the order they were typed.
    pub words: Vec<WordMatch>,
    /// The parts of the title that were typed.
    pub title_marks: Vec<Mark>,
    /// The parts of each artist's name that were typed.
    pub artist_marks: Vec<Vec<Mark>>,
    /// How many versions of the song the catalogue has, this one among them.
    pub version_count: u32,
    /// The other versions, at most twelve of them, the best known first.
    pub versions: Vec<SongVersion>,
    /// The words of the lyrics that were typed, if the song was found by them.
    pub lyrics: Option<String>,
}

impl FoundSong {
    /// Versions that are listed, at most.
    pub const MAX_VERSIONS: usize = 12;
}

/// How likely it is that a song is the one that was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It has something in common with the hint.
    Guess,
    /// More likely than not.
    Likely,
    /// Right in at least 99 of 100 cases.
    Sure,
}

/// What of a song was compared with a hint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FoundBy {
    /// The title, perhaps with the artist.
    Title,
    /// The artist alone.
    Artist,
    /// A line of the lyrics.
    Lyrics,
}

/// A word of a hint and the word of a song that it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WordMatch {
    /// As it was typed, normalised; two words if they are one together.
    pub typed: String,
    /// As it stands in the song, normalised; two words if they were typed as one.
    pub word: String,
    /// Where it stands.
    pub field: MatchedField,
    /// How the two are alike.
    pub how: Likeness,
}

/// Where a word stands in a song.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchedField {
    /// In the title.
    Title,
    /// In the name of an artist.
    Artist,
    /// In what tells versions apart: "live", "remix".
    Version,
}

/// How a typed word and a word of a song are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same word.
    Exact,
    /// The word begins with what was typed.
    Prefix,
    /// Another way to write it: "2" for "two".
    OtherSpelling,
    /// Few letters differ.
    Typo,
    /// It sounds alike.
    Sound,
    /// Two words written as one, or one as two.
    Joined,
}

/// A part of a text, in characters (Unicode scalar values): from `start` to before `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mark {
    /// The first character.
    pub start: u32,
    /// The character after the last.
    pub end: u32,
}

/// A version of a song.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SongVersion {
    /// Identifies the track.
    pub id: TrackId,
    /// Its title.
    pub name: String,
    /// When it came out.
    pub release_date: Option<ReleaseDate>,
    /// How it differs from the first recording, in a word or two: "live", "remaster".
    pub kind: String,
}

/// A genre of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GenreCount {
    /// Its name.
    pub name: String,
    /// How many tracks have it.
    pub tracks: u32,
}

/// Tracks, and the ids that no track has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tracks {
    /// The tracks that there are, in the order asked for, each once.
    pub tracks: Vec<SongEntry>,
    /// The ids that no track has.
    pub missing: Vec<TrackId>,
}

/// Songs that go with a track, and perhaps with others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SimilarSongs {
    /// The track that was asked about.
    pub track: SongEntry,
    /// Its other versions, the best known first.
    pub versions: Vec<SongVersion>,
    /// The other tracks that are wanted more of.
    pub like: Vec<SongEntry>,
    /// The tracks that are wanted less of.
    pub unlike: Vec<SongEntry>,
    /// Other songs, and why, in the order asked for.
    pub results: Vec<Recommendation>,
    /// How many songs of the catalogue each filter alone removes.
    pub filters: Vec<FilterEffect>,
}

/// A path from one track to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SongPath {
    /// Where it begins.
    pub from: SongEntry,
    /// Where it ends.
    pub to: SongEntry,
    /// Other tracks that may have been meant as its end, the likeliest first.
    pub others: Vec<SongEntry>,
    /// The songs between, in their order; the reasons of each compare it with the one before.
    pub results: Vec<Recommendation>,
}
