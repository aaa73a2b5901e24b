//! The exponential function in a form that the compiler computes for several numbers at once.

use std::f32::consts::{LN_2, LOG2_E};

/// e^x to five digits, for x up to 0; less than 1e-37 below -87.
#[inline]
pub(crate) fn exp(x: f32) -> f32 {
    // Not `max`, which would turn NaN into a number.
    let x = if x < -87.0 { -87.0 } else { x };
    // The exponent of the result, rounded and biased by adding a number whose last bit counts units.
    let shifted = x * LOG2_E + UNITS;
    let exponent = shifted - UNITS;
    let rest = x - exponent * LN_2;
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0_f32.to_bits()));
    power * TAYLOR.iter().fold(0.0, |sum, coefficient| sum * rest + coefficient)
}

/// 1.5 · 2²³.
const UNITS: f32 = 12_582_912.0;

/// 1/n!, for n from 7 down to 0.
const TAYLOR: [f32; 8] =
    [1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_agrees_with_the_standard_library(x in -87f32..=0.0) {
            prop_assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}: {} {}", exp(x), x.exp());
        }
    }

    #[test]
    fn edge_cases() {
        assert!(exp(f32::NAN).is_nan());
        assert_eq!(exp(0.0).to_bits(), 1.0_f32.to_bits());
        assert!(exp(-1e30) < 1e-37 && exp(f32::NEG_INFINITY) < 1e-37);
    }
}
