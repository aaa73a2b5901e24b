//! The rules of cleaning, and what each of them met.

use crate::read::Column;
use serde::Serialize;
use serde::ser::SerializeSeq;
use std::collections::BTreeMap;
use std::fmt;

/// What happened to a row or to a value of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Fewer fields than the header.
    ShortRow,
    /// More fields than the header, or far too many bytes.
    LongRow,
    /// A quotation mark without a partner.
    OpenQuote,
    /// No id.
    MissingId,
    /// An id that is none.
    InvalidId,
    /// No name.
    Nameless,
    /// Lyrics or a playlist's row of a track that is not there.
    UnknownTrack,
    /// A row of lyrics without lyrics.
    NoLyrics,
    /// Not of the language asked for.
    OtherLanguage,
    /// No genres, although only tracks with genres were asked for.
    NoGenres,
    /// The id has been seen before.
    SameTrack,
    /// Lyrics that belong to a track.
    LyricsJoined,
    /// A row of a playlist whose track is there.
    PlaylistJoined,
    /// The artist has been seen before.
    SameArtist,
    /// A text that should be a number.
    NotANumber,
    /// A number that means nothing.
    OutOfRange,
    /// A list that breaks off or is not quoted well.
    MalformedList,
    /// A day that is not in the calendar, or text.
    ImpossibleDate,
    /// A date that stands for "unknown".
    PlaceholderDate,
    /// A value that is none of those known.
    UnknownValue,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// Characters that control or hide.
    ControlCharacters,
    /// Text in another form than NFC.
    NotNfc,
    /// Text of more characters than anybody reads.
    TooLong,
    /// An entry that a list has twice.
    RepeatedEntry,
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The row is written to the rejected ones.
    Rejects,
    /// The row adds to an earlier one.
    Merges,
    /// The value becomes unknown.
    Forgets,
    /// The value is kept, repaired.
    Repairs,
}

impl Rule {
    /// Its name, in reports and in the file of rejected rows.
    pub fn name(self) -> &'static str {
        self.facts().0
    }

    /// What it does.
    pub fn effect(self) -> Effect {
        self.facts().1
    }

    /// What it is about, in a few words.
    pub fn meaning(self) -> &'static str {
        self.facts().2
    }

    fn facts(self) -> (&'static str, Effect, &'static str) {
        use Effect::{Forgets, Merges, Rejects, Repairs};
        match self {
            Self::ShortRow => ("short-row", Rejects, "fewer fields than the header"),
            Self::LongRow => ("long-row", Rejects, "more fields than the header"),
            Self::OpenQuote => ("open-quote", Rejects, "a quotation mark without a partner"),
            Self::MissingId => ("missing-id", Rejects, "no id"),
            Self::InvalidId => ("invalid-id", Rejects, "an id that is none"),
            Self::Nameless => ("nameless", Rejects, "no name"),
            Self::UnknownTrack => ("unknown-track", Rejects, "of a track that is not there"),
            Self::NoLyrics => ("no-lyrics", Rejects, "a row of lyrics without lyrics"),
            Self::OtherLanguage => ("other-language", Rejects, "not of the language asked for"),
            Self::NoGenres => ("no-genres", Rejects, "no genres, which --lang asks for"),
            Self::SameTrack => ("same-track", Merges, "the id was seen before"),
            Self::LyricsJoined => ("lyrics-joined", Merges, "lyrics of a track that is there"),
            Self::PlaylistJoined => ("playlist-joined", Merges, "a playlist's track that is there"),
            Self::SameArtist => ("same-artist", Merges, "the artist was seen before"),
            Self::NotANumber => ("not-a-number", Forgets, "text instead of a number"),
            Self::OutOfRange => ("out-of-range", Forgets, "a number that means nothing"),
            Self::MalformedList => ("malformed-list", Forgets, "a list that cannot be read"),
            Self::ImpossibleDate => ("impossible-date", Forgets, "no day of the calendar"),
            Self::PlaceholderDate => ("placeholder-date", Forgets, "a date for \"unknown\""),
            Self::UnknownValue => ("unknown-value", Forgets, "none of the known values"),
            Self::InvalidUtf8 => ("invalid-utf-8", Repairs, "bytes that are not UTF-8"),
            Self::ControlCharacters => ("control-characters", Repairs, "invisible characters"),
            Self::NotNfc => ("not-nfc", Repairs, "text in another form than NFC"),
            Self::TooLong => ("too-long", Repairs, "text that was cut"),
            Self::RepeatedEntry => ("repeated-entry", Repairs, "twice in one list"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A row that was rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The line of the file on which it begins.
    pub line: u64,
    /// The rule that rejected it.
    pub rule: Rule,
    /// What was wrong with it.
    pub reason: String,
}

/// How often each rule met a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<(Rule, Option<Column>), u64>);

impl Tally {
    /// Counts a value.
    pub fn count(&mut self, rule: Rule, column: Column) {
        *self.0.entry((rule, Some(column))).or_default() += 1;
    }

    /// Counts a row.
    pub fn count_row(&mut self, rule: Rule) {
        *self.0.entry((rule, None)).or_default() += 1;
    }

    /// Adds what another tally has.
    pub fn add(&mut self, other: &Self) {
        other.0.iter().for_each(|(key, count)| *self.0.entry(*key).or_default() += count);
    }

    /// How often a rule met anything.
    pub fn total(&self, rule: Rule) -> u64 {
        self.iter().filter(|(found, ..)| *found == rule).map(|(.., count)| count).sum()
    }

    /// Rules, the columns they met (none for whole rows) and how often.
    pub fn iter(&self) -> impl Iterator<Item = (Rule, Option<Column>, u64)> {
        self.0.iter().map(|(&(rule, column), &count)| (rule, column, count))
    }

    /// The value; a rule that it broke is counted and makes it unknown.
    pub(super) fn value<T>(&mut self, value: Result<Option<T>, Rule>, column: Column) -> Option<T> {
        value.unwrap_or_else(|rule| {
            self.count(rule, column);
            None
        })
    }
}

#[derive(Serialize)]
struct Met {
    rule: &'static str,
    effect: Effect,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<&'static str>,
    count: u64,
}

impl Serialize for Tally {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for (rule, column, count) in self.iter() {
            let column = column.map(Column::name);
            list.serialize_element(&Met {
                rule: rule.name(),
                effect: rule.effect(),
                column,
                count,
            })?;
        }
        list.end()
    }
}
