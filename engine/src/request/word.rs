//! The words of a request, with where they stand.

use crate::text;
use std::ops::Range;

/// A normalised word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub text: String,
    /// The bytes of the text that it stands for.
    pub span: Range<usize>,
}

/// The words of a text.
pub(crate) fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    for (end, sign) in text.char_indices().filter(|(_, c)| separates(*c)) {
        push(text, start..end, &mut words);
        start = end + sign.len_utf8();
    }
    push(text, start..text.len(), &mut words);
    words
}

/// Signs within words, as in "AC-DC's" or "A$AP", are left to the normaliser.
fn separates(c: char) -> bool {
    c.is_whitespace() || "\"“”„«»()[]{}<>,;:?/\\|–—…*_~=".contains(c)
}

fn push(text: &str, span: Range<usize>, words: &mut Vec<Word>) {
    let piece = &text[span.clone()];
    if piece.contains(char::is_alphanumeric) {
        let normalised = text::words(piece).into_iter();
        words.extend(normalised.map(|text| Word { text, span: span.clone() }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let words = words_of(text);
        let found: Vec<(&str, &str)> =
            words.iter().map(|word| (word.text.as_str(), &text[word.span.clone()])).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn words_know_where_they_stand() {
        check("Don't “Stop”", &[("dont", "Don't"), ("stop", "Stop")]);
        check("rock/pop, T.N.T. ...", &[("rock", "rock"), ("pop", "pop"), ("tnt", "T.N.T.")]);
        check("well-known", &[("well", "well-known"), ("known", "well-known")]);
        check(" \n?", &[]);
    }
}
