//! Compares the genres that tracks inherit from their artists with those a file gives for the same
//! tracks.

use crate::catalogue::CatalogueTrack;
use crate::clean::{CleanOptions, load_catalogue, names, terms};
use crate::columns::Column;
use crate::error::PipelineError;
use crate::progress::Progress;
use crate::read::{FileKind, Row, find_sources, for_each_batch};
use engine::numeric::float64;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::PathBuf;

/// How inherited genres compare with expected ones, as sets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct GenresEvaluation {
    /// Tracks with expected genres.
    pub tracks: usize,
    /// Tracks with exactly the expected genres.
    pub same: usize,
    /// Tracks that lack genres no artist file has for any of their artists. They may have labels
    /// from their own rows instead.
    pub not_in_artists: usize,
    /// Tracks that differ for another reason.
    pub otherwise: usize,
    /// The tracks whose genres differ.
    pub differing: Vec<DifferingTrack>,
}

/// A track whose genres differ from the expected ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DifferingTrack {
    /// Its id.
    pub id: String,
    /// Its artists.
    pub artists: Vec<String>,
    /// Expected genres it lacks.
    pub lacking: Vec<String>,
    /// Genres it has beyond the expected ones.
    pub surplus: Vec<String>,
}

type GenreSets = HashMap<String, HashSet<String>>;

impl GenresEvaluation {
    /// Cleans the files in `inputs` and compares the genres with those of a "genres of tracks" file
    /// among them.
    ///
    /// # Errors
    /// If a file cannot be read or none has genres of tracks.
    pub fn of(inputs: &[PathBuf], progress: Progress) -> Result<Self, PipelineError> {
        let (catalogue, _) = load_catalogue(inputs, &CleanOptions::default(), &progress)?;
        let expected = collect(inputs, FileKind::TrackGenres)?;
        if expected.is_empty() {
            return Err(PipelineError::NoTrackGenres);
        }
        let of_artists = collect(inputs, FileKind::Artists)?;
        let mut evaluation = Self::default();
        for track in &catalogue.tracks {
            if let Some(genres) = expected.get(track.id.as_str()).filter(|set| !set.is_empty()) {
                evaluation.add(track, genres, &of_artists);
            }
        }
        Ok(evaluation)
    }

    fn add(&mut self, track: &CatalogueTrack, expected: &HashSet<String>, of_artists: &GenreSets) {
        self.tracks += 1;
        let inherited: HashSet<String> = track.genres.iter().cloned().collect();
        let difference = |a: &HashSet<String>, b| sorted(a.difference(b).cloned());
        let (lacking, surplus) =
            (difference(expected, &inherited), difference(&inherited, expected));
        if lacking.is_empty() && surplus.is_empty() {
            self.same += 1;
            return;
        }
        let artists = || track.artists.iter().chain(&track.id_artists);
        let is_known = |genre: &String| {
            artists().any(|artist| of_artists.get(artist).is_some_and(|set| set.contains(genre)))
        };
        if !lacking.is_empty() && !lacking.iter().any(is_known) {
            self.not_in_artists += 1;
        } else {
            self.otherwise += 1;
        }
        let (id, artists) = (track.id.as_str().to_owned(), track.artists.clone());
        self.differing.push(DifferingTrack { id, artists, lacking, surplus });
    }
}

fn sorted(genres: impl Iterator<Item = String>) -> Vec<String> {
    let mut genres: Vec<String> = genres.collect();
    genres.sort_unstable();
    genres
}

/// The genres that files of a kind give, by track id or artist id or name.
fn collect(inputs: &[PathBuf], kind: FileKind) -> Result<GenreSets, PipelineError> {
    let mut sets = GenreSets::new();
    for source in find_sources(inputs)?.iter().filter(|source| source.kind == kind) {
        for_each_batch(source, &|_| (), |batch| {
            (0..batch.len()).for_each(|row| add_row(&mut sets, batch.row(row)));
            Ok::<(), PipelineError>(())
        })?;
    }
    Ok(sets)
}

fn add_row(sets: &mut GenreSets, row: Row<'_>) {
    let genres = row.get(Column::Genres).and_then(|cell| terms(cell).ok()).unwrap_or_default();
    let keys = [Column::Id, Column::Name].into_iter().filter_map(|column| row.get(column));
    let listed = row.get(Column::Artists).and_then(|cell| names(cell).ok()).unwrap_or_default();
    for key in keys.map(str::to_owned).chain(listed) {
        sets.entry(key).or_default().extend(genres.iter().cloned());
    }
}

impl fmt::Display for GenresEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tracks, same, not_in_artists, otherwise, differing } = self;
        let share = 100.0 * float64(*same) / float64((*tracks).max(1));
        writeln!(f, "{same} of {tracks} tracks have exactly the expected genres ({share:.2}%)")?;
        writeln!(f, "{not_in_artists} lack genres that no file has for any of their artists")?;
        writeln!(f, "{otherwise} differ for another reason")?;
        for DifferingTrack { id, artists, lacking, surplus } in differing.iter().take(10) {
            write!(f, "\n{id} by {}", artists.join(", "))?;
            write_list(f, "lacks", lacking)?;
            write_list(f, "also has", surplus)?;
        }
        Ok(())
    }
}

fn write_list(f: &mut fmt::Formatter<'_>, verb: &str, genres: &[String]) -> fmt::Result {
    if genres.is_empty() { Ok(()) } else { write!(f, "; {verb} {}", genres.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn evaluate(files: &[(&str, &str)]) -> Result<GenresEvaluation, PipelineError> {
        let dir = tempfile::tempdir().expect("a directory");
        for (name, text) in files {
            fs::write(dir.path().join(name), text).expect("written");
        }
        GenresEvaluation::of(&[dir.path().to_owned()], Progress::silent())
    }

    const TRACKS: (&str, &str) = (
        "tracks.csv",
        "id,name,artists\nt1,One,['A']\nt2,Two,['B']\nt3,Three,\"['A', 'C']\"\nt4,Four,['C']\n",
    );
    const ARTISTS: (&str, &str) =
        ("artists.csv", "id,name,genres\n1,A,['rock']\n2,B,\"['pop', 'soul']\"\n3,C,[]\n");

    #[test]
    fn differences_are_explained() {
        let expected =
            "id,artist_genres\nt1,['rock']\nt2,['pop']\nt3,\"['rock', 'jazz']\"\nt4,[]\n";
        let files = [TRACKS, ARTISTS, ("expected.csv", expected)];
        let evaluation = evaluate(&files).expect("well-formed");
        let GenresEvaluation { tracks, same, not_in_artists, otherwise, .. } = evaluation;
        assert_eq!((tracks, same, not_in_artists, otherwise), (3, 1, 1, 1));
        assert_eq!(evaluation.differing[0].surplus, ["soul"]);
        assert_eq!(evaluation.differing[1].lacking, ["jazz"]);
    }

    #[test]
    fn expected_genres_are_required() {
        let error = evaluate(&[TRACKS, ARTISTS]).expect_err("no expected genres");
        assert!(error.to_string().contains("artist_genres"), "{error}");
    }
}
