use crate::error::PipelineError;
use crate::progress::Progress;
use engine::{
    Embedding, EmbeddingIndex, Encoder, Id, IndexParams, OnnxEncoder, SparseVector, StoredEmbedding,
};
use rayon::prelude::*;

/// Vectors encoded at once.
const BATCH: usize = 1024;

/// The most embeddings searched exactly to measure recall.
const RECALL_SAMPLE: usize = 500;

/// The embeddings of all vectors, computed by ONNX Runtime as the server would.
///
/// # Errors
/// If ONNX Runtime fails.
pub fn encode(
    name: &str,
    encoder: &[u8],
    columns: usize,
    vectors: &[SparseVector],
    progress: Progress,
) -> Result<Vec<Embedding>, PipelineError> {
    let encoder = OnnxEncoder::load(encoder, columns)?;
    progress.step(&format!("{name}: encoding all tracks"), vectors.len(), |bar| {
        let batches: Result<Vec<Vec<Embedding>>, _> = vectors
            .par_chunks(BATCH)
            .map(|batch| {
                bar.inc(batch.len() as u64);
                encoder.encode(batch)
            })
            .collect();
        Ok(batches?.concat())
    })
}

/// Builds the index and measures its recall.
pub fn build_index<P: StoredEmbedding, M: Id>(
    name: &str,
    embeddings: &[Embedding],
    params: IndexParams,
    progress: Progress,
) -> (EmbeddingIndex<P, M>, f32) {
    let build = |_: &_| EmbeddingIndex::build(embeddings, params);
    let index = progress.step(&format!("{name}: building the index"), 0, build);
    let recall = measure_recall(name, &index, embeddings.len(), progress);
    (index, recall)
}

/// The recall@10 of an index of `embeddings` embeddings against exact search.
pub fn measure_recall(
    name: &str,
    index: &EmbeddingIndex<impl StoredEmbedding, impl Id>,
    embeddings: usize,
    progress: Progress,
) -> f32 {
    let step = embeddings.div_ceil(RECALL_SAMPLE);
    let recall = progress.step(&format!("{name}: measuring recall"), 0, |_| index.recall(10, step));
    progress.line(&format!("  recall@10 of the index: {recall:.4}"));
    recall
}
