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
    /// A title of several songs: all are right, the better known ones more so.
    SharedTitle,
    /// What people wrote in public, of songs that they named otherwise: signs, scripts, aliases.
    Remembered,
    /// Lines and titles that people misheard or mixed up.
    Misheard,
    /// Held out: errors as often as in a published list of misspellings.
    ListedTypos,
    /// Held out: an adjacent key of a French, German or Dvorak keyboard.
    OtherKeyboards,
    /// Held out: the name of a file.
    FileNames,
    /// Held out: a tag of social media.
    Hashtags,
    /// Held out: said to a machine.
    Spoken,
    /// No song: pronounceable words that do not exist.
    NoSongWords,
    /// No song: keys hit at random.
    NoSongKeys,
    /// No song: an everyday sentence.
    NoSongSentence,
    /// Held out, no song: words of a newspaper.
    NoSongNews,
}

impl HintKind {
    /// Every kind, in display order.
    pub fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// Whether hints of this kind name no song.
    pub fn is_no_song(self) -> bool {
        use HintKind::{NoSongKeys, NoSongNews, NoSongSentence, NoSongWords};
        matches!(self, NoSongWords | NoSongKeys | NoSongSentence | NoSongNews)
    }

    /// Whether only the held-out half has this kind, so that nothing is tuned on it.
    pub fn is_held_out(self) -> bool {
        use HintKind::{FileNames, Hashtags, ListedTypos, NoSongNews, OtherKeyboards, Spoken};
        matches!(self, ListedTypos | OtherKeyboards | FileNames | Hashtags | Spoken | NoSongNews)
    }

    /// Whether its right answers are of both halves: an artist's songs, the songs of a title, and what
    /// people wrote, which is for tuning.
    pub fn is_of_both_halves(self) -> bool {
        use HintKind::{ArtistOnly, Misheard, Remembered, SharedTitle};
        matches!(self, ArtistOnly | SharedTitle | Remembered | Misheard)
    }

    /// Whether the overall figures leave it out: it names no song, or is reported by itself.
    pub fn is_excluded_from_overall(self) -> bool {
        self.is_no_song() || self == Self::Misheard
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
