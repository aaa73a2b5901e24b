//! Encodes the catalogue and makes it searchable: indexes of embeddings, and the map.

mod embeddings;
pub mod map;
mod nearest;

pub use embeddings::encode;
pub use nearest::{NearestIndex, build_index};
