use crate::error::PipelineError;
use crate::eval::find::labelled::LabelledHint;
use crate::eval::find::songs::Songs;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Latency of the original's method in Python, in milliseconds: scikit-learn's TF-IDF, dense
/// layers, a ball tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginalTiming {
    /// Number of hints asked.
    pub queries: usize,
    /// Number of terms.
    pub terms: usize,
    /// Whether the embeddings come from "trained" or "random" weights.
    pub weights: String,
    /// The median.
    pub p50: f64,
    /// The 95th percentile.
    pub p95: f64,
    /// The 99th percentile.
    pub p99: f64,
}

/// The script.
const SCRIPT: &str = include_str!("../../../../benches/find_original.py");

/// Hints asked.
const HINTS: usize = 100;

impl OriginalTiming {
    /// Runs the original's method on one thread in a Python with scikit-learn; `encoder` is the
    /// encoder of the preset `spotifinder` for the same catalogue.
    ///
    /// # Errors
    /// If Python or scikit-learn is missing or fails.
    pub fn measure(
        python: &Path,
        songs: &Songs,
        hints: &[LabelledHint],
        encoder: Option<PathBuf>,
    ) -> Result<Self, PipelineError> {
        run(python, songs, hints, encoder)
            .map_err(|source| PipelineError::Io { path: python.to_owned(), source })
    }
}

fn run(
    python: &Path,
    songs: &Songs,
    hints: &[LabelledHint],
    encoder: Option<PathBuf>,
) -> io::Result<OriginalTiming> {
    let scratch = tempfile::tempdir()?;
    let [script, tracks, texts] =
        ["find_original.py", "tracks.csv", "hints.txt"].map(|name| scratch.path().join(name));
    std::fs::write(&script, SCRIPT)?;
    write_tracks(songs, &tracks)?;
    write_texts(hints, &texts)?;
    let mut command = Command::new(python);
    command.arg(&script).arg(&tracks).arg(&texts).args(encoder);
    command.envs(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"].map(|name| (name, "1")));
    let output = command.output()?;
    serde_json::from_slice(&output.stdout).map_err(|_| {
        let errors = String::from_utf8_lossy(&output.stderr);
        io::Error::other(errors.lines().last().unwrap_or("it printed nothing").to_owned())
    })
}

fn write_tracks(songs: &Songs, path: &Path) -> io::Result<()> {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(["name", "artists"])?;
    for track in songs.tracks() {
        writer.write_record([&track.track.name, &track.track.artists.join(", ")])?;
    }
    writer.flush()
}

fn write_texts(hints: &[LabelledHint], path: &Path) -> io::Result<()> {
    let mut file = File::create(path)?;
    let mut some = hints.iter().step_by((hints.len() / HINTS).max(1)).take(HINTS);
    some.try_for_each(|hint| writeln!(file, "{}", hint.hint))
}
