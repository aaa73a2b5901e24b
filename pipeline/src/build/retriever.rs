//! Builds a retriever: trains an encoder, encodes the catalogue and indexes the embeddings.

use crate::cache::Key;
use crate::error::PipelineError;
use crate::index::{NearestIndex, build_index, encode};
use crate::progress::Progress;
use crate::stages::Stages;
use crate::train::{
    AutoencoderParams, EpochReport, NetworkInputs, NoisyRows, SparseRows, TrainError,
    TrainedEncoder, to_onnx,
};
use engine::numeric::index32;
use engine::{EMBEDDING_DIM, IndexParams, Retriever, RetrieverFacts, SparseVector};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A finished retriever and its facts.
pub(super) type BuiltRetriever<V, I> = (Retriever<V, I>, RetrieverFacts);

/// What an autoencoder is trained with.
pub(super) struct Autoencoder<'a> {
    /// The name shown in progress messages.
    pub(super) name: &'a str,
    /// The network to train.
    pub(super) network: AutoencoderParams,
    /// What the network learns to output: the vectors of the documents.
    pub(super) targets: &'a [SparseVector],
    /// Number of columns of the vectors.
    pub(super) columns: usize,
    /// Makes the inputs; if there is none, they are the targets themselves.
    pub(super) noisy: Option<&'a NoisyRows<'a>>,
}

impl Autoencoder<'_> {
    /// Trains the encoder, an ONNX model, unless one was trained for the same key.
    pub(super) fn train(self, key: &Key, stages: Stages<'_>) -> Result<Vec<u8>, TrainError> {
        let name = format!("{}: training the encoder", self.name);
        stages.cache.stage(&name, key, stages.progress, || {
            let targets = to_rows(self.targets, self.columns)?;
            Ok(to_onnx(&self.fit(&name, &targets, stages.progress)?))
        })
    }

    fn fit(
        self,
        name: &str,
        targets: &SparseRows,
        progress: Progress,
    ) -> Result<TrainedEncoder, TrainError> {
        let total = targets.len() * self.network.epochs;
        let network = self.network.check()?;
        let inputs = match self.noisy {
            Some(make) => NetworkInputs::Noisy { columns: self.columns, make },
            None => NetworkInputs::Fixed(targets),
        };
        progress.step(name, total, |bar| {
            network.fit(inputs, targets, &mut |report: EpochReport| {
                bar.set_position((report.rows * (report.epoch - 1) + report.rows_done) as u64);
                if report.is_last_of_epoch() {
                    let EpochReport { epoch, epochs, loss, .. } = report;
                    bar.suspend(|| {
                        progress.line(&format!("  epoch {epoch}/{epochs}, loss {loss:.4}"));
                    });
                }
            })
        })
    }
}

/// A trained encoder and what it is to index.
pub(super) struct Trained<'a> {
    /// The name shown in progress messages.
    pub(super) name: &'a str,
    /// An ONNX model.
    pub(super) encoder: Vec<u8>,
    /// What it was trained for.
    pub(super) key: Key,
    /// Number of columns of the vectors.
    pub(super) columns: usize,
    /// The vector of each track or song.
    pub(super) vectors: &'a [SparseVector],
    /// How the index is built.
    pub(super) index: IndexParams,
}

impl Trained<'_> {
    /// Encodes the vectors and builds the index, unless that was done before; also returns what the index
    /// was built for.
    pub(super) fn finish<V, I: NearestIndex + Serialize + DeserializeOwned>(
        self,
        vectorizer: V,
        stages: Stages<'_>,
    ) -> Result<(BuiltRetriever<V, I>, Key), PipelineError> {
        let Self { name, encoder, key, columns, vectors, index } = self;
        let key = Key::of(&(key, vectors, index));
        let (index, recall_at_10) = stages.cache.stage(
            &format!("{name}: building the index"),
            &key,
            stages.progress,
            || -> Result<(I, f32), PipelineError> {
                let embeddings = encode(name, &encoder, columns, vectors, stages.progress)?;
                Ok(build_index(name, &embeddings, index, stages.progress))
            },
        )?;
        let (columns, embedding_dim) = (index32(columns), index32(EMBEDDING_DIM));
        let facts = RetrieverFacts { columns, embedding_dim, recall_at_10 };
        Ok(((Retriever { vectorizer, encoder, index }, facts), key))
    }
}

/// The vectors as one matrix.
pub(super) fn to_rows<'a>(
    vectors: impl IntoIterator<Item = &'a SparseVector>,
    columns: usize,
) -> Result<SparseRows, TrainError> {
    let mut rows = SparseRows::new(columns);
    for vector in vectors {
        rows.push(vector.ids(), vector.weights())?;
    }
    Ok(rows)
}
