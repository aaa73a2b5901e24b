use crate::error::PipelineError;
use crate::progress::Progress;
use engine::{Embedding, Encoder, OnnxEncoder, SparseVector};
use rayon::prelude::*;

/// Vectors encoded at once.
const BATCH: usize = 1024;

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
    let threads = rayon::current_num_threads();
    // An encoder works on one batch at a time.
    let encoders: Result<Vec<OnnxEncoder>, _> =
        (0..threads).map(|_| OnnxEncoder::load(encoder, columns)).collect();
    let encoders = encoders?;
    progress.step(&format!("{name}: encoding all tracks"), vectors.len(), |bar| {
        let batches: Result<Vec<Vec<Embedding>>, _> = vectors
            .par_chunks(BATCH)
            .map(|batch| {
                let thread = rayon::current_thread_index().unwrap_or_default();
                let embeddings = encoders[thread % threads].encode(batch);
                bar.inc(batch.len() as u64);
                embeddings
            })
            .collect();
        Ok(batches?.concat())
    })
}
