//! Embeddings, and finding those that are nearest to one.

mod distances;
pub(crate) mod distinct;
pub(crate) mod embedding;
mod graph;
pub(crate) mod graph_builder;
pub(crate) mod neighbour;
pub(crate) mod quantized;
mod remainder;
pub(crate) mod song_index;
pub(crate) mod vector_index;

pub use embedding::{EMBEDDING_DIM, Embedding};
pub use graph_builder::IndexParams;
pub use neighbour::Neighbour;
pub use quantized::QuantizedEmbedding;
pub use song_index::SongIndex;
pub use vector_index::{VectorIndex, VectorIndexes};
