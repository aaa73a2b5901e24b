//! Parses a row of a file of tracks.

use super::{date, list, number, text};
use crate::catalogue::CatalogueTrack;
use crate::columns::Column;
use crate::read::Row;
use crate::rules::{Reject, Rule, Tally};
use catalog::{AudioFeature, AudioFeatures, ReleaseDate, TrackId};

/// A track as one row gives it.
#[derive(Clone, Debug)]
pub(super) struct TrackRow {
    /// Without genres, which are joined later; its language may be unknown too.
    pub(super) track: CatalogueTrack,
    /// The genres that the row itself gives.
    pub(super) labels: Vec<String>,
    /// Whether the audio features are estimates.
    pub(super) estimated: bool,
    /// The line on which the row begins.
    pub(super) line: u64,
}

/// The track of a row.
///
/// # Errors
/// If it has no valid id or no name.
pub(super) fn track(row: Row<'_>, tally: &mut Tally) -> Result<TrackRow, Reject> {
    let id = track_id(row)?;
    let name = title(row, tally)?;
    let track = CatalogueTrack {
        id,
        name,
        artists: artists(row, tally),
        id_artists: terms(row, Column::ArtistIds, tally),
        release_date: release_date(row, tally),
        popularity: value(row, Column::Popularity, number::popularity, tally),
        duration_ms: value(row, Column::Duration, number::duration_ms, tally),
        explicit: value(row, Column::Explicit, number::explicit, tally),
        features: features(row, tally),
        genres: Vec::new(),
        lang: value(row, Column::Language, language, tally),
        lyrics: lyrics(row, tally),
    };
    let labels = labels(row, tally);
    let estimated =
        row.get(Column::Provenance).is_some_and(|text| text.eq_ignore_ascii_case("estimated"));
    Ok(TrackRow { track, labels, estimated, line: row.line() })
}

/// The id of a row, which may be in a Spotify URI or URL.
///
/// # Errors
/// If it is missing or invalid.
pub(super) fn track_id(row: Row<'_>) -> Result<TrackId, Reject> {
    let text =
        row.get(Column::Id).ok_or_else(|| Reject::new(row.line(), Rule::MissingId, "no id"))?;
    let invalid = |error| Reject::new(row.line(), Rule::InvalidId, format!("{error}"));
    bare_id(text).parse().map_err(invalid)
}

fn bare_id(text: &str) -> &str {
    let bare = text
        .strip_prefix("spotify:track:")
        .or_else(|| text.strip_prefix("https://open.spotify.com/track/"));
    bare.map_or(text, |id| id.split('?').next().unwrap_or_default())
}

fn title(row: Row<'_>, tally: &mut Tally) -> Result<String, Reject> {
    let name = row.get(Column::Name).map(|title| text::name(title, Column::Name, tally));
    name.filter(|name| !name.is_empty())
        .ok_or_else(|| Reject::new(row.line(), Rule::Nameless, "no name"))
}

fn value<T>(
    row: Row<'_>,
    column: Column,
    parse: impl Fn(&str) -> Result<Option<T>, Rule>,
    tally: &mut Tally,
) -> Option<T> {
    tally.value(parse(row.get(column)?), column)
}

fn release_date(row: Row<'_>, tally: &mut Tally) -> Option<ReleaseDate> {
    value(row, Column::ReleaseDate, date::release_date, tally)
        .or_else(|| value(row, Column::Year, date::year, tally))
}

fn features(row: Row<'_>, tally: &mut Tally) -> AudioFeatures {
    let parsed = AudioFeature::ALL.into_iter().map(|feature| {
        let parse = |text: &str| number::feature(text, feature);
        (feature, value(row, Column::Feature(feature), parse, tally))
    });
    parsed.collect()
}

fn artists(row: Row<'_>, tally: &mut Tally) -> Vec<String> {
    let Some(cell) = row.get(Column::Artists) else {
        return Vec::new();
    };
    names(cell, tally)
}

/// Names of artists, each once, the main one first.
pub(super) fn names(cell: &str, tally: &mut Tally) -> Vec<String> {
    let entries = list::names(cell).map_err(|_| Rule::MalformedList).map(Some);
    let entries = tally.value(entries, Column::Artists).unwrap_or_default();
    let names = entries.iter().map(|entry| text::name(entry, Column::Artists, tally)).collect();
    each_once(names, Column::Artists, tally)
}

/// Ids or genres, each once.
pub(super) fn terms(row: Row<'_>, column: Column, tally: &mut Tally) -> Vec<String> {
    let Some(cell) = row.get(column).filter(|cell| !number::is_missing(cell)) else {
        return Vec::new();
    };
    let entries = list::terms(cell).map_err(|_| Rule::MalformedList).map(Some);
    let entries = tally.value(entries, column).unwrap_or_default();
    each_once(entries, column, tally)
}

fn each_once(entries: Vec<String>, column: Column, tally: &mut Tally) -> Vec<String> {
    let mut seen: Vec<String> = Vec::with_capacity(entries.len());
    for entry in entries.into_iter().filter(|entry| !entry.is_empty()) {
        if seen.contains(&entry) {
            tally.count(Rule::RepeatedEntry, column);
        } else {
            seen.push(entry);
        }
    }
    seen
}

/// The genres that a row itself gives, in lower case like those of artists.
fn labels(row: Row<'_>, tally: &mut Tally) -> Vec<String> {
    let columns = [Column::Genres, Column::GenreLabel, Column::SubgenreLabel];
    let mut labels: Vec<String> = Vec::new();
    for label in columns.into_iter().flat_map(|column| terms(row, column, tally)) {
        let label = label.to_lowercase();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// An ISO 639 code, optionally with a region: `en`, `en-US`, `haw`.
pub(super) fn language(text: &str) -> Result<Option<String>, Rule> {
    if number::is_missing(text) {
        return Ok(None);
    }
    let code = text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let valid = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
    if valid { Ok(Some(code)) } else { Err(Rule::UnknownValue) }
}

/// The lyrics of a row, if it has any.
pub(super) fn lyrics(row: Row<'_>, tally: &mut Tally) -> Option<String> {
    let cell = row.get(Column::Lyrics).filter(|cell| !number::is_missing(cell))?;
    Some(text::lyrics(cell, tally)).filter(|lyrics| !lyrics.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_may_be_in_uris_and_urls() {
        for text in ["abc", "spotify:track:abc", "https://open.spotify.com/track/abc?si=1"] {
            assert_eq!(bare_id(text), "abc", "{text}");
        }
    }

    #[test]
    fn languages() {
        let check = |text, expected: Result<Option<&str>, Rule>| {
            assert_eq!(language(text), expected.map(|lang| lang.map(str::to_owned)), "{text}");
        };
        check("en", Ok(Some("en")));
        check("EN-us", Ok(Some("en")));
        check("NA", Ok(None));
        check("unknown", Ok(None));
        check("English", Err(Rule::UnknownValue));
    }
}
