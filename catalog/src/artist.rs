use crate::base62;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Identifies an artist: 22 characters in base 62, as Spotify's ids are.
///
/// Catalogues name artists without ids, so the id is a hash of the name: it is the same in every
/// catalogue that spells the name so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ArtistId(u128);

/// The text is no artist id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "an artist id has {} letters and digits: search for the artist to find the right one",
    base62::LEN
)]
pub struct InvalidArtistId;

/// An artist of a catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Artist {
    /// Identifies the artist.
    pub id: ArtistId,
    /// The name, as the catalogue spells it.
    pub name: String,
    /// Genres of the artist's tracks, the most frequent first.
    pub genres: Vec<String>,
    /// Popularity of the best-known track, 0 to 100.
    pub popularity: Option<u8>,
    /// How many tracks of the catalogue the artist is on.
    pub tracks: u32,
}

impl From<u128> for ArtistId {
    fn from(hash: u128) -> Self {
        Self(hash)
    }
}

impl FromStr for ArtistId {
    type Err = InvalidArtistId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        base62::decode(text).map(Self).ok_or(InvalidArtistId)
    }
}

impl TryFrom<String> for ArtistId {
    type Error = InvalidArtistId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ArtistId> for String {
    fn from(id: ArtistId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for ArtistId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base62::encode(self.0))
    }
}
