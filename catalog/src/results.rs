use crate::{
    Artist, FilterEffect, Query, ReadAs, Recommendation, ReleaseDate, ScorePart, SongEntry,
    TextSpan, TrackId, Understood,
};
use serde::{Deserialize, Serialize};

/// A track with a score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The track.
    pub track: SongEntry,
    /// How well it matches, 0 to 1; comparable only within one answer.
    pub score: f32,
}

/// The answer to a query: songs, best match first, each once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchResults {
    /// The query.
    pub query: Query,
    /// Index in `results` of the likeliest song; `None` if nothing matches well enough.
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub best: Option<u32>,
    /// The songs.
    pub results: Vec<FoundSong>,
    /// Words of the query that the likeliest song does not match.
    pub dropped: Vec<String>,
    /// What the query is taken for, if that is more than a title, an artist or a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_as: Option<ReadAs>,
    /// What is understood of a description or a wish, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub understood: Vec<Understood>,
    /// The words of a description or a wish that are not understood.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_understood: Vec<TextSpan>,
    /// The parameters of recommendations for what is understood, as a query string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wish: Option<String>,
}

impl SearchResults {
    /// No songs for a query.
    pub const fn none(query: Query) -> Self {
        Self {
            query,
            best: None,
            results: Vec::new(),
            dropped: Vec::new(),
            read_as: None,
            understood: Vec::new(),
            not_understood: Vec::new(),
            wish: None,
        }
    }
}

/// A song that matches a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundSong {
    /// The track that represents the song, or the version that the query asks for.
    pub track: SongEntry,
    /// How well it matches, 0 to 1; comparable only within one answer.
    pub score: f32,
    /// How certain the match is.
    pub confidence: Confidence,
    /// What the query matched.
    pub found_by: FoundBy,
    /// Which words of the query matched which words of the song, in typing order.
    pub words: Vec<WordMatch>,
    /// The parts of the title that match the query.
    pub title_marks: Vec<Mark>,
    /// The parts of each artist's name that match the query.
    pub artist_marks: Vec<Vec<Mark>>,
    /// How many versions of the song the catalogue has, including this one.
    pub version_count: u32,
    /// Up to twelve other versions, the best known first.
    pub versions: Vec<SongVersion>,
    /// The words of the lyrics that match, if the song was found by its lyrics.
    pub lyrics: Option<String>,
    /// The parts of its score for a description, the largest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ScorePart>,
}

impl FoundSong {
    /// Most versions that are listed.
    pub const MAX_VERSIONS: usize = 12;
}

/// How certain it is that a song is the one that was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// It has something in common with the query.
    Guess,
    /// More likely than not.
    Likely,
    /// Right in at least 99 of 100 cases.
    Sure,
}

/// What of a song a query matched.
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
    /// What a description says of the song.
    Description,
}

/// A word of a query and the word of a song that it matched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WordMatch {
    /// The typed word, normalised; two words where the song has them as one.
    pub typed: String,
    /// The song's word, normalised; two words where they were typed as one.
    pub word: String,
    /// Where the song has it.
    pub field: MatchedField,
    /// How the two match.
    pub how: Likeness,
}

/// Where a song has a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MatchedField {
    /// In the title.
    Title,
    /// In the name of an artist.
    Artist,
    /// In the name of the version: "live", "remix".
    Version,
}

/// How a typed word and a word of a song match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The same word.
    Exact,
    /// The song's word begins with the typed one.
    Prefix,
    /// Another spelling: "2" for "two".
    OtherSpelling,
    /// A few letters differ.
    Typo,
    /// They sound alike.
    Sound,
    /// Two words typed as one, or one as two.
    Joined,
}

/// A range of a text, in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mark {
    /// Index of the first character.
    pub start: u32,
    /// Index after the last character.
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
    /// The kind of version, in a word or two: "live", "remaster".
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

/// Tracks, and the ids that are not in the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tracks {
    /// The tracks found, in the requested order, each once.
    pub tracks: Vec<SongEntry>,
    /// The ids without a track.
    pub missing: Vec<TrackId>,
}

/// Songs similar to a track, and perhaps to others, or songs that are wished for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SimilarSongs {
    /// The track; none for a wish.
    pub track: Option<SongEntry>,
    /// Its other versions, the best known first.
    pub versions: Vec<SongVersion>,
    /// Other tracks to be like.
    pub like: Vec<SongEntry>,
    /// The artists that the request names.
    pub artists: Vec<Artist>,
    /// Tracks to be unlike.
    pub unlike: Vec<SongEntry>,
    /// Similar songs with reasons, in the requested order.
    pub results: Vec<Recommendation>,
    /// How many songs of the catalogue each filter removes on its own.
    pub filters: Vec<FilterEffect>,
}

/// A path from one track to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SongPath {
    /// The first track.
    pub from: SongEntry,
    /// The last track.
    pub to: SongEntry,
    /// Other candidates for the last track, the likeliest first.
    pub others: Vec<SongEntry>,
    /// The songs in between, in order. The reasons of each compare it with the one before.
    pub results: Vec<Recommendation>,
}
