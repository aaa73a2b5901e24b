//! Highlights: the parts of a text that were typed.

use crate::numeric::index32;
use crate::text;
use catalog::Mark;

/// A normalised word to highlight.
pub(crate) struct Highlighted<'a> {
    pub word: &'a str,
    /// How many of its first characters; none for all.
    pub chars: Option<usize>,
}

/// The parts of a text that are among the words, in order and without overlaps.
pub(crate) fn highlights(original: &str, words: &[Highlighted<'_>]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (word, mark) in words_with_positions(original) {
        if let Some(found) = words.iter().find(|highlighted| highlighted.word == word) {
            let whole = mark.end - mark.start;
            // Where folding changed the number of characters, the whole word is highlighted.
            let same = word.chars().count() == whole as usize;
            let length =
                found.chars.filter(|_| same).map_or(whole, |chars| whole.min(index32(chars)));
            push(&mut marks, Mark { start: mark.start, end: mark.start + length });
        }
    }
    marks
}

/// Merges overlapping marks, as those of character pairs are.
fn push(marks: &mut Vec<Mark>, mark: Mark) {
    match marks.last_mut() {
        Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
        _ => marks.push(mark),
    }
}

/// The normalised words of a text, each with its position.
fn words_with_positions(original: &str) -> Vec<(String, Mark)> {
    let chars: Vec<char> = original.chars().collect();
    let mut words = Vec::new();
    for (start, end) in runs(&chars, |c| !c.is_whitespace()) {
        let run: String = chars[start..end].iter().collect();
        match text::words(&run).as_slice() {
            [] => {}
            [word] => words.push((word.clone(), trimmed(&chars, start, end))),
            _ => words_of_pieces(&chars, start, end, &mut words),
        }
    }
    words
}

/// The words of a run with several: "Heart-Shaped", "上を向いて".
fn words_of_pieces(chars: &[char], start: usize, end: usize, words: &mut Vec<(String, Mark)>) {
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’') || !c.is_ascii();
    for (from, to) in runs(&chars[start..end], in_word) {
        let (from, to) = (start + from, start + to);
        let piece: String = chars[from..to].iter().collect();
        let found = text::words(&piece);
        let pairs = found.len() > 1 && found.len() + 1 == to - from;
        for (at, word) in found.into_iter().enumerate() {
            let mark = if pairs {
                Mark { start: index32(from + at), end: index32(from + at + 2) }
            } else {
                trimmed(chars, from, to)
            };
            words.push((word, mark));
        }
    }
}

/// Start and end of each run of characters for which `inside` holds.
fn runs(chars: &[char], inside: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, &c) in chars.iter().enumerate() {
        match (inside(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    runs.extend(start.map(|from| (from, chars.len())));
    runs
}

/// A run without punctuation at its ends.
fn trimmed(chars: &[char], start: usize, end: usize) -> Mark {
    let is_letter = |at: &usize| chars[*at].is_alphanumeric();
    let first = (start..end).find(is_letter).unwrap_or(start);
    let last = (start..end).rfind(is_letter).map_or(end, |at| at + 1);
    Mark { start: index32(first), end: index32(last) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, words: &[(&str, Option<usize>)], expected: &[&str]) {
        let words: Vec<Highlighted<'_>> =
            words.iter().map(|&(word, chars)| Highlighted { word, chars }).collect();
        let chars: Vec<char> = text.chars().collect();
        let found: Vec<String> = highlights(text, &words)
            .into_iter()
            .map(|mark| chars[mark.start as usize..mark.end as usize].iter().collect())
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn typed_words_are_highlighted() {
        check("Bohemian Rhapsody", &[("rhapsody", None)], &["Rhapsody"]);
        check("Bohemian Rhapsody", &[("rhapsody", Some(4))], &["Rhap"]);
        check("Heart-Shaped Box", &[("shaped", None), ("box", None)], &["Shaped", "Box"]);
        check("Don't Stop (Live)", &[("dont", None), ("live", None)], &["Don't", "Live"]);
        check("Déjà Vu!", &[("vu", None), ("deja", None)], &["Déjà", "Vu"]);
        check("Straße", &[("strasse", Some(3))], &["Straße"]);
        check("上を向いて歩こう", &[("を向", None), ("向い", None)], &["を向い"]);
        check("Queen", &[("king", None)], &[]);
    }

    proptest! {
        #[test]
        fn highlights_are_ordered_parts_of_the_text(text in "\\PC{0,24}") {
            let words = text::words(&text);
            let words: Vec<Highlighted<'_>> =
                words.iter().map(|word| Highlighted { word, chars: None }).collect();
            let marks = highlights(&text, &words);
            let length = index32(text.chars().count());
            prop_assert!(marks.iter().all(|mark| mark.start <= mark.end && mark.end <= length));
            prop_assert!(marks.windows(2).all(|pair| pair[0].end <= pair[1].start));
        }
    }
}
