use crate::artifacts::ArtifactError;
use crate::vector_index::IndexError;
use catalog::{ArtistId, TrackId};
use std::path::PathBuf;

/// Why the engine could not be loaded or could not answer.
#[derive(Debug, thiserror::Error)]
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
    /// The models recommend by plain distance, without reasons and wishes.
    #[error(
        "these models were built with the preset spotifinder, which knows no reasons and no wishes: \
         build them with the preset earworm"
    )]
    NoWishes,
    /// The models are searched in their own indexes alone.
    #[error(
        "these models were built with the preset spotifinder, which is searched in its own indexes: \
         build them with the preset earworm to have them elsewhere"
    )]
    OwnIndexes,
    /// The models have no map.
    #[error("these models have no map: draw one with `pipeline map --models DIR`")]
    NoMap,
    /// The models directory cannot be used.
    #[error(transparent)]
    Artifact(#[from] ArtifactError),
    /// An encoder could not be loaded or failed.
    #[error(transparent)]
    Encoder(#[from] EncoderError),
    /// An index outside this process does not answer.
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Why an encoder cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EncoderError {
    /// ONNX Runtime itself could not be loaded.
    #[error(
        "ONNX Runtime could not be loaded from {}: {reason}; run `cargo xtask setup`, or point \
         ORT_DYLIB_PATH to the library of ONNX Runtime 1.24 or newer", library.display()
    )]
    NoRuntime {
        /// What was tried.
        library: PathBuf,
        /// Why it failed.
        reason: String,
    },
    /// The model is no Earworm encoder.
    #[error(
        "the encoder has the inputs {inputs:?}, the outputs {outputs:?} and the width {width:?} \
         instead of ids, weights, code and {}: build the models again",
        crate::CODE_WIDTH
    )]
    Signature {
        /// Names of its inputs.
        inputs: Vec<String>,
        /// Names of its outputs.
        outputs: Vec<String>,
        /// Last dimension of its output.
        width: Option<i64>,
    },
    /// The encoder answered in an unexpected shape.
    #[error("the encoder answered in the shape {0:?}: build the models again")]
    Shape(Vec<i64>),
    /// A vector has a column that the encoder does not have.
    #[error("the encoder has no column {0}: vectorizer and encoder come from different builds")]
    Column(u32),
    /// ONNX Runtime reported an error.
    #[error("ONNX Runtime failed: {0}")]
    Runtime(String),
}

impl From<ort::Error> for EncoderError {
    fn from(error: ort::Error) -> Self {
        Self::Runtime(error.to_string())
    }
}
