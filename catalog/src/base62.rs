//! Base 62: 128 bits as 22 letters and digits, the form of Spotify's ids.

/// Length of an id.
pub const LEN: usize = 22;

const DIGITS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A number in base 62, padded with zeros to [`LEN`] characters.
pub fn encode(number: u128) -> String {
    digits(number).into_iter().map(char::from).collect()
}

/// As [`encode`], in ASCII.
pub fn digits(mut number: u128) -> [u8; LEN] {
    let mut digits = [b'0'; LEN];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(number % 62) as usize];
        number /= 62;
    }
    digits
}

/// The number that [`encode`] writes so; none if `text` is not [`LEN`] letters and digits, or is more
/// than 128 bits.
pub fn decode(text: &str) -> Option<u128> {
    if text.len() != LEN {
        return None;
    }
    text.bytes().try_fold(0_u128, |number, byte| {
        let digit = DIGITS.iter().position(|digit| *digit == byte)?;
        number.checked_mul(62)?.checked_add(digit as u128)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn limits() {
        assert_eq!(encode(0), "0".repeat(LEN));
        assert_eq!(decode(&encode(u128::MAX)), Some(u128::MAX));
        assert_eq!(decode(&"Z".repeat(LEN)), None);
        assert_eq!(decode("ew-t0793"), None);
        assert_eq!(decode(&"é".repeat(LEN / 2)), None);
    }

    proptest! {
        #[test]
        fn numbers_come_back(number in any::<u128>()) {
            let text = encode(number);
            prop_assert_eq!(text.len(), LEN);
            prop_assert_eq!(decode(&text), Some(number));
        }
    }
}
