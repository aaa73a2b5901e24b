//! Everything that can go wrong in the engine, with what to do about it.

use catalog::{ArtistId, TrackId};
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

/// Why the models could not be loaded, or a question not answered.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// No track of the catalogue has this id.
    #[error("no track has the id {0}: search for its title to find the right one")]
    UnknownTrack(TrackId),
    /// No artist of the catalogue has this id.
    #[error("no artist has the id {0}: search for the name to find the right one")]
    UnknownArtist(ArtistId),
    /// No track of the catalogue has this genre.
    #[error("no track has the genre {0:?}: give one that a track has")]
    UnknownGenre(String),
    /// The preset gives neither reasons nor tuning.
    #[error(
        "these models were built with a preset that gives no reasons and takes no tuning: build them \
         with the preset earworm"
    )]
    NoTuning,
    /// The preset searches its own indexes only.
    #[error(
        "these models were built with a preset that searches its own indexes only: build them with the \
         preset earworm to keep the embeddings elsewhere"
    )]
    OwnIndexes,
    /// The models have no map.
    #[error("these models have no map: draw one with `pipeline map --models DIR`")]
    NoMap,
    /// An index outside this process does not answer.
    #[error("the embedding index does not answer ({0}): check that it runs and holds these models")]
    Index(String),

    /// A file of the models is missing.
    #[error(
        "{} is missing: give the directory of finished models, or build them with \
         `cargo xtask run --data DIR`", .path.display()
    )]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("{} cannot be read or written: {reason}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The manifest does not parse.
    #[error("{} is not a manifest of Earworm's models ({reason}): build the models again", .path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The models are in another version's format.
    #[error(
        "{} says format {found}, this program reads format {readable}: build the models again with \
         this version's pipeline", .path.display()
    )]
    Version {
        /// The manifest.
        path: PathBuf,
        /// The models' format.
        found: u32,
        /// The format that this program reads.
        readable: u32,
    },
    /// The manifest does not list a file that is needed.
    #[error("the manifest does not list {}: build the models again", .path.display())]
    Unlisted {
        /// The file.
        path: PathBuf,
    },
    /// A file is not the one that the manifest was written for.
    #[error(
        "{} differs from what the manifest says (size or SHA-256): it was changed or not fully copied; \
         copy the directory again or build the models again", .path.display()
    )]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The manifest is not the one that its hash was written for.
    #[error(
        "{} does not match its hash in {}: one of them was changed or not fully copied; copy the \
         directory again or build the models again", .path.display(), .hash.display()
    )]
    ChangedManifest {
        /// The manifest.
        path: PathBuf,
        /// The file with its hash.
        hash: PathBuf,
    },
    /// A file is the one that the manifest describes, and still does not decode.
    #[error("{} does not decode ({reason}): build the models again", .path.display())]
    Decode {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The files do not fit each other.
    #[error("the files in {} come from different builds: build the models again", .0.display())]
    Inconsistent(PathBuf),

    /// ONNX Runtime itself could not be loaded.
    #[error(
        "ONNX Runtime could not be loaded from {}: {reason}; run `cargo xtask setup`, or point \
         ORT_DYLIB_PATH to the library of ONNX Runtime 1.24 or newer", .library.display()
    )]
    NoRuntime {
        /// The library that was tried.
        library: PathBuf,
        /// Why it failed.
        reason: String,
    },
    /// The ONNX model is not an encoder of Earworm's.
    #[error(
        "the encoder has the inputs {inputs:?}, the outputs {outputs:?} and the width {width:?} \
         instead of ids, weights, code and {expected}: build the models again"
    )]
    Signature {
        /// Names of its inputs.
        inputs: Vec<String>,
        /// Names of its outputs.
        outputs: Vec<String>,
        /// Last dimension of its output.
        width: Option<usize>,
        /// The width it should have.
        expected: usize,
    },
    /// The encoder's output has an unexpected shape.
    #[error("the encoder answered in the shape {0:?}: build the models again")]
    Shape(Vec<usize>),
    /// A vector has a column that the encoder lacks.
    #[error("the encoder has no column {0}: vectorizer and encoder come from different builds")]
    Column(u32),
    /// ONNX Runtime reported an error.
    #[error("ONNX Runtime failed: {0}")]
    Runtime(String),
}

impl EngineError {
    /// An index outside this process failed for this reason.
    pub fn index(reason: impl Display) -> Self {
        Self::Index(reason.to_string())
    }

    /// A file failed to be read or written.
    pub(crate) fn io(path: &Path, source: &io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            _ => Self::Io { path, reason: source.to_string() },
        }
    }

    /// A file is the one that the manifest describes, and still does not decode.
    pub(crate) fn decode(path: &Path, reason: &impl Display) -> Self {
        Self::Decode { path: path.to_owned(), reason: reason.to_string() }
    }

    /// Whether the models directory is at fault.
    pub fn is_about_models(&self) -> bool {
        matches!(
            self,
            Self::Missing { .. }
                | Self::Io { .. }
                | Self::Manifest { .. }
                | Self::Version { .. }
                | Self::Unlisted { .. }
                | Self::Changed { .. }
                | Self::ChangedManifest { .. }
                | Self::Decode { .. }
                | Self::Inconsistent(_)
        )
    }
}

impl From<ort::Error> for EngineError {
    fn from(error: ort::Error) -> Self {
        Self::Runtime(error.to_string())
    }
}
