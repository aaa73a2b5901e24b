//! Fills the empty audio features of a CSV file, such as a playlist export, from a catalogue.

use crate::columns::{Column, Header};
use crate::id::TrackRow;
use crate::numeric::whole64;
use crate::song::song_key;
use crate::tracks::TrackTable;
use catalog::{AudioFeature, SongEntry, TrackId};
use csv::{ReaderBuilder, StringRecord, WriterBuilder};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashMap;

/// Finds the tracks that the rows of a file mean and fills in their audio features.
pub struct Filler<'a> {
    table: &'a TrackTable,
    rows_by_song: HashMap<String, Vec<TrackRow>>,
}

/// What became of the rows of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FillReport {
    /// All rows.
    pub rows: u64,
    /// Rows whose track was found by its id.
    pub by_id: u64,
    /// Rows whose track was found by title and artists, and by length where both lengths are known.
    pub by_title: u64,
    /// Rows without a track in the catalogue.
    pub not_found: u64,
    /// Cells that were empty and are filled.
    pub cells: u64,
}

/// Why a file cannot be filled.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FillError {
    /// The file does not say which tracks it is about.
    #[error("the file has neither a column of track ids nor columns of titles and artists")]
    NoTracks,
    /// The file is not UTF-8.
    #[error("the file is not UTF-8: save it as UTF-8")]
    NotUtf8,
    /// The file is not CSV.
    #[error("the file cannot be read as CSV: {0}")]
    Csv(#[from] csv::Error),
}

/// The name of the column that says how a row's track was found, and how surely.
pub const MATCH_COLUMN: &str = "Match";

/// The most by which two lengths of one recording differ, in milliseconds.
const LENGTH_TOLERANCE_MS: u32 = 3_000;

impl<'a> Filler<'a> {
    /// A filler from the tracks of this table.
    pub fn new(table: &'a TrackTable) -> Self {
        let rows: Vec<TrackRow> = table.rows().collect();
        let keys: Vec<(String, TrackRow)> = rows
            .into_par_iter()
            .filter_map(|row| {
                table.entry(row).map(|track| (song_key(&track.name, &track.artists), row))
            })
            .collect();
        let mut rows_by_song: HashMap<String, Vec<TrackRow>> = HashMap::with_capacity(keys.len());
        keys.into_iter().for_each(|(key, row)| rows_by_song.entry(key).or_default().push(row));
        Self { table, rows_by_song }
    }

    /// Fills the empty audio features of a CSV text. Columns, their order and all other cells stay as they
    /// are; features that it has no columns for and the column [`MATCH_COLUMN`] are added at the end.
    ///
    /// # Errors
    /// If the text is not CSV in UTF-8 or does not say which tracks it is about.
    pub fn fill(&self, input: &[u8]) -> Result<(String, FillReport), FillError> {
        let text = std::str::from_utf8(input).map_err(|_| FillError::NotUtf8)?;
        let (mark, text) = match text.strip_prefix('\u{feff}') {
            Some(text) => ("\u{feff}", text),
            None => ("", text),
        };
        let delimiter = delimiter(text);
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let layout = Layout::of(reader.headers()?)?;
        let mut writer =
            WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
        writer.write_record(&layout.names)?;
        let mut report = FillReport::default();
        for record in reader.records() {
            writer.write_record(self.fill_row(&record?, &layout, &mut report))?;
        }
        let filled = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
        Ok((mark.to_owned() + &String::from_utf8_lossy(&filled), report))
    }

    fn fill_row(
        &self,
        record: &StringRecord,
        layout: &Layout,
        report: &mut FillReport,
    ) -> Vec<String> {
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        cells.resize(layout.names.len().max(cells.len()), String::new());
        let found = self.find(&layout.row(record));
        report.count(found.as_ref().map(|found| found.by));
        if let Some(found) = &found {
            for &(feature, position) in &layout.features {
                if let (true, Some(value)) =
                    (cells[position].trim().is_empty(), found.track.features.get(feature))
                {
                    cells[position] = value.to_string();
                    report.cells += 1;
                }
            }
        }
        cells[layout.match_position] =
            found.map_or_else(|| "not found".to_owned(), |found| found.by.description().to_owned());
        cells
    }

    /// The track that a row means.
    fn find(&self, row: &FileRow<'_>) -> Option<Found> {
        let by_id = row.id.as_ref().and_then(|id| self.table.entry(self.table.row(id)?));
        if let Some(track) = by_id {
            return Some(Found { track, by: MatchedBy::Id });
        }
        let title = row.title?;
        let mut candidates: Vec<SongEntry> = row
            .main_artists()
            .filter_map(|artist| self.rows_by_song.get(&song_key(title, &[artist])))
            .flatten()
            .filter_map(|&track| self.table.entry(track))
            .filter(|track| row.length_difference(track).is_none_or(|ms| ms <= LENGTH_TOLERANCE_MS))
            .collect();
        // The same title first, then the nearest length, then the most popular.
        candidates.sort_by_key(|track| {
            let same_title = track.name.to_lowercase() == title.to_lowercase();
            let difference = row.length_difference(track).unwrap_or(u32::MAX);
            (!same_title, difference, std::cmp::Reverse(track.popularity))
        });
        let track = candidates.into_iter().next()?;
        let by = match row.length_difference(&track) {
            Some(_) => MatchedBy::TitleArtistsLength,
            None => MatchedBy::TitleArtists,
        };
        Some(Found { track, by })
    }
}

struct Found {
    track: SongEntry,
    by: MatchedBy,
}

/// How a track was found, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MatchedBy {
    Id,
    TitleArtistsLength,
    TitleArtists,
}

impl MatchedBy {
    fn description(self) -> &'static str {
        match self {
            Self::Id => "id (certain)",
            Self::TitleArtistsLength => "title, artist and length (likely)",
            Self::TitleArtists => "title and artist (possibly another version)",
        }
    }
}

impl FillReport {
    fn count(&mut self, found: Option<MatchedBy>) {
        self.rows += 1;
        match found {
            Some(MatchedBy::Id) => self.by_id += 1,
            Some(_) => self.by_title += 1,
            None => self.not_found += 1,
        }
    }
}

/// Where the output has what.
struct Layout {
    names: Vec<String>,
    header: Header,
    /// The features and their positions.
    features: Vec<(AudioFeature, usize)>,
    match_position: usize,
}

impl Layout {
    fn of(header: &StringRecord) -> Result<Self, FillError> {
        let mut names: Vec<String> = header.iter().map(str::to_owned).collect();
        let header = Header::new(names.iter().map(|name| name.trim().to_owned()).collect());
        let has_titles = header.has(Column::Name) && header.has(Column::Artists);
        if !has_titles && !header.has(Column::Id) {
            return Err(FillError::NoTracks);
        }
        let features = AudioFeature::ALL.map(|feature| {
            let position = header.position(Column::Feature(feature)).unwrap_or_else(|| {
                names.push(feature.name().to_owned());
                names.len() - 1
            });
            (feature, position)
        });
        let match_position =
            names.iter().position(|name| name == MATCH_COLUMN).unwrap_or(names.len());
        if match_position == names.len() {
            names.push(MATCH_COLUMN.to_owned());
        }
        Ok(Self { names, header, features: features.to_vec(), match_position })
    }

    fn row<'r>(&self, record: &'r StringRecord) -> FileRow<'r> {
        let cell = |column| {
            let text = record.get(self.header.position(column)?)?.trim();
            (!text.is_empty()).then_some(text)
        };
        FileRow {
            id: cell(Column::Id).and_then(|text| bare_id(text).parse().ok()),
            title: cell(Column::Name),
            artists: cell(Column::Artists).unwrap_or_default(),
            duration_ms: cell(Column::Duration).and_then(milliseconds),
        }
    }
}

/// What a row says of its track.
struct FileRow<'r> {
    id: Option<TrackId>,
    title: Option<&'r str>,
    artists: &'r str,
    duration_ms: Option<u32>,
}

impl<'r> FileRow<'r> {
    /// What may be the name of the main artist: the whole text, or what comes before any separator,
    /// since names may have commas of their own.
    fn main_artists(&self) -> impl Iterator<Item = &'r str> {
        let text = self.artists.trim_matches(|c| matches!(c, '[' | ']' | '\'' | '"'));
        let ends = text.match_indices([',', ';']).map(|(end, _)| end);
        let names = ends.map(|end| text[..end].trim_end_matches(['\'', '"']));
        std::iter::once(text).chain(names)
    }

    /// By how much the lengths differ, in milliseconds, if both are known.
    fn length_difference(&self, track: &SongEntry) -> Option<u32> {
        Some(self.duration_ms?.abs_diff(track.duration_ms?))
    }
}

/// The id in a URI or URL of a Spotify track; any other text as it is.
pub fn bare_id(text: &str) -> &str {
    let bare = text.strip_prefix("spotify:track:").or_else(|| {
        let (host, id) = text.strip_prefix("https://open.spotify.com/")?.split_once("track/")?;
        // Addresses may have a language: `/intl-de/track/…`.
        (host.is_empty() || host.starts_with("intl-")).then_some(id)
    });
    bare.map_or(text, |id| id.split(['?', '#']).next().unwrap_or_default())
}

/// A length in milliseconds, or in seconds if it is too small for that.
fn milliseconds(text: &str) -> Option<u32> {
    let value: f64 = text.parse().ok().filter(|value| (1.0..=21_600_000.0).contains(value))?;
    let milliseconds = if value < 3_600.0 { value * 1000.0 } else { value };
    Some(whole64(milliseconds.round()))
}

/// The separator that is most frequent in the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> TrackTable {
        let track = |id: &str, name: &str, artists: &[&str], duration_ms, tempo| SongEntry {
            id: id.parse().expect("an id"),
            index: 0,
            name: name.to_owned(),
            artists: artists.iter().map(|&artist| artist.to_owned()).collect(),
            release_date: None,
            popularity: None,
            duration_ms,
            explicit: None,
            features: [(AudioFeature::Tempo, Some(tempo))].into_iter().collect(),
            genres: Vec::new(),
            lang: None,
        };
        TrackTable::new([
            track("t1", "\"Heroes\"", &["David Bowie"], Some(371_000), 112.0),
            track("t2", "\"Heroes\" - Single Version", &["David Bowie"], Some(215_000), 113.0),
            track("t3", "See You Again", &["Tyler, The Creator", "Kali Uchis"], None, 80.0),
        ])
    }

    fn check(row: &str, tempo: &str, how: &str) {
        let table = table();
        let input = format!("Track URI,Track Name,Artist Name(s),Duration (ms),Tempo\n{row}\n");
        let (output, _) = Filler::new(&table).fill(input.as_bytes()).expect("filled");
        let mut reader = csv::Reader::from_reader(output.as_bytes());
        let (header, row) = (reader.headers().expect("a header").clone(), reader.records().next());
        let row = row.expect("a row").expect("a row");
        let cell = |name| header.iter().position(|found| found == name).and_then(|at| row.get(at));
        assert_eq!((cell("Tempo"), cell(MATCH_COLUMN)), (Some(tempo), Some(how)), "{output}");
    }

    #[test]
    fn tracks_are_found_by_id_then_by_title_artist_and_length() {
        check("spotify:track:t2,Other,Other,1,", "113", "id (certain)");
        check("x,Heroes,David Bowie,371400,", "112", "title, artist and length (likely)");
        check("x,Heroes,David Bowie,215000,", "113", "title, artist and length (likely)");
        check("x,Heroes,David Bowie,100000,", "", "not found");
        check(
            ",\"\"\"Heroes\"\"\",David Bowie,,",
            "112",
            "title and artist (possibly another version)",
        );
        check(
            ",See You Again,\"Tyler, The Creator\",,",
            "80",
            "title and artist (possibly another version)",
        );
        check(
            ",See You Again,\"Tyler, The Creator, Kali Uchis\",,",
            "80",
            "title and artist (possibly another version)",
        );
        check(",Heroes,Peter Gabriel,,", "", "not found");
    }

    #[test]
    fn ids_may_be_in_uris_and_urls() {
        for text in [
            "abc",
            "spotify:track:abc",
            "https://open.spotify.com/track/abc?si=1",
            "https://open.spotify.com/intl-de/track/abc",
        ] {
            assert_eq!(bare_id(text), "abc", "{text}");
        }
    }

    #[test]
    fn known_values_stay() {
        check("t1,Heroes,David Bowie,,99", "99", "id (certain)");
    }

    #[test]
    fn files_without_tracks_are_refused() {
        let table = table();
        let fill = |text: &[u8]| Filler::new(&table).fill(text);
        assert!(matches!(fill(b"colour,shape\nred,round\n"), Err(FillError::NoTracks)));
        assert!(matches!(fill(b"id\n\xff\n"), Err(FillError::NotUtf8)));
    }
}
