//! Encodes the catalogue and makes it searchable: indexes of embeddings, and the map.

mod embeddings;
pub mod map;

pub use embeddings::{build_index, encode, measure_recall};
