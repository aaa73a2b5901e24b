//! The rules, each with its effect and its text in reports.

use serde::Serialize;
use std::fmt;

/// What can be wrong with a row or a value, or can happen to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Fewer fields than the header.
    ShortRow,
    /// More fields than the header, or too many bytes.
    LongRow,
    /// An unbalanced quotation mark.
    OpenQuote,
    /// A line that is not a JSON object.
    MalformedJson,
    /// No id.
    MissingId,
    /// An invalid id.
    InvalidId,
    /// No name.
    Nameless,
    /// A row that adds to a track which no file has.
    UnknownTrack,
    /// A row of a lyrics file without lyrics.
    NoLyrics,
    /// In another language than the one asked for.
    OtherLanguage,
    /// No genres, although only tracks with genres were asked for.
    NoGenres,
    /// The id was seen before.
    SameTrack,
    /// Lyrics joined to their track.
    LyricsJoined,
    /// Audio features joined to their track.
    FeaturesJoined,
    /// A playlist entry joined to its track.
    PlaylistJoined,
    /// The artist was seen before.
    SameArtist,
    /// Text where a number should be.
    NotANumber,
    /// A number outside the range of its column.
    OutOfRange,
    /// A list that breaks off or is badly quoted.
    MalformedList,
    /// Not a date, or not in the calendar.
    ImpossibleDate,
    /// A date that stands for "unknown".
    PlaceholderDate,
    /// A value outside the set that its column allows.
    UnknownValue,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// Control characters and invisible ones.
    ControlCharacters,
    /// Text that is not in NFC.
    NotNfc,
    /// Text that was cut.
    TooLong,
    /// A duplicate in one list.
    RepeatedEntry,
    /// A row without an id, which gets one made from its facts.
    MadeId,
    /// Artists joined by commas.
    JoinedArtists,
    /// Text in another encoding than UTF-8.
    OtherEncoding,
    /// UTF-8 that was encoded as UTF-8 again.
    DoubleEncoded,
    /// A control character that is a Windows-1252 character read as Latin-1.
    MisreadCharacter,
    /// A feature in per cent.
    PerCent,
    /// A length in seconds.
    Seconds,
    /// A decimal comma or separated thousands.
    NumberFormat,
    /// A date in another form than YYYY-MM-DD.
    DateFormat,
    /// A date whose day and month cannot be told apart.
    AmbiguousDate,
}

/// What a rule does to the row or the value that meets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The row goes to the rejected ones.
    Rejects,
    /// The row adds to an earlier one.
    Merges,
    /// The value becomes unknown.
    Forgets,
    /// The value is kept, repaired.
    Repairs,
}

impl Rule {
    /// The name in reports and in `rejected.csv`.
    pub fn name(self) -> &'static str {
        self.facts().0
    }

    /// The effect on what meets it.
    pub fn effect(self) -> Effect {
        self.facts().1
    }

    /// The explanation in reports.
    pub fn description(self) -> &'static str {
        self.facts().2
    }

    fn facts(self) -> (&'static str, Effect, &'static str) {
        use Effect::{Forgets, Merges, Rejects, Repairs};
        match self {
            Self::ShortRow => ("short-row", Rejects, "fewer fields than the header"),
            Self::LongRow => ("long-row", Rejects, "more fields than the header"),
            Self::OpenQuote => ("open-quote", Rejects, "unbalanced quotation mark"),
            Self::MalformedJson => ("malformed-json", Rejects, "not a JSON object"),
            Self::MissingId => ("missing-id", Rejects, "no id"),
            Self::InvalidId => ("invalid-id", Rejects, "invalid id"),
            Self::Nameless => ("nameless", Rejects, "no name"),
            Self::UnknownTrack => ("unknown-track", Rejects, "no such track"),
            Self::NoLyrics => ("no-lyrics", Rejects, "no lyrics"),
            Self::OtherLanguage => {
                ("other-language", Rejects, "not in the language given by --lang")
            }
            Self::NoGenres => ("no-genres", Rejects, "no genres, which --lang requires"),
            Self::SameTrack => ("same-track", Merges, "id seen before"),
            Self::LyricsJoined => ("lyrics-joined", Merges, "lyrics of a known track"),
            Self::FeaturesJoined => ("features-joined", Merges, "audio features of a known track"),
            Self::PlaylistJoined => ("playlist-joined", Merges, "playlist entry of a known track"),
            Self::SameArtist => ("same-artist", Merges, "artist seen before"),
            Self::NotANumber => ("not-a-number", Forgets, "not a number"),
            Self::OutOfRange => ("out-of-range", Forgets, "out of range"),
            Self::MalformedList => ("malformed-list", Forgets, "malformed list"),
            Self::ImpossibleDate => ("impossible-date", Forgets, "not a date"),
            Self::PlaceholderDate => {
                ("placeholder-date", Forgets, "placeholder for an unknown date")
            }
            Self::UnknownValue => ("unknown-value", Forgets, "not one of the known values"),
            Self::InvalidUtf8 => ("invalid-utf-8", Repairs, "bytes that are not UTF-8"),
            Self::ControlCharacters => {
                ("control-characters", Repairs, "control or invisible characters")
            }
            Self::NotNfc => ("not-nfc", Repairs, "not in NFC"),
            Self::TooLong => ("too-long", Repairs, "text cut to 1,000 characters"),
            Self::RepeatedEntry => ("repeated-entry", Repairs, "duplicate in a list"),
            Self::MadeId => ("made-id", Repairs, "no id: made from title, artists and length"),
            Self::JoinedArtists => ("joined-artists", Repairs, "artists joined by commas, split"),
            Self::OtherEncoding => ("other-encoding", Repairs, "converted to UTF-8"),
            Self::DoubleEncoded => ("double-encoded", Repairs, "UTF-8 encoded twice"),
            Self::MisreadCharacter => {
                ("misread-character", Repairs, "Windows-1252 character read as a control character")
            }
            Self::PerCent => ("per-cent", Repairs, "per cent, rescaled to 0 to 1"),
            Self::Seconds => ("seconds", Repairs, "seconds or minutes, converted to milliseconds"),
            Self::NumberFormat => {
                ("number-format", Repairs, "decimal comma or separated thousands")
            }
            Self::DateFormat => ("date-format", Repairs, "date in another form than YYYY-MM-DD"),
            Self::AmbiguousDate => {
                ("ambiguous-date", Repairs, "day and month ambiguous, only the year kept")
            }
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A rejected row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    /// The rule that rejected it.
    pub rule: Rule,
    /// What was wrong with it.
    pub reason: String,
}

impl Reject {
    /// A row that `rule` rejected.
    pub fn new(line: u64, rule: Rule, reason: impl Into<String>) -> Self {
        Self { line, rule, reason: reason.into() }
    }
}
