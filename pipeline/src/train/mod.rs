//! Trains autoencoders over sparse rows, on the CPU, with hand-written gradients.
//!
//! [`AutoencoderParams`] describe the network and its training; once
//! [checked](AutoencoderParams::check) they [fit](ValidAutoencoderParams::fit) a
//! [`TrainedAutoencoder`] to [`SparseRows`]. The first layer costs as much as a row has entries, not
//! columns; its gradient is sparse, and Adam is applied to the rows touched.
mod adam;
mod autoencoder;
mod candidates;
mod dropout;
mod error;
mod fit;
mod imitate;
pub(crate) mod layers;
mod matmul;
pub(crate) mod network;
mod output;
mod params;
mod rows;
#[cfg(test)]
mod tests;

pub use autoencoder::TrainedAutoencoder;
pub use error::TrainError;
pub use fit::{EpochReport, Inputs};
pub use imitate::{Imitation, ImitationParams};
pub use params::{
    Activation, AutoencoderParams, Layer, OutputLoss, Schedule, Softmax, ValidAutoencoderParams,
};
pub use rows::{SparseRow, SparseRows};
