//! Embeddings, and finding those that are nearest to one.

pub(crate) mod embedding;
pub(crate) mod graph;
pub(crate) mod index;
pub(crate) mod quantized;
pub(crate) mod song_index;
mod stored;
pub(crate) mod vector_index;

pub use embedding::{EMBEDDING_DIM, Embedding};
pub use index::{EmbeddingIndex, IndexParams, Neighbour};
pub use quantized::QuantizedEmbedding;
pub use song_index::SongIndex;
pub use stored::StoredEmbedding;
pub use vector_index::{VectorIndex, VectorIndexes};
