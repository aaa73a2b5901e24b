//! Parses a row of a file of tracks.

use super::literal::literal;
use super::{credits, date, identity, list, number, text};
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
    /// The number of artists, if they are joined with commas in a single text that is ambiguous.
    pub(super) joined_artists: Option<usize>,
    /// The line on which the row begins.
    pub(super) line: u64,
}

/// The track of a row.
///
/// # Errors
/// If it has an invalid id or no name.
pub(super) fn track(row: Row<'_>, tally: &mut Tally) -> Result<TrackRow, Reject> {
    let given_id = identity::given_id(row).transpose()?;
    let name = title(row, tally)?;
    let Credits { artists, ids, joined } = credits(row, tally);
    let duration_ms = duration(row, Column::Duration, tally);
    let id = match given_id {
        Some(id) => id,
        None => made_id(row, &name, &artists, duration_ms, tally)?,
    };
    let track = CatalogueTrack {
        id,
        name,
        artists,
        id_artists: ids,
        release_date: release_date(row, tally),
        popularity: value(row, Column::Popularity, number::popularity, tally),
        duration_ms,
        explicit: value(row, Column::Explicit, number::explicit, tally),
        features: features(row, tally),
        genres: Vec::new(),
        lang: value(row, Column::Language, language, tally),
        lyrics: lyrics(row, tally),
    };
    let labels = labels(row, tally);
    let estimated =
        row.get(Column::Provenance).is_some_and(|text| text.eq_ignore_ascii_case("estimated"));
    Ok(TrackRow { track, labels, estimated, joined_artists: joined, line: row.line() })
}

fn made_id(
    row: Row<'_>,
    name: &str,
    artists: &[String],
    duration_ms: Option<u32>,
    tally: &mut Tally,
) -> Result<TrackId, Reject> {
    let made = identity::made_id(name, artists, duration_ms);
    let id = made.ok_or_else(|| Reject::new(row.line(), Rule::MissingId, "no id"))?;
    tally.count(Rule::MadeId, Column::Id);
    Ok(id)
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

/// Milliseconds.
pub(super) fn duration(row: Row<'_>, column: Column, tally: &mut Tally) -> Option<u32> {
    let text = row.get(column)?;
    let seconds = row.profile().seconds;
    let value = tally.value(number::duration_ms(text, seconds), column)?;
    if seconds || text.contains(':') {
        tally.count(Rule::Seconds, column);
    }
    Some(value)
}

pub(super) fn features(row: Row<'_>, tally: &mut Tally) -> AudioFeatures {
    AudioFeature::ALL
        .into_iter()
        .map(|feature| (feature, self::feature(row, feature, tally)))
        .collect()
}

fn feature(row: Row<'_>, feature: AudioFeature, tally: &mut Tally) -> Option<f32> {
    let column = Column::Feature(feature);
    let text = row.get(column)?;
    let per_cent = row.profile().is_per_cent(feature);
    let value = tally.value(number::feature(text, feature, per_cent), column)?;
    if per_cent {
        tally.count(Rule::PerCent, column);
    }
    if text.contains(',') {
        tally.count(Rule::NumberFormat, column);
    }
    Some(value)
}

fn release_date(row: Row<'_>, tally: &mut Tally) -> Option<ReleaseDate> {
    let day_first = row.profile().day_first;
    let whole = row.get(Column::ReleaseDate).and_then(|text| {
        let date = tally.value(date::release_date(text, day_first), Column::ReleaseDate)?;
        date.repair.iter().for_each(|rule| tally.count(*rule, Column::ReleaseDate));
        Some(date.date)
    });
    whole.or_else(|| date_in_parts(row, tally)).or_else(|| album_date(row))
}

/// A date in columns of its own for year, month and day.
fn date_in_parts(row: Row<'_>, tally: &mut Tally) -> Option<ReleaseDate> {
    let year = value(row, Column::Year, date::year, tally)?;
    let part = |column, tally: &mut Tally| {
        value(row, column, |text| number::whole(text, 1.0, 31.0), tally)
    };
    let Some(month) = part(Column::Month, tally) else { return Some(year) };
    let month = format!("{:04}-{month:02}", year.year());
    let Some(day) = part(Column::Day, tally) else { return month.parse().ok().or(Some(year)) };
    format!("{month}-{day:02}").parse().ok().or(Some(year))
}

/// The release date in the album's nested object.
fn album_date(row: Row<'_>) -> Option<ReleaseDate> {
    let album = literal(row.get(Column::Album).filter(|text| text.starts_with('{'))?).ok()?;
    album.get("release_date")?.as_str()?.parse().ok()
}

/// The artists of a row.
struct Credits {
    artists: Vec<String>,
    ids: Vec<String>,
    /// The number of artists that a single ambiguous text joins.
    joined: Option<usize>,
}

fn credits(row: Row<'_>, tally: &mut Tally) -> Credits {
    let Some(cell) = row.get(Column::Artists) else {
        return Credits { artists: Vec::new(), ids: artist_ids(row, tally), joined: None };
    };
    if let Some(artists) = list::field_of_each(cell, "name") {
        let names = artists.iter().map(|name| text::name(name, Column::Artists, tally)).collect();
        let ids = list::field_of_each(cell, "id").unwrap_or_default();
        return Credits { artists: each_once(names, Column::Artists, tally), ids, joined: None };
    }
    let artists = names(cell, tally);
    let ids = artist_ids(row, tally);
    let [joined] = artists.as_slice() else { return Credits { artists, ids, joined: None } };
    if cell.starts_with('[') || !joined.contains(',') {
        return Credits { artists, ids, joined: None };
    }
    let count = match ids.len() {
        0 => value(row, Column::ArtistCount, |text| number::whole(text, 1.0, 99.0), tally)
            .and_then(|count| count.try_into().ok()),
        ids => Some(ids),
    };
    let split = match count {
        Some(count) => credits::split(joined, count),
        None if row.profile().joined_artists => Some(credits::split_all(joined)),
        None => Some(vec![joined.as_str()]),
    };
    let Some(split) = split else { return Credits { artists, ids, joined: count } };
    if split.len() > 1 {
        tally.count(Rule::JoinedArtists, Column::Artists);
    }
    Credits { artists: split.into_iter().map(str::to_owned).collect(), ids, joined: None }
}

/// Ids of artists, which may be URIs.
fn artist_ids(row: Row<'_>, tally: &mut Tally) -> Vec<String> {
    let ids = terms(row, Column::ArtistIds, tally).into_iter();
    ids.map(|id| id.strip_prefix("spotify:artist:").map_or(id.clone(), str::to_owned)).collect()
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
    // `set()` is how Python writes no genres.
    let is_empty = |cell: &&str| number::is_missing(cell) || *cell == "set()";
    let Some(cell) = row.get(column).filter(|cell| !is_empty(cell)) else {
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
