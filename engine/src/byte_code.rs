use crate::code::{CODE_WIDTH, Code};
use crate::index::StoredCode;
use instant_distance::Point;
use serde::{Deserialize, Serialize};

/// A code whose values, -1 to 1, are held in a byte each: a quarter of the memory, and as much
/// faster to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ByteCode([[i8; LANES]; CODE_WIDTH / LANES]);

const LANES: usize = 16;

impl From<&Code> for ByteCode {
    fn from(code: &Code) -> Self {
        let mut bytes = [[0; LANES]; CODE_WIDTH / LANES];
        for (byte, value) in bytes.as_flattened_mut().iter_mut().zip(code.as_slice()) {
            *byte = (value * f32::from(i8::MAX)).round() as i8;
        }
        Self(bytes)
    }
}

impl ByteCode {
    /// Square of the Euclidean distance, in bytes' units.
    pub fn squared_distance(&self, other: &Self) -> u32 {
        // Written so that the compiler works on 16 bytes at once: seven times as fast as with sums by
        // lane.
        let pairs = self.0.as_flattened().iter().zip(other.0.as_flattened());
        pairs
            .map(|(ours, theirs)| {
                let difference = u32::from(ours.abs_diff(*theirs));
                difference * difference
            })
            .sum()
    }
}

impl Point for ByteCode {
    fn distance(&self, other: &Self) -> f32 {
        self.squared_distance(other) as f32
    }
}

impl StoredCode for ByteCode {
    type Key = Self;

    fn key(&self) -> Self {
        *self
    }

    fn code(&self) -> Code {
        let mut values = [0.0; CODE_WIDTH];
        for (value, byte) in values.iter_mut().zip(self.0.as_flattened()) {
            *value = f32::from(*byte) / f32::from(i8::MAX);
        }
        Code::new(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_keep_the_distance(
            a in prop::collection::vec(-1f32..1.0, CODE_WIDTH),
            b in prop::collection::vec(-1f32..1.0, CODE_WIDTH),
        ) {
            let (a, b) = (Code::from_slice(&a).expect("wide"), Code::from_slice(&b).expect("wide"));
            let bytes = ByteCode::from(&a).squared_distance(&ByteCode::from(&b)) as f32;
            let scale = f32::from(i8::MAX).powi(2);
            prop_assert!((bytes / scale - a.squared_distance(&b)).abs() < 1.1);
        }
    }
}
