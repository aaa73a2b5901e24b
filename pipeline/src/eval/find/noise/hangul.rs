/// Romanises Hangul by the Revised Romanization of Korean (2000): final consonants move to a
/// following syllable that starts with a vowel, and change before n, m and r.
pub(super) fn romanise(text: &str) -> String {
    let mut romanised = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut carried = None;
    while let Some(c) = chars.next() {
        let Some([initial, vowel, last]) = jamo(c) else {
            romanised.push(c);
            continue;
        };
        romanised.push_str(carried.take().unwrap_or(INITIALS[initial]));
        romanised.push_str(VOWELS[vowel]);
        let next = chars.peek().and_then(|&next| jamo(next)).map(|[initial, ..]| initial);
        let (stays, moves) = joined(last, next);
        romanised.push_str(stays);
        carried = moves;
    }
    romanised
}

/// Numbers of initial, vowel and final of a syllable; final 0 is none.
fn jamo(syllable: char) -> Option<[usize; 3]> {
    let number = (syllable as usize).checked_sub(0xac00).filter(|&number| number < 11_172)?;
    Some([number / 588, number / 28 % 21, number % 28])
}

/// The letters for a final, and for the following initial if it changes.
fn joined(last: usize, next: Option<usize>) -> (&'static str, Option<&'static str>) {
    let (end, moving) = FINALS[last];
    match next.map(|initial| INITIALS[initial]) {
        Some("") => moving.map_or((end, None), |(stays, moves)| (stays, Some(moves))),
        Some("r") if matches!(end, "l" | "n") => ("l", Some("l")),
        Some("r") if !end.is_empty() => (nasal(end), Some("n")),
        Some("n" | "m") => (nasal(end), None),
        _ => (end, None),
    }
}

fn nasal(end: &'static str) -> &'static str {
    match end {
        "k" => "ng",
        "t" => "n",
        "p" => "m",
        other => other,
    }
}

const INITIALS: [&str; 19] = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
    "h",
];

const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
];

/// Each final at the end of a word; and what of it stays and moves before a vowel.
const FINALS: [(&str, Option<(&str, &str)>); 28] = [
    ("", None),
    ("k", Some(("", "g"))),
    ("k", Some(("", "kk"))),
    ("k", Some(("k", "s"))),
    ("n", Some(("", "n"))),
    ("n", Some(("n", "j"))),
    ("n", Some(("", "n"))),
    ("t", Some(("", "d"))),
    ("l", Some(("", "r"))),
    ("k", Some(("l", "g"))),
    ("m", Some(("l", "m"))),
    ("l", Some(("l", "b"))),
    ("l", Some(("l", "s"))),
    ("l", Some(("l", "t"))),
    ("p", Some(("l", "p"))),
    ("l", Some(("", "r"))),
    ("m", Some(("", "m"))),
    ("p", Some(("", "b"))),
    ("p", Some(("p", "s"))),
    ("t", Some(("", "s"))),
    ("t", Some(("", "ss"))),
    ("ng", None),
    ("t", Some(("", "j"))),
    ("t", Some(("", "ch"))),
    ("k", Some(("", "k"))),
    ("t", Some(("", "t"))),
    ("p", Some(("", "p"))),
    ("t", Some(("", ""))),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revised_romanisation() {
        let check = |text, expected| assert_eq!(romanise(text), expected, "{text}");
        check("사랑", "sarang");
        check("강남스타일", "gangnamseutail");
        check("난 알아요", "nan arayo");
        check("좋은 날", "joeun nal");
        check("붉은 노을", "bulgeun noeul");
        check("한국말", "hangungmal");
        check("신라", "silla");
        check("봄날 2", "bomnal 2");
        check("BTS 방탄", "BTS bangtan");
    }
}
