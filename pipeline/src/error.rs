//! Errors of the pipeline.

use crate::catalogue::ParquetError;
use crate::read::ReadError;
use crate::train::TrainError;
use engine::{EngineError, FillError, Preset};
use std::io;
use std::path::{Path, PathBuf};

/// Why a command failed. Each message includes its cause, so the chain of sources need not be printed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// A file or directory cannot be read or written.
    #[error("cannot read or write {}: {source}", .path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// The system's error.
        source: io::Error,
    },
    /// A source file cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A cleaned catalogue cannot be written or read.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// A cleaned catalogue was given along with other files.
    #[error(
        "{} is a cleaned catalogue: give either it alone, or the files that it was made from",
        .0.display()
    )]
    CleanedAmongOthers(PathBuf),
    /// The directory of a cleaned catalogue has no account.
    #[error(
        "`pipeline clean` did not finish in {}: run it again, or pass the catalogue.parquet in it",
        .0.display()
    )]
    Unfinished(PathBuf),
    /// The cleaned catalogue would be written among the files that it is made from.
    #[error("{} is also an input: choose another directory for --out", .0.display())]
    OutAmongData(PathBuf),
    /// Models would replace something else.
    #[error(
        "{} exists and holds other things than models: choose a new directory, or empty it",
        .0.display()
    )]
    NotModels(PathBuf),
    /// A cleaned catalogue would replace a file that `pipeline clean` did not write.
    #[error("{} exists and is not a cleaned catalogue: choose another directory for --out", .0.display())]
    NotACatalogue(PathBuf),
    /// There are no genres to compare with.
    #[error(
        "no file has genres of tracks to compare with: add one with the columns id and artist_genres"
    )]
    NoTrackGenres,
    /// A query to evaluate with is invalid.
    #[error("a query to evaluate with is invalid: {0}")]
    Query(#[from] catalog::InvalidQuery),
    /// Failures of held-out hints were requested.
    #[error(
        "the hints include {0} of the held-out half, whose failures are not shown so that nobody tunes \
         on them: use --seed tuning"
    )]
    HeldOutFailures(usize),
    /// Hints of a held-out kind were requested for tuning.
    #[error("hints of the kind {0} are for reporting only: use --seed held-out, or other kinds")]
    HeldOutKind(String),
    /// Tantivy failed in an evaluation.
    #[cfg(feature = "baselines")]
    #[error("tantivy failed: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// No track is left to build models from.
    #[error("no track is left to build models from: the account says what was rejected and why")]
    NoTracks,
    /// The models have no song embeddings.
    #[error(
        "models with the preset {0} have no song embeddings: build them with the preset earworm"
    )]
    NotMappable(Preset),
    /// Models with another preset cannot be resized.
    #[error("models with the preset {0} cannot be resized: use some with the preset earworm")]
    NotResizable(Preset),
    /// An encoder could not be trained.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// A file cannot be filled.
    #[error(transparent)]
    Fill(#[from] FillError),
    /// The models cannot be written, loaded or asked.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl PipelineError {
    /// Makes an error of what the system says about `path`.
    pub(crate) fn io(path: &Path) -> impl Fn(io::Error) -> Self + Copy {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}
