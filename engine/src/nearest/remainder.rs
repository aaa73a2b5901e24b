use super::embedding::{EMBEDDING_DIM, Embedding};
use super::quantized::{BYTE_OF_ONE, QuantizedEmbedding};
use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};
use std::array;

/// Four more bits for each number of a [`QuantizedEmbedding`]: what its bytes are rounded by, in sixteenths
/// of their step. A search compares bytes; its candidates are put in order with these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable, Serialize, Deserialize)]
#[repr(transparent)]
pub(super) struct Remainder([u8; EMBEDDING_DIM / 2]);

/// Added to a remainder, -8 to 7, so that it is stored as a number from 0.
const OFFSET: i8 = 8;

const STEPS: f32 = 16.0;

impl Remainder {
    /// What an embedding has beyond its bytes.
    pub(super) fn of(embedding: &Embedding, bytes: &QuantizedEmbedding) -> Self {
        let rounded = bytes.embedding();
        let pairs = embedding.as_slice().iter().zip(rounded.as_slice());
        let halves: Vec<u8> = pairs.map(|(exact, rounded)| half(exact - rounded)).collect();
        Self(array::from_fn(|at| halves[2 * at] | halves[2 * at + 1] << 4))
    }

    /// The embedding with its bytes and this.
    pub(super) fn embedding(&self, bytes: &QuantizedEmbedding) -> Embedding {
        let rounded = bytes.embedding();
        Embedding::new(array::from_fn(|at| {
            let half = (self.0[at / 2] >> (at % 2 * 4)) & 15;
            rounded.as_slice()[at] + f32::from(half.cast_signed() - OFFSET) / (STEPS * BYTE_OF_ONE)
        }))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to four bits")]
fn half(difference: f32) -> u8 {
    let steps = (difference * BYTE_OF_ONE * STEPS).round() as i8;
    (steps.clamp(-OFFSET, OFFSET - 1) + OFFSET).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_kept_to_a_sixteenth_of_a_byte(
            values in prop::collection::vec(-1f32..1.0, EMBEDDING_DIM),
        ) {
            let embedding = Embedding::from_slice(&values).expect("wide");
            let bytes = QuantizedEmbedding::from(&embedding);
            let kept = Remainder::of(&embedding, &bytes).embedding(&bytes);
            for (kept, value) in kept.as_slice().iter().zip(&values) {
                prop_assert!((kept - value).abs() <= 1.01 / (STEPS * BYTE_OF_ONE), "{kept} {value}");
            }
        }
    }
}
