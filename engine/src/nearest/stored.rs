use super::embedding::{EMBEDDING_DIM, Embedding};
use instant_distance::Point;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::hash::Hash;

/// The form in which an index holds an embedding.
pub trait StoredEmbedding:
    Point + Serialize + DeserializeOwned + for<'a> From<&'a Embedding>
{
    /// Equal for equal embeddings.
    type Key: Eq + Hash;

    /// The key of this embedding.
    fn key(&self) -> Self::Key;

    /// The embedding, as exact as it is stored.
    fn embedding(&self) -> Embedding;
}

impl StoredEmbedding for Embedding {
    type Key = [u32; EMBEDDING_DIM];

    /// The bits of the numbers.
    fn key(&self) -> Self::Key {
        let mut bits = [0; EMBEDDING_DIM];
        for (bit, value) in bits.iter_mut().zip(self.as_slice()) {
            *bit = value.to_bits();
        }
        bits
    }

    fn embedding(&self) -> Embedding {
        *self
    }
}
