use super::embedding::{EMBEDDING_DIM, Embedding};
use serde::{Deserialize, Serialize};

/// An embedding whose numbers, -1 to 1, are held in a byte each: a quarter of the memory, and the whole fits
/// in a cache line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(align(64))]
pub struct QuantizedEmbedding([[i8; WIDTH]; EMBEDDING_DIM / WIDTH]);

const WIDTH: usize = 16;

impl From<&Embedding> for QuantizedEmbedding {
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
    fn from(embedding: &Embedding) -> Self {
        let mut bytes = [[0; WIDTH]; EMBEDDING_DIM / WIDTH];
        for (byte, value) in bytes.as_flattened_mut().iter_mut().zip(embedding.as_slice()) {
            *byte = (value * f32::from(i8::MAX)).round() as i8;
        }
        Self(bytes)
    }
}

impl QuantizedEmbedding {
    /// Square of the Euclidean distance, in quantisation steps.
    pub fn squared_distance(&self, other: &Self) -> u32 {
        // One sum of all: the compiler then works on 16 bytes at once, seven times as fast as with a
        // sum for each column.
        let pairs = self.0.as_flattened().iter().zip(other.0.as_flattened());
        pairs
            .map(|(ours, theirs)| {
                let difference = u32::from(ours.abs_diff(*theirs));
                difference * difference
            })
            .sum()
    }

    /// The embedding, as exact as it is held.
    pub fn embedding(&self) -> Embedding {
        let mut values = [0.0; EMBEDDING_DIM];
        for (value, byte) in values.iter_mut().zip(self.0.as_flattened()) {
            *value = f32::from(*byte) / f32::from(i8::MAX);
        }
        Embedding::new(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::float_from_u32;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_keep_the_distance(
            a in prop::collection::vec(-1f32..1.0, EMBEDDING_DIM),
            b in prop::collection::vec(-1f32..1.0, EMBEDDING_DIM),
        ) {
            let (a, b) = (Embedding::from_slice(&a).expect("wide"), Embedding::from_slice(&b).expect("wide"));
            let bytes = float_from_u32(QuantizedEmbedding::from(&a).squared_distance(&QuantizedEmbedding::from(&b)));
            let scale = f32::from(i8::MAX).powi(2);
            prop_assert!((bytes / scale - a.squared_distance(&b)).abs() < 1.1);
        }
    }
}
