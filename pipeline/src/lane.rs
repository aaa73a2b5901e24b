//! Trains an encoder and builds the index of the codes that it makes.

use crate::error::PipelineError;
use crate::onnx::{TablePrecision, export_encoder_as};
use crate::progress::Progress;
use crate::train::{AutoencoderParams, EpochReport, Inputs, SparseRows, TrainedAutoencoder};
use engine::{
    CODE_WIDTH, Code, CodeIndex, Encoder, IndexParams, Lane, LaneFacts, OnnxEncoder, SparseVector,
    StoredCode,
};
use rayon::prelude::*;

/// What a lane is built from.
pub struct LaneInput<'a, V> {
    /// Name of the lane, for the progress.
    pub name: &'a str,
    /// The fitted vectorizer.
    pub vectorizer: V,
    /// Its number of columns.
    pub columns: usize,
    /// The vector of each track.
    pub vectors: Vec<SparseVector>,
    /// The network to train.
    pub network: AutoencoderParams,
    /// Makes the inputs of an epoch; the vectors themselves if there is none.
    pub noisy: Option<&'a mut NoisyInputs<'a>>,
    /// How the index is built.
    pub index: IndexParams,
}

/// Makes the noisy vectors of an epoch, one a track.
pub type NoisyInputs<'a> = dyn FnMut(usize) -> Vec<SparseVector> + 'a;

/// Vectors encoded at once.
const ENCODED_AT_ONCE: usize = 1024;

/// At most so many codes are searched for exactly, to measure the recall.
const RECALL_SAMPLE: usize = 500;

/// Trains the encoder, encodes every track and builds the index.
///
/// # Errors
/// If the training diverges or ONNX Runtime fails.
pub fn build_lane<V, P: StoredCode>(
    input: LaneInput<'_, V>,
    progress: Progress,
) -> Result<(Lane<V, CodeIndex<P>>, LaneFacts), PipelineError> {
    let LaneInput { name, vectorizer, columns, vectors, network, noisy, index } = input;
    let rows = to_rows(&vectors, columns)?;
    let trained = train(name, &rows, network, noisy, progress)?;
    let encoder = export_encoder_as(&trained, TablePrecision::Half);
    let codes = encode(name, &encoder, columns, &vectors, progress)?;
    let index = progress
        .step(&format!("{name}: building the index"), 0, |_| CodeIndex::build(&codes, index));
    let recall = measure_recall(name, &index, codes.len(), progress);
    let facts =
        LaneFacts { columns: columns as u32, code_width: CODE_WIDTH as u32, recall_at_10: recall };
    Ok((Lane { vectorizer, encoder, index }, facts))
}

fn to_rows(vectors: &[SparseVector], columns: usize) -> Result<SparseRows, PipelineError> {
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
) -> Result<TrainedAutoencoder, PipelineError> {
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
            return Ok(network.fit(Inputs::Fixed(rows), rows, &mut report)?);
        };
        let columns = rows.columns();
        let mut make = |epoch| to_rows(&noisy(epoch), columns).unwrap_or_else(|_| rows.clone());
        Ok(network.fit(Inputs::Fresh { columns, make: &mut make }, rows, &mut report)?)
    })
}

/// The codes as the server will see them: made by ONNX Runtime.
pub(crate) fn encode(
    name: &str,
    encoder: &[u8],
    columns: usize,
    vectors: &[SparseVector],
    progress: Progress,
) -> Result<Vec<Code>, PipelineError> {
    let encoder = OnnxEncoder::load(encoder, columns)?;
    progress.step(&format!("{name}: encoding all tracks"), vectors.len(), |bar| {
        let batches: Result<Vec<Vec<Code>>, _> = vectors
            .par_chunks(ENCODED_AT_ONCE)
            .map(|batch| {
                bar.inc(batch.len() as u64);
                encoder.encode(batch)
            })
            .collect();
        Ok(batches?.concat())
    })
}

pub(crate) fn measure_recall(
    name: &str,
    index: &CodeIndex<impl StoredCode>,
    tracks: usize,
    progress: Progress,
) -> f32 {
    let step = tracks.div_ceil(RECALL_SAMPLE);
    let recall = progress
        .step(&format!("{name}: comparing with exact search"), 0, |_| index.recall(10, step));
    progress.line(&format!("  recall@10 of the index: {recall:.4}"));
    recall
}
