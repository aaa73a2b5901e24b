//! Numbers that may be unknown, without a byte that says so.

use bytemuck::{Pod, Zeroable};
use serde::Serialize;

/// A number that may be unknown; the highest of its type says so.
#[derive(Clone, Copy, Debug, Pod, Zeroable, Serialize)]
#[repr(transparent)]
pub(crate) struct Known<N>(N);

impl<N: Bounded> From<Option<N>> for Known<N> {
    fn from(value: Option<N>) -> Self {
        Self(value.unwrap_or(N::MAX))
    }
}

impl<N: Bounded> Known<N> {
    /// The number, if it is known.
    pub(crate) fn get(self) -> Option<N> {
        (self.0 != N::MAX).then_some(self.0)
    }
}

/// A type with a highest number.
pub(crate) trait Bounded: Copy + PartialEq {
    /// Stands for unknown.
    const MAX: Self;
}

impl Bounded for u8 {
    const MAX: Self = Self::MAX;
}

impl Bounded for u16 {
    const MAX: Self = Self::MAX;
}

impl Bounded for u32 {
    const MAX: Self = Self::MAX;
}

/// A number that may be unknown, held in four bytes: NaN stands for unknown.
#[derive(Clone, Copy, Debug, Pod, Zeroable, Serialize)]
#[repr(transparent)]
pub(super) struct Measured(f32);

impl From<Option<f32>> for Measured {
    fn from(value: Option<f32>) -> Self {
        Self(value.unwrap_or(f32::NAN))
    }
}

impl From<Measured> for Option<f32> {
    fn from(value: Measured) -> Self {
        (!value.0.is_nan()).then_some(value.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_numbers_but_the_highest_may_be_known() {
        for (number, known) in [(0, Some(0)), (u8::MAX - 1, Some(u8::MAX - 1)), (u8::MAX, None)] {
            assert_eq!(Known::from(Some(number)).get(), known);
        }
        assert_eq!(Known::<u32>::from(None).get(), None);
        for number in [None, Some(0.0), Some(-1.5)] {
            assert_eq!(Option::<f32>::from(Measured::from(number)), number);
        }
    }
}
