use crate::base62;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// Identifies an artist: 22 characters in base 62, as Spotify's ids are.
///
/// Catalogues name artists without ids, so the id is a hash of the name: it is the same in every
/// catalogue that spells the name so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ArtistId([u8; base62::LEN]);

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

impl ArtistId {
    /// Its digits in base 62, as ASCII.
    pub fn digits(self) -> [u8; base62::LEN] {
        self.0
    }
}

impl From<u128> for ArtistId {
    fn from(hash: u128) -> Self {
        Self(base62::digits(hash))
    }
}

impl FromStr for ArtistId {
    type Err = InvalidArtistId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: [u8; base62::LEN] = text.as_bytes().try_into().map_err(|_| InvalidArtistId)?;
        digits.iter().all(u8::is_ascii_alphanumeric).then_some(Self(digits)).ok_or(InvalidArtistId)
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
        self.0.iter().try_for_each(|digit| f.write_char(char::from(*digit)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_22_letters_and_digits() {
        for id in ["0000000000000000000000", "ZZZZZZZZZZZZZZZZZZZZZZ", "4ZapctcTty6aNlE76a9nen"] {
            assert_eq!(id.parse::<ArtistId>().map(|id| id.to_string()).as_deref(), Ok(id));
        }
        for text in [
            "",
            "Queen",
            "000000000000000000000-",
            "00000000000000000000000",
            "0000000000000000000é",
        ] {
            assert_eq!(text.parse::<ArtistId>(), Err(InvalidArtistId), "{text}");
        }
        assert_eq!(ArtistId::from(61).to_string(), "000000000000000000000Z");
    }
}
