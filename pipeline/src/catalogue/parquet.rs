//! The cleaned catalogue as a Parquet file: one row per track, unknown values null.

use super::{Catalogue, CatalogueTrack};
use crate::playlists::{Playlist, PlaylistTrack, Playlists};
use catalog::{AudioFeature, AudioFeatures, Provenance, ReleaseDate};
use polars::prelude::{
    Column, DataFrame, IntoColumn, ListBuilderTrait, ListStringChunkedBuilder, NamedFrom,
    ParquetReader, ParquetWriter, PlSmallStr, PolarsError, PolarsResult, SerReader, Series,
};
use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Why a cleaned catalogue cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot {action} the catalogue {}: {source}; run `pipeline clean` to write it again",
    .path.display()
)]
pub struct ParquetError {
    path: PathBuf,
    action: &'static str,
    source: PolarsError,
}

impl Catalogue {
    /// Writes the catalogue to a Parquet file.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn write_parquet(&self, path: &Path) -> Result<(), ParquetError> {
        let write = || -> PolarsResult<()> {
            let mut table = table(self)?;
            ParquetWriter::new(File::create(path)?).finish(&mut table)?;
            Ok(())
        };
        write().map_err(|source| ParquetError { path: path.to_owned(), action: "write", source })
    }

    /// Reads a catalogue that [`write_parquet`](Self::write_parquet) has written.
    ///
    /// # Errors
    /// If the file cannot be read, is not such a catalogue, or has tracks without a name or with the same
    /// id.
    pub fn read_parquet(path: &Path) -> Result<Self, ParquetError> {
        let read = || catalogue(&ParquetReader::new(File::open(path)?).finish()?);
        read().map_err(|source| ParquetError { path: path.to_owned(), action: "read", source })
    }
}

impl Catalogue {
    /// Whether the file at `path` is a catalogue that [`write_parquet`](Self::write_parquet) has written,
    /// by its columns.
    pub fn is_at(path: &Path) -> bool {
        let schema = File::open(path).map(ParquetReader::new).map(|mut reader| reader.schema());
        let Ok(Ok(schema)) = schema else { return false };
        ["id", "name", PROVENANCE, PLAYLISTS].iter().all(|name| schema.contains(name))
    }
}

const PROVENANCE: &str = "audio_features";
const PLAYLISTS: &str = "playlists";

fn table(catalogue: &Catalogue) -> PolarsResult<DataFrame> {
    let tracks = &catalogue.tracks;
    let mut columns = vec![
        texts("id", tracks, |track| Some(track.id.as_str().to_owned())),
        texts("name", tracks, |track| Some(track.name.clone())),
        lists("artists", tracks, |track| &track.artists),
        lists("id_artists", tracks, |track| &track.id_artists),
        texts("release_date", tracks, |track| track.release_date.map(String::from)),
        numbers("popularity", tracks, |track| track.popularity.map(u32::from)),
        numbers("duration_ms", tracks, |track| track.duration_ms),
        flags("explicit", tracks, |track| track.explicit),
    ];
    columns.extend(AudioFeature::ALL.map(|feature| feature_column(feature, tracks)));
    columns.push(lists("genres", tracks, |track| &track.genres));
    columns.push(list_column(PLAYLISTS, &playlists_by_track(catalogue)));
    columns.push(texts("lang", tracks, |track| track.lang.clone()));
    columns.push(texts("lyrics", tracks, |track| track.lyrics.clone()));
    let provenance = PlSmallStr::from_static(provenance_name(catalogue.provenance));
    columns.push(Column::new_scalar(PROVENANCE.into(), provenance.into(), tracks.len()));
    DataFrame::new(tracks.len(), columns)
}

fn provenance_name(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Measured => "measured",
        Provenance::Estimated => "estimated",
    }
}

fn texts(
    name: &str,
    tracks: &[CatalogueTrack],
    of: fn(&CatalogueTrack) -> Option<String>,
) -> Column {
    let values: Vec<Option<String>> = tracks.iter().map(of).collect();
    Series::new(name.into(), values).into_column()
}

fn numbers(
    name: &str,
    tracks: &[CatalogueTrack],
    of: fn(&CatalogueTrack) -> Option<u32>,
) -> Column {
    let values: Vec<Option<u32>> = tracks.iter().map(of).collect();
    Series::new(name.into(), values).into_column()
}

fn flags(name: &str, tracks: &[CatalogueTrack], of: fn(&CatalogueTrack) -> Option<bool>) -> Column {
    let values: Vec<Option<bool>> = tracks.iter().map(of).collect();
    Series::new(name.into(), values).into_column()
}

fn feature_column(feature: AudioFeature, tracks: &[CatalogueTrack]) -> Column {
    let values: Vec<Option<f32>> = tracks.iter().map(|track| track.features.get(feature)).collect();
    Series::new(feature.name().into(), values).into_column()
}

fn lists(name: &str, tracks: &[CatalogueTrack], of: fn(&CatalogueTrack) -> &Vec<String>) -> Column {
    let lists: Vec<&[String]> = tracks.iter().map(|track| of(track).as_slice()).collect();
    list_column(name, &lists)
}

fn list_column<T: AsRef<str>, L: AsRef<[T]>>(name: &str, lists: &[L]) -> Column {
    let entries = lists.iter().map(|list| list.as_ref().len()).sum();
    let mut builder = ListStringChunkedBuilder::new(name.into(), lists.len(), entries);
    for list in lists {
        builder.append_values_iter(list.as_ref().iter().map(AsRef::as_ref));
    }
    builder.finish().into_column()
}

/// For each track, the ids of its playlists.
fn playlists_by_track(catalogue: &Catalogue) -> Vec<Vec<&str>> {
    let mut playlists = vec![Vec::new(); catalogue.tracks.len()];
    for playlist in &catalogue.playlists {
        playlist.tracks.iter().for_each(|&row| playlists[row as usize].push(playlist.id.as_str()));
    }
    playlists
}

/// The playlists of a table, each in the order of the catalogue.
fn playlists(tracks: &[CatalogueTrack], columns: Columns<'_>) -> PolarsResult<Vec<Playlist>> {
    let mut playlists = Playlists::default();
    for (track, lists) in tracks.iter().zip(columns.lists(PLAYLISTS)?) {
        for playlist in lists {
            playlists.add(PlaylistTrack { playlist, track: track.id.clone() });
        }
    }
    Ok(playlists.of_rows(tracks.iter().map(|track| &track.id)))
}

fn catalogue(table: &DataFrame) -> PolarsResult<Catalogue> {
    let columns = Columns { table };
    let ids = columns.texts("id")?;
    let names = columns.texts("name")?;
    let tracks = ids.into_iter().zip(names).map(|(id, name)| {
        let id = id.unwrap_or_default().parse().map_err(invalid)?;
        Ok(CatalogueTrack::new(id, &name.unwrap_or_default()))
    });
    let mut tracks: Vec<CatalogueTrack> = tracks.collect::<PolarsResult<_>>()?;
    check_identities(&tracks)?;
    fill_facts(&mut tracks, columns)?;
    fill_features(&mut tracks, columns)?;
    fill_lists(&mut tracks, columns)?;
    let estimated = columns.texts(PROVENANCE)?.first() == Some(&Some("estimated".to_owned()));
    let provenance = if estimated { Provenance::Estimated } else { Provenance::Measured };
    let playlists = playlists(&tracks, columns)?;
    Ok(Catalogue { tracks, provenance, playlists })
}

fn check_identities(tracks: &[CatalogueTrack]) -> PolarsResult<()> {
    let mut ids = HashSet::with_capacity(tracks.len());
    for (row, track) in (1..).zip(tracks) {
        let problem = match () {
            () if track.name.is_empty() => "has no name",
            () if !ids.insert(&track.id) => "has the id of another track",
            () => continue,
        };
        return Err(PolarsError::ComputeError(format!("row {row} {problem}").into()));
    }
    Ok(())
}

fn fill_facts(tracks: &mut [CatalogueTrack], columns: Columns<'_>) -> PolarsResult<()> {
    for (track, date) in tracks.iter_mut().zip(columns.texts("release_date")?) {
        track.release_date =
            date.map(|date| date.parse::<ReleaseDate>().map_err(invalid)).transpose()?;
    }
    for (track, popularity) in tracks.iter_mut().zip(columns.numbers("popularity")?) {
        track.popularity =
            popularity.map(|number| u8::try_from(number).map_err(invalid)).transpose()?;
    }
    set(tracks, columns.numbers("duration_ms")?, |track, value| track.duration_ms = value);
    set(tracks, columns.flags("explicit")?, |track, value| track.explicit = value);
    set(tracks, columns.texts("lang")?, |track, value| track.lang = value);
    set(tracks, columns.texts("lyrics")?, |track, value| track.lyrics = value);
    Ok(())
}

fn fill_features(tracks: &mut [CatalogueTrack], columns: Columns<'_>) -> PolarsResult<()> {
    for feature in AudioFeature::ALL {
        let values = columns.table.column(feature.name())?.f32()?.iter();
        for (track, value) in tracks.iter_mut().zip(values) {
            let features: &mut AudioFeatures = &mut track.features;
            features.set(feature, value);
        }
    }
    Ok(())
}

fn fill_lists(tracks: &mut [CatalogueTrack], columns: Columns<'_>) -> PolarsResult<()> {
    set(tracks, columns.lists("artists")?, |track, value| track.artists = value);
    set(tracks, columns.lists("id_artists")?, |track, value| track.id_artists = value);
    set(tracks, columns.lists("genres")?, |track, value| track.genres = value);
    Ok(())
}

fn set<T>(tracks: &mut [CatalogueTrack], values: Vec<T>, set: fn(&mut CatalogueTrack, T)) {
    tracks.iter_mut().zip(values).for_each(|(track, value)| set(track, value));
}

fn invalid(error: impl std::error::Error) -> PolarsError {
    PolarsError::ComputeError(error.to_string().into())
}

#[derive(Clone, Copy)]
struct Columns<'a> {
    table: &'a DataFrame,
}

impl Columns<'_> {
    fn texts(self, name: &str) -> PolarsResult<Vec<Option<String>>> {
        Ok(self.table.column(name)?.str()?.iter().map(|text| text.map(str::to_owned)).collect())
    }

    fn numbers(self, name: &str) -> PolarsResult<Vec<Option<u32>>> {
        Ok(self.table.column(name)?.u32()?.iter().collect())
    }

    fn flags(self, name: &str) -> PolarsResult<Vec<Option<bool>>> {
        Ok(self.table.column(name)?.bool()?.iter().collect())
    }

    fn lists(self, name: &str) -> PolarsResult<Vec<Vec<String>>> {
        let lists = self.table.column(name)?.list()?.amortized_iter();
        lists
            .map(|list| {
                let Some(list) = list else {
                    return Ok(Vec::new());
                };
                let entries = list.as_ref().str()?.iter();
                Ok(entries.flatten().map(str::to_owned).collect())
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::numeric::index32;

    fn heroes() -> CatalogueTrack {
        CatalogueTrack {
            artists: vec!["David Bowie".into(), "Brian Eno".into()],
            id_artists: vec!["0oSGxfWSnnOXhD2fKuz2Gy".into()],
            release_date: "1977-10".parse().ok(),
            popularity: Some(70),
            duration_ms: Some(371_000),
            explicit: Some(false),
            features: [(AudioFeature::Tempo, Some(112.2))].into_iter().collect(),
            genres: vec!["art rock".into(), "glam rock".into()],
            lang: Some("en".into()),
            lyrics: Some("La la la\nLa".into()),
            ..CatalogueTrack::new("ew-1".parse().expect("an id"), "\"Heroes\"")
        }
    }

    #[test]
    fn catalogues_round_trip() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("catalogue.parquet");
        let bare = CatalogueTrack::new("ew-2".parse().expect("an id"), "NaN");
        for tracks in [vec![heroes(), bare], vec![]] {
            let provenance =
                if tracks.is_empty() { Provenance::Measured } else { Provenance::Estimated };
            let rows: Vec<u32> = (0..index32(tracks.len())).collect();
            let playlist = Playlist { id: "x".into(), tracks: rows };
            let playlists = if tracks.is_empty() { Vec::new() } else { vec![playlist] };
            let catalogue = Catalogue { tracks, provenance, playlists };
            catalogue.write_parquet(&path).expect("writes");
            assert_eq!(Catalogue::read_parquet(&path).expect("reads"), catalogue);
        }
    }

    #[test]
    fn tracks_must_have_names_and_distinct_ids() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("catalogue.parquet");
        for (tracks, problem) in [
            (vec![heroes(), heroes()], "row 2 has the id of another track"),
            (vec![CatalogueTrack { name: String::new(), ..heroes() }], "row 1 has no name"),
        ] {
            let catalogue = Catalogue { tracks, ..Catalogue::default() };
            catalogue.write_parquet(&path).expect("writes");
            let error = Catalogue::read_parquet(&path).expect_err(problem);
            assert!(error.to_string().contains(problem), "{error}");
        }
    }

    #[test]
    fn other_files_are_refused() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("catalogue.parquet");
        std::fs::write(&path, "id,name\n").expect("writes");
        let error = Catalogue::read_parquet(&path).expect_err("no Parquet file");
        assert!(error.to_string().contains("cannot read the catalogue"), "{error}");
    }
}
