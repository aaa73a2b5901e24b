//! The facts of a track that count for similarity.

use crate::id::TrackRow;
use crate::numeric::float_from_u32;
use crate::tracks::TrackTable;
use catalog::{AudioFeature, Facet, SongEntry};

/// How many facets are numbers.
pub const NUMBERS: usize = 3 + AudioFeature::COUNT;

/// The facets that are numbers, in the order used throughout.
pub fn number_facets() -> [Facet; NUMBERS] {
    let mut facets = [Facet::Year; NUMBERS];
    for (slot, facet) in facets.iter_mut().zip(Facet::numbers()) {
        *slot = facet;
    }
    facets
}

/// Where a facet stands among the numbers.
pub(crate) fn slot_of(facet: Facet) -> Option<usize> {
    number_facets().iter().position(|number| *number == facet)
}

/// A track's numbers, language and genres.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts<'a> {
    /// By [`number_facets`]; years with their fractions.
    pub numbers: [Option<f32>; NUMBERS],
    /// ISO 639 code.
    pub language: Option<&'a str>,
    /// Names of the genres.
    pub genres: Vec<&'a str>,
}

impl<'a> Facts<'a> {
    /// The facts of any track.
    pub fn of(track: &'a SongEntry) -> Self {
        let number = |facet| match facet {
            Facet::Year => track.release_date.map(catalog::ReleaseDate::as_years),
            Facet::Popularity => track.popularity.map(f32::from),
            Facet::Duration => track.duration_ms.map(float_from_u32),
            Facet::Audio(feature) => track.features.get(feature),
            Facet::Genres | Facet::Language | Facet::Playlists => None,
        };
        Self {
            numbers: number_facets().map(number),
            language: track.lang.as_deref(),
            genres: track.genres.iter().map(String::as_str).collect(),
        }
    }

    /// The facts of the track in a row.
    pub fn of_row(table: &'a TrackTable, row: TrackRow) -> Self {
        Self {
            numbers: number_facets().map(|facet| number_in_row(facet, table, row)),
            language: table.language(row),
            genres: table.genres(row).collect(),
        }
    }
}

/// A number of the track in a row.
pub(crate) fn number_in_row(facet: Facet, table: &TrackTable, row: TrackRow) -> Option<f32> {
    match facet {
        Facet::Year => table.release_date(row).map(catalog::ReleaseDate::as_years),
        Facet::Popularity => table.popularity(row).map(f32::from),
        Facet::Duration => table.duration_ms(row).map(float_from_u32),
        Facet::Audio(feature) => table.feature(row, feature),
        Facet::Genres | Facet::Language | Facet::Playlists => None,
    }
}

/// A number as people know it: whole years.
pub(crate) fn plain_number(facet: Facet, value: f32) -> f32 {
    if facet == Facet::Year { value.floor() } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tracks::table::tests::track;

    #[test]
    fn a_row_tells_what_the_track_tells() {
        let mut song = track("1", "Heroes", &["David Bowie"], &["art rock", "glam rock"]);
        song.release_date = "1977-09-23".parse().ok();
        song.popularity = Some(70);
        song.duration_ms = Some(371_000);
        song.lang = Some("en".into());
        song.features.set(AudioFeature::Key, Some(7.0));
        let table = TrackTable::new([song.clone()]);
        assert_eq!(Facts::of_row(&table, TrackRow(0)), Facts::of(&song));
        assert_eq!(Facts::of(&song).numbers.iter().flatten().count(), 4);
    }
}
