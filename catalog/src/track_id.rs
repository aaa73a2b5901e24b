use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Identifies a track of a catalogue: 1 to 64 visible ASCII characters, as Spotify's ids are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrackId(String);

/// The text is not a track id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a track id has 1 to {} visible ASCII characters without blanks; this one has {chars}{}",
    TrackId::MAX_CHARS,
    if *.foreign { ", some of them not allowed" } else { "" }
)]
pub struct InvalidTrackId {
    chars: usize,
    foreign: bool,
}

impl TrackId {
    /// The longest id, in characters.
    pub const MAX_CHARS: usize = 64;

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn check(text: &str) -> Result<(), InvalidTrackId> {
        let chars = text.chars().count();
        let foreign = !text.chars().all(|c| c.is_ascii_graphic());
        if chars == 0 || chars > Self::MAX_CHARS || foreign {
            return Err(InvalidTrackId { chars, foreign });
        }
        Ok(())
    }
}

impl FromStr for TrackId {
    type Err = InvalidTrackId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::check(text).map(|()| Self(text.to_owned()))
    }
}

impl TryFrom<String> for TrackId {
    type Error = InvalidTrackId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::check(&text).map(|()| Self(text))
    }
}

impl From<TrackId> for String {
    fn from(id: TrackId) -> Self {
        id.0
    }
}

impl fmt::Display for TrackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, valid: bool) {
        assert_eq!(text.parse::<TrackId>().is_ok(), valid, "{text:?}");
    }

    #[test]
    fn ids() {
        check("7xGfFoTpQ2E7fRF5lN10tr", true);
        check("ew-0001", true);
        check("", false);
        check("two words", false);
        check("naïve", false);
        check("line\nbreak", false);
        check(&"x".repeat(64), true);
        check(&"x".repeat(65), false);
    }

    #[test]
    fn json_is_validated_too() {
        assert!(serde_json::from_str::<TrackId>(r#""a b""#).is_err());
    }
}
