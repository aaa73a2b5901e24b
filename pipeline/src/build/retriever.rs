//! Builds a retriever: trains an encoder, encodes the catalogue and indexes the embeddings.

use crate::error::PipelineError;
use crate::index::{build_index, encode};
use crate::progress::Progress;
use crate::train::{
    AutoencoderParams, EpochReport, NetworkInputs, SparseRows, TrainError, TrainedEncoder, to_onnx,
};
use engine::numeric::index32;
use engine::{
    EMBEDDING_DIM, EmbeddingIndex, Id, IndexParams, Retriever, RetrieverFacts, SparseVector,
    StoredEmbedding,
};

/// What a retriever is built from.
pub(super) struct RetrieverInput<'a, V> {
    /// The name shown in progress messages.
    pub(super) name: &'a str,
    /// The fitted vectorizer.
    pub(super) vectorizer: V,
    /// Its number of columns.
    pub(super) columns: usize,
    /// The vector of each track.
    pub(super) vectors: Vec<SparseVector>,
    /// The network to train.
    pub(super) network: AutoencoderParams,
    /// Makes the inputs of an epoch; if there is none, they are the vectors themselves.
    pub(super) noisy: Option<&'a mut NoisyInputs<'a>>,
    /// How the index is built.
    pub(super) index: IndexParams,
}

/// A finished retriever and its facts.
pub(super) type BuiltRetriever<V, P, M> = (Retriever<V, EmbeddingIndex<P, M>>, RetrieverFacts);

/// Makes the noisy vectors of an epoch, one per track.
pub(super) type NoisyInputs<'a> = dyn FnMut(usize) -> Vec<SparseVector> + 'a;

/// Trains the encoder, encodes every track and builds the index.
pub(super) fn build_retriever<V, P: StoredEmbedding, M: Id>(
    input: RetrieverInput<'_, V>,
    progress: Progress,
) -> Result<BuiltRetriever<V, P, M>, PipelineError> {
    let RetrieverInput { name, vectorizer, columns, vectors, network, noisy, index } = input;
    let rows = to_rows(&vectors, columns)?;
    let trained = train(name, &rows, network, noisy, progress)?;
    finish(name, vectorizer, columns, &vectors, &trained, index, progress)
}

/// Encodes every track with a trained encoder and builds the index.
pub(super) fn finish<V, P: StoredEmbedding, M: Id>(
    name: &str,
    vectorizer: V,
    columns: usize,
    vectors: &[SparseVector],
    trained: &TrainedEncoder,
    index: IndexParams,
    progress: Progress,
) -> Result<BuiltRetriever<V, P, M>, PipelineError> {
    let encoder = to_onnx(trained);
    let embeddings = encode(name, &encoder, columns, vectors, progress)?;
    let (index, recall_at_10) = build_index(name, &embeddings, index, progress);
    let facts = RetrieverFacts {
        columns: index32(columns),
        embedding_dim: index32(EMBEDDING_DIM),
        recall_at_10,
    };
    Ok((Retriever { vectorizer, encoder, index }, facts))
}

pub(super) fn to_rows(vectors: &[SparseVector], columns: usize) -> Result<SparseRows, TrainError> {
    let mut rows = SparseRows::new(columns);
    for vector in vectors {
        rows.push(vector.ids(), vector.weights())?;
    }
    Ok(rows)
}

fn train(
    name: &str,
    rows: &SparseRows,
    network: AutoencoderParams,
    noisy: Option<&mut NoisyInputs<'_>>,
    progress: Progress,
) -> Result<TrainedEncoder, TrainError> {
    let total = rows.len() * network.epochs;
    let network = network.check()?;
    progress.step(&format!("{name}: training the encoder"), total, |bar| {
        let mut report = |report: EpochReport| {
            bar.set_position((report.rows * (report.epoch - 1) + report.rows_done) as u64);
            if report.is_last_of_epoch() {
                let EpochReport { epoch, epochs, loss, .. } = report;
                bar.suspend(|| progress.line(&format!("  epoch {epoch}/{epochs}, loss {loss:.4}")));
            }
        };
        let Some(noisy) = noisy else {
            return network.fit(NetworkInputs::Fixed(rows), rows, &mut report);
        };
        let columns = rows.columns();
        let mut make = |epoch| to_rows(&noisy(epoch), columns);
        network.fit(NetworkInputs::Fresh { columns, make: &mut make }, rows, &mut report)
    })
}
