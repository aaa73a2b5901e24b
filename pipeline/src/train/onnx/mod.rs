//! Exports trained encoders in the Open Neural Network Exchange format.

mod encoder;
mod graph;
mod proto;

pub use encoder::to_onnx;
