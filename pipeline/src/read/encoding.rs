//! Detects the encoding of a text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding of a text that starts with `sample`; none if it is not text.
///
/// A text is UTF-8 unless it has invalid bytes and no valid multi-byte characters, so that a few damaged
/// characters do not make it something else.
pub(super) fn detect(sample: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return Some(encoding);
    }
    // Text may have a stray NUL; binary data and UTF-16 have many.
    if memchr::memchr_iter(0, sample).count() > sample.len() / 10 {
        return utf_16(sample);
    }
    let (valid, invalid) = multi_byte_characters(sample);
    Some(if invalid == 0 || valid > 0 { UTF_8 } else { legacy(sample) })
}

/// UTF-16 without a byte-order mark: of mostly ASCII text, every second byte is zero.
fn utf_16(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |offset: usize| {
        let bytes = sample.iter().skip(offset).step_by(2);
        bytes.filter(|&&byte| byte == 0).count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 4;
    match (even, odd) {
        (0, zeros) if zeros >= many => Some(UTF_16LE),
        (zeros, 0) if zeros >= many => Some(UTF_16BE),
        _ => None,
    }
}

/// The numbers of valid multi-byte characters and of invalid sequences; one cut off by the end of the
/// sample counts as neither.
fn multi_byte_characters(sample: &[u8]) -> (usize, usize) {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in sample.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    let cut_off = str::from_utf8(sample).is_err_and(|error| error.error_len().is_none());
    (valid, invalid - usize::from(cut_off && invalid > 0))
}

fn legacy(sample: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if !guess.is_single_byte() || !reads_as_latin(guess, sample) {
        return guess;
    }
    // chardetng does not know Mac Roman, and short samples mislead it among the Latin encodings.
    let candidates = [WINDOWS_1252, MACINTOSH, guess];
    candidates.into_iter().min_by_key(|encoding| oddities(encoding, sample)).unwrap_or(guess)
}

fn reads_as_latin(encoding: &'static Encoding, sample: &[u8]) -> bool {
    let text = encoding.decode_without_bom_handling(sample).0;
    !text.chars().any(|c| c.is_alphabetic() && c > '\u{24f}')
}

/// How often a text has characters where a correctly decoded one would not: symbols within words,
/// capitals after small letters, control characters, and letters that are rare in titles.
fn oddities(encoding: &'static Encoding, sample: &[u8]) -> usize {
    let text = encoding.decode_without_bom_handling(sample).0;
    let chars: Vec<char> = text.chars().collect();
    let odd = |at: usize| {
        let c = chars[at];
        let before = at.checked_sub(1).map_or(' ', |before| chars[before]);
        let after = chars.get(at + 1).copied().unwrap_or(' ');
        let in_word = before.is_alphabetic() && after.is_alphabetic();
        match c {
            _ if c.is_ascii() => 0,
            _ if c.is_control() || c == char::REPLACEMENT_CHARACTER => 3,
            '’' => 0,
            _ if c.is_alphabetic() => {
                usize::from(c.is_uppercase() && before.is_lowercase())
                    + usize::from(c > '\u{ff}')
                    + usize::from(matches!(c, 'ª' | 'º'))
            }
            '“' | '”' | '‘' | '–' | '—' | '…' => usize::from(in_word) * 2,
            _ => 1 + usize::from(in_word),
        }
    };
    (0..chars.len()).map(odd).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sample: &[u8], expected: &str) {
        let found = detect(sample).map_or("none", Encoding::name);
        assert_eq!(found, expected, "{}", String::from_utf8_lossy(sample));
    }

    #[test]
    fn encodings() {
        check(b"id,name\n1,Heroes", "UTF-8");
        check("id,name\n1,Señorita".as_bytes(), "UTF-8");
        check(&"1,Señor".as_bytes()[..6], "UTF-8");
        check(b"1,Se\xc3\xb1orita\n2,Caf\xe9", "UTF-8");
        check(b"\xef\xbb\xbfid,name", "UTF-8");
        check(b"\xff\xfei\0d\0", "UTF-16LE");
        check(b"i\0d\0,\0n\0a\0m\0e\0", "UTF-16LE");
        check(b"\0i\0d\0,\0n\0a\0m\0e", "UTF-16BE");
        check(b"\0\x01\0\x03binary\0\0", "none");
        check(b"1,Caf\xe9 del Mar", "windows-1252");
        check(b"1,Se\xf1orita\n2,LA CANCI\xd3N\n3,from \x9313 Reasons\x94", "windows-1252");
        check(b"1,Caf\x8e del Mar\n2,Se\x96orita\n3,M\x9ftley Cr\x9fe", "macintosh");
        let russian = encoding_rs::WINDOWS_1251.encode("1,Подмосковные вечера\n2,Катюша").0;
        check(&russian, "windows-1251");
    }
}
