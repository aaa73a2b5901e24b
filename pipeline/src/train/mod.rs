//! Trains encoders of sparse rows on the CPU, with hand-written gradients, and exports them as ONNX.
//!
//! An encoder is half of an autoencoder ([`AutoencoderParams`]) or learns to imitate a similarity
//! ([`ImitationParams`]). The first layer costs as much as a row has entries, not columns: its
//! gradient is sparse, and Adam updates only the rows touched.

mod candidates;
mod dropout;
mod encoder;
mod error;
mod imitate;
mod layers;
mod matmul;
mod network;
mod noise;
mod onnx;
mod output;
mod params;
mod rows;
#[cfg(test)]
mod tests;
mod training;

pub use encoder::TrainedEncoder;
pub use error::TrainError;
pub use imitate::{Imitation, ImitationParams};
pub use noise::noisy_query;
pub use onnx::to_onnx;
pub use params::{
    Activation, AutoencoderParams, Layer, OutputLoss, Schedule, Softmax, ValidAutoencoderParams,
};
pub use rows::{SparseRow, SparseRows};
pub use training::{EpochReport, NetworkInputs, NoisyRows};
