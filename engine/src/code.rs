use crate::index::StoredCode;
use instant_distance::Point;
use serde::{Deserialize, Serialize};

/// Width of the codes that the encoders make.
pub const CODE_WIDTH: usize = LANES * 4;

const LANES: usize = 16;

/// What an encoder makes of a document: a point whose neighbours are similar documents.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Code([[f32; LANES]; CODE_WIDTH / LANES]);

impl Code {
    /// The code with these values; none if there are not [`CODE_WIDTH`] of them.
    pub fn from_slice(values: &[f32]) -> Option<Self> {
        values.try_into().ok().map(Self::new)
    }

    /// The code with these values.
    pub fn new(values: [f32; CODE_WIDTH]) -> Self {
        let mut code = [[0.0; LANES]; CODE_WIDTH / LANES];
        code.as_flattened_mut().copy_from_slice(&values);
        Self(code)
    }

    /// The values.
    pub fn as_slice(&self) -> &[f32] {
        self.0.as_flattened()
    }

    /// Square of the Euclidean distance.
    pub fn squared_distance(&self, other: &Self) -> f32 {
        let mut sums = [0.0; LANES];
        for (ours, theirs) in self.0.iter().zip(&other.0) {
            for lane in 0..LANES {
                let difference = ours[lane] - theirs[lane];
                sums[lane] += difference * difference;
            }
        }
        sums.iter().sum()
    }
}

impl From<&Self> for Code {
    fn from(code: &Self) -> Self {
        *code
    }
}

impl StoredCode for Code {
    type Key = [u32; CODE_WIDTH];

    /// The values' bits.
    fn key(&self) -> Self::Key {
        let mut bits = [0; CODE_WIDTH];
        for (bit, value) in bits.iter_mut().zip(self.as_slice()) {
            *bit = value.to_bits();
        }
        bits
    }

    fn code(&self) -> Code {
        *self
    }
}

impl Point for Code {
    // The square has the same order as the distance and spares the root.
    fn distance(&self, other: &Self) -> f32 {
        self.squared_distance(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn distance_is_the_sum_of_squares(
            a in prop::collection::vec(-9f32..9.0, CODE_WIDTH),
            b in prop::collection::vec(-9f32..9.0, CODE_WIDTH),
        ) {
            let expected: f32 = a.iter().zip(&b).map(|(x, y)| (x - y) * (x - y)).sum();
            let (a, b) = (Code::from_slice(&a), Code::from_slice(&b));
            let distance = a.zip(b).map(|(a, b)| a.squared_distance(&b));
            prop_assert!((distance.unwrap_or(f32::NAN) - expected).abs() <= expected * 1e-4 + 1e-4);
        }
    }

    #[test]
    fn other_widths_are_refused() {
        assert!(Code::from_slice(&[0.0; CODE_WIDTH - 1]).is_none());
        assert!(Code::from_slice(&[0.0; CODE_WIDTH]).is_some());
    }
}
