//! Why a catalogue could not be read or models could not be built.

use crate::catalogue::ParquetError;
use crate::read::ReadError;
use crate::train::TrainError;
use engine::{ArtifactError, EncoderError, EngineError, Preset};
use std::io;
use std::path::PathBuf;

/// Why a catalogue could not be read or models could not be built.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineError {
    /// A file or directory cannot be read or written.
    #[error("{} cannot be read or written: {source}", .path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A source file cannot be read or is none.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A cleaned catalogue cannot be written or read.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// A cleaned catalogue was given along with other files.
    #[error(
        "{} was cleaned before: give it alone, or give all the files that catalogues are cleaned of",
        .0.display()
    )]
    CleanedAmongOthers(PathBuf),
    /// The directory of a cleaned catalogue has no account.
    #[error(
        "cleaning into {} was interrupted: run `pipeline clean` again, or give only its \
         catalogue.parquet", .0.display()
    )]
    Unfinished(PathBuf),
    /// The cleaned catalogue would be written among the files that it is made of.
    #[error("{} is among the data: give another directory for the cleaned catalogue", .0.display())]
    OutAmongData(PathBuf),
    /// Models would replace something else.
    #[error(
        "{} is there and holds no models: name a new directory, or empty this one", .0.display()
    )]
    NotModels(PathBuf),
    /// There are no genres to compare with.
    #[error(
        "none of the files has genres of tracks to compare with: add one with the columns id and \
         artist_genres"
    )]
    NoTrackGenres,
    /// A hint to evaluate with is none.
    #[error("a hint to evaluate with cannot be searched for: {0}")]
    Hint(#[from] catalog::InvalidQuery),
    /// A peer in an evaluation failed.
    #[cfg(feature = "peers")]
    #[error("tantivy failed: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// Nothing is left to build models of.
    #[error(
        "no track is left to build models of: look at the report for what was rejected and why"
    )]
    NoTracks,
    /// The models have no codes of songs.
    #[error("models of the preset {0} have no codes of songs: build some of the preset earworm")]
    NotMappable(Preset),
    /// Models of another preset cannot be made larger or smaller.
    #[error("models of the preset {0} cannot be resized: give models of the preset earworm")]
    NotResizable(Preset),
    /// An encoder could not be trained.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// An encoder could not be run.
    #[error(transparent)]
    Encoder(#[from] EncoderError),
    /// The models cannot be written or read.
    #[error(transparent)]
    Artifact(#[from] ArtifactError),
    /// The finished models do not load.
    #[error("the models do not load or do not answer: {0}")]
    Engine(#[from] EngineError),
}
