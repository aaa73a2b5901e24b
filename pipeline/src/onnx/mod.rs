//! Writes trained encoders in the Open Neural Network Exchange format.
mod encoder;
mod graph;
mod proto;

pub use encoder::{TablePrecision, export_encoder, export_encoder_as};
