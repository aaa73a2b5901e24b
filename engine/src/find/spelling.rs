use super::buckets::{Buckets, hash_chars};
use crate::tracks::column::TextColumn;
use serde::{Deserialize, Serialize};

/// Leads from a misspelt word to the words it may mean: two words within `d` edits of each other
/// become equal when at most `d` characters are left out of each (symmetric deletion, Garbe 2012).
/// Only the first [`PREFIX`] characters count, which keeps the table small.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spelling(Buckets);

const PREFIX: usize = 7;
const MAX_DELETIONS: usize = 2;

impl Spelling {
    pub(crate) fn of(words: &TextColumn) -> Self {
        let mut pairs = Vec::new();
        for (number, word) in words.iter().enumerate() {
            shortened_forms(word, |hash| pairs.push((hash, number as u32)));
        }
        Self(Buckets::new(pairs))
    }

    /// Words that may be within the budget of edits, each once; many are not.
    pub(crate) fn candidates(&self, typed: &str) -> Vec<u32> {
        let mut words = Vec::new();
        shortened_forms(typed, |hash| words.extend_from_slice(self.0.get(hash)));
        words.sort_unstable();
        words.dedup();
        words
    }

    pub(crate) fn is_consistent(&self, words: u32) -> bool {
        self.0.is_consistent(words)
    }
}

/// How many edits a word of so many characters may have.
pub(crate) fn edit_budget(chars: usize) -> usize {
    match chars {
        0..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    }
}

/// Hashes of the word's beginning with up to as many characters left out as edits are allowed.
fn shortened_forms(word: &str, mut form: impl FnMut(u32)) {
    let chars: Vec<char> = word.chars().take(PREFIX).collect();
    // A word may be reached by a typed one that is longer and so has the larger budget.
    let deletions = edit_budget(word.chars().count() + 1).min(MAX_DELETIONS);
    form(hash_chars(chars.iter().copied()));
    for first in 0..chars.len() {
        if deletions >= 1 {
            form(hash_without(&chars, first, first));
        }
        for second in first + 1..chars.len() {
            if deletions >= 2 {
                form(hash_without(&chars, first, second));
            }
        }
    }
}

fn hash_without(chars: &[char], first: usize, second: usize) -> u32 {
    let kept = chars.iter().enumerate().filter(|(place, _)| *place != first && *place != second);
    hash_chars(kept.map(|(_, &c)| c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, word: &str) {
        let spelling = Spelling::of(&[word].into_iter().collect());
        assert_eq!(spelling.candidates(typed), [0], "{typed} {word}");
    }

    #[test]
    fn misspelt_words_lead_to_the_right_one() {
        check("bohemain", "bohemian");
        check("rapsody", "rhapsody");
        check("quen", "queen");
        check("teh", "the");
        check("egyptain", "egyptian");
        check("mcferin", "mcferrin");
        check("smoth", "smooth");
    }

    #[test]
    fn short_words_have_no_other_forms() {
        let forms = |word: &str| {
            let mut count = 0;
            shortened_forms(word, |_| count += 1);
            count
        };
        assert_eq!(forms("a"), 1);
        assert_eq!(forms("cat"), 4);
        assert_eq!(forms("bohemian"), 1 + 7 + 21);
    }
}
