//! Conversions between number types that can lose something, with the reason why they do not, or why it does no harm.

/// A count as a float. Counts above 2²⁴ are rounded, by less than a ten-millionth.
#[expect(clippy::cast_precision_loss, reason = "ratios of counts need no more digits")]
#[inline]
pub fn float(count: usize) -> f32 {
    count as f32
}

/// A count as a float. Counts below 2⁵³ are exact.
#[expect(clippy::cast_precision_loss, reason = "nothing counts that far")]
#[inline]
pub fn float64(count: usize) -> f64 {
    count as f64
}

/// A large count, such as bytes, as a float. Counts below 2⁵³ are exact.
#[expect(clippy::cast_precision_loss, reason = "nothing counts that far")]
#[inline]
pub fn float_from_u64(count: u64) -> f64 {
    count as f64
}

/// A 32-bit number as a float. Above 2²⁴ it is rounded, by less than a ten-millionth.
#[expect(clippy::cast_precision_loss, reason = "distances and milliseconds need no more digits")]
#[inline]
pub fn float_from_u32(number: u32) -> f32 {
    number as f32
}

/// A float with half the digits.
#[expect(clippy::cast_possible_truncation, reason = "weights need no more digits")]
#[inline]
pub fn single(value: f64) -> f32 {
    value as f32
}

/// An index of rows, terms or texts, which have 32 bits wherever they are stored.
///
/// # Panics
/// If there are more than 2³² of them.
#[inline]
pub fn index32(index: usize) -> u32 {
    u32::try_from(index).expect("no catalogue has 2^32 of anything")
}

/// The whole part; 0 for negative numbers and NaN, the largest value for numbers above it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, which the callers want"
)]
#[inline]
pub fn whole(value: f32) -> u32 {
    value as u32
}

/// The whole part, saturated as by [`whole`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, which the callers want"
)]
#[inline]
pub fn whole64(value: f64) -> u32 {
    value as u32
}

/// The whole part as a byte, saturated as by [`whole`].
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` saturates, which the callers want"
)]
#[inline]
pub fn byte(value: f32) -> u8 {
    value as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions_saturate() {
        let check = |value: f32, in_32: u32, in_8: u8| {
            assert_eq!((whole(value), byte(value)), (in_32, in_8), "{value}");
        };
        check(2.9, 2, 2);
        check(-1.0, 0, 0);
        check(300.0, 300, 255);
        check(f32::NAN, 0, 0);
        check(f32::INFINITY, u32::MAX, 255);
    }
}
