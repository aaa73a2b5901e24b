use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A way in which people type a song, or text that is no song.
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
    /// Typed so far: the last word is unfinished.
    Prefix,
    /// A letter too many, too few or wrong, but not the first of a word.
    OneEdit,
    /// Two typing errors.
    TwoEdits,
    /// Two letters in the wrong order.
    TransposedKeys,
    /// The key beside the right one.
    NeighbouringKeys,
    /// A typing error in the first letter of a word.
    FirstLetter,
    /// Spelt as it sounds.
    Phonetic,
    /// Blanks left out: "walklike an egyptian".
    JoinedWords,
    /// A blank too many: "under cover".
    SplitWords,
    /// Words left out.
    DroppedWords,
    /// Words that are not the song's: "official video", "lyrics", "song by".
    AddedWords,
    /// Words in any order.
    ShuffledWords,
    /// Without accents: "beyonce".
    MissingDiacritics,
    /// Without apostrophes, hyphens and full stops, or with blanks for them.
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
    /// The artist alone; any of the artist's songs is right.
    ArtistOnly,
    /// No song: words that can be pronounced and do not exist.
    NoSongWords,
    /// No song: keys hit at random.
    NoSongKeys,
    /// No song: a sentence of every day.
    NoSongSentence,
}

impl HintKind {
    /// Every kind, in the order in which they are shown.
    pub fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// Whether hints of this kind name nothing in the catalogue.
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
    fn a_kind_has_one_name() {
        for &kind in HintKind::all() {
            let json = serde_json::to_string(&kind).expect("serialises");
            assert_eq!(json, format!("\"{kind}\""));
            assert_eq!(HintKind::from_str(&kind.to_string(), false), Ok(kind));
        }
    }
}
