use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A kind of noise in what people type, or of text that names no song.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum HintKind {
    /// The title.
    CleanTitle,
    /// The title, then the artist.
    TitleArtist,
    /// The artist, then the title.
    ArtistTitle,
    /// Some words of the title and the artist's surname: "never gonna astley".
    PartSurname,
    /// Typing in progress: the last word is incomplete.
    Prefix,
    /// A letter inserted, missing or wrong, but not at the start of a word.
    OneEdit,
    /// Two typing errors.
    TwoEdits,
    /// Two letters transposed.
    TransposedKeys,
    /// An adjacent key hit.
    NeighbouringKeys,
    /// An error in the first letter of a word.
    FirstLetter,
    /// Spelt as it sounds.
    Phonetic,
    /// Spaces missing: "walklike an egyptian".
    JoinedWords,
    /// An extra space: "under cover".
    SplitWords,
    /// Words missing.
    DroppedWords,
    /// Extra words: "official video", "lyrics", "song by".
    AddedWords,
    /// Words in another order.
    ShuffledWords,
    /// Without accents: "beyonce".
    MissingDiacritics,
    /// Without apostrophes, hyphens and full stops, or with spaces instead.
    MissingPunctuation,
    /// In Latin letters: "podmoskovnye vechera".
    Transliteration,
    /// Numbers as words, words as numbers: "2", "two", "to".
    Numbers,
    /// "&", "and", "n".
    Ampersands,
    /// With a guest: "feat", "ft", "with".
    Guest,
    /// With words for a version: "live", "remastered", "radio edit".
    Version,
    /// The artist alone; any song by the artist is right.
    ArtistOnly,
    /// No song: pronounceable words that do not exist.
    NoSongWords,
    /// No song: keys hit at random.
    NoSongKeys,
    /// No song: an everyday sentence.
    NoSongSentence,
}

impl HintKind {
    /// Every kind, in display order.
    pub fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// Whether hints of this kind name no song.
    pub fn is_no_song(self) -> bool {
        matches!(self, Self::NoSongWords | Self::NoSongKeys | Self::NoSongSentence)
    }
}

impl fmt::Display for HintKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.pad(value.as_ref().map(clap::builder::PossibleValue::get_name).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_everywhere() {
        for &kind in HintKind::all() {
            let json = serde_json::to_string(&kind).expect("serialises");
            assert_eq!(json, format!("\"{kind}\""));
            assert_eq!(HintKind::from_str(&kind.to_string(), false), Ok(kind));
        }
    }
}
