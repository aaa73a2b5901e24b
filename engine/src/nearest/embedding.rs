use serde::{Deserialize, Serialize};

/// How many numbers an embedding has.
pub const EMBEDDING_DIM: usize = WIDTH * 4;

/// Numbers that are compared at once.
const WIDTH: usize = 16;

/// The output of an encoder: a point whose neighbours are similar documents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Embedding([[f32; WIDTH]; EMBEDDING_DIM / WIDTH]);

impl Embedding {
    /// None if there are not [`EMBEDDING_DIM`] values.
    pub fn from_slice(values: &[f32]) -> Option<Self> {
        values.try_into().ok().map(Self::new)
    }

    /// An embedding of these values.
    pub fn new(values: [f32; EMBEDDING_DIM]) -> Self {
        let mut embedding = [[0.0; WIDTH]; EMBEDDING_DIM / WIDTH];
        embedding.as_flattened_mut().copy_from_slice(&values);
        Self(embedding)
    }

    /// The values.
    pub fn as_slice(&self) -> &[f32] {
        self.0.as_flattened()
    }

    /// Square of the Euclidean distance.
    pub fn squared_distance(&self, other: &Self) -> f32 {
        let mut sums = [0.0; WIDTH];
        for (ours, theirs) in self.0.iter().zip(&other.0) {
            for column in 0..WIDTH {
                let difference = ours[column] - theirs[column];
                sums[column] += difference * difference;
            }
        }
        sums.iter().sum()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::numeric::float;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn distance_is_the_sum_of_squares(
            a in prop::collection::vec(-9f32..9.0, EMBEDDING_DIM),
            b in prop::collection::vec(-9f32..9.0, EMBEDDING_DIM),
        ) {
            let expected: f32 = a.iter().zip(&b).map(|(x, y)| (x - y) * (x - y)).sum();
            let (a, b) = (Embedding::from_slice(&a), Embedding::from_slice(&b));
            let distance = a.zip(b).map(|(a, b)| a.squared_distance(&b));
            prop_assert!((distance.unwrap_or(f32::NAN) - expected).abs() <= expected * 1e-4 + 1e-4);
        }
    }

    /// Embeddings evenly spread on a circle, so that neighbours are known.
    pub(crate) fn circle(points: usize) -> Vec<Embedding> {
        let angles = (0..points).map(|i| float(i) / float(points) * std::f32::consts::TAU);
        angles
            .map(|angle| {
                let mut values = [0.0; EMBEDDING_DIM];
                (values[0], values[1]) = angle.sin_cos();
                Embedding::new(values)
            })
            .collect()
    }

    #[test]
    fn other_widths_are_refused() {
        assert!(Embedding::from_slice(&[0.0; EMBEDDING_DIM - 1]).is_none());
        assert!(Embedding::from_slice(&[0.0; EMBEDDING_DIM]).is_some());
    }
}
