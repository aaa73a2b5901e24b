//! Looks up the terms of which a word may be a misspelling.

use super::buckets::{Buckets, hash_chars};
use super::params::edit_budget;
use crate::id::TermId;
use crate::store::artefact;
use crate::tracks::column::TextColumn;

/// Terms by what is left of them after deletions: two words within `d` edits of each other become equal
/// if at most `d` characters are deleted from each (symmetric deletion, Garbe 2012). Only the first
/// [`PREFIX`] characters count, which keeps the table small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spelling(Buckets);

const PREFIX: usize = 7;
const MAX_DELETIONS: usize = 2;

artefact!(Spelling { 0 });

impl Spelling {
    pub(crate) fn of(terms: &TextColumn) -> Self {
        let mut pairs = Vec::new();
        for (at, term) in terms.iter().enumerate() {
            hash_deletions(term, |hash| pairs.push((hash, TermId::at(at))));
        }
        Self(Buckets::new(pairs))
    }

    /// Terms that may be within the typo budget, each once; many are not.
    pub(crate) fn candidates(&self, typed: &str) -> Vec<TermId> {
        let mut terms = Vec::new();
        hash_deletions(typed, |hash| terms.extend_from_slice(self.0.get(hash)));
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    pub(crate) fn is_consistent(&self, vocabulary: usize) -> bool {
        self.0.is_consistent(vocabulary)
    }
}

/// Hashes of the word's prefix, as it is and with every one or two characters deleted that the typo
/// budget allows.
fn hash_deletions(word: &str, mut form: impl FnMut(u32)) {
    let chars: Vec<char> = word.chars().take(PREFIX).collect();
    // The typed word may be longer than the term, and its budget larger.
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
    let kept = chars.iter().enumerate().filter(|(at, _)| *at != first && *at != second);
    hash_chars(kept.map(|(_, &c)| c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, word: &str) {
        let spelling = Spelling::of(&[word].into_iter().collect());
        assert_eq!(spelling.candidates(typed), [TermId(0)], "{typed} {word}");
    }

    #[test]
    fn misspelt_words_find_the_right_one() {
        check("bohemain", "bohemian");
        check("rapsody", "rhapsody");
        check("quen", "queen");
        check("teh", "the");
        check("egyptain", "egyptian");
        check("mcferin", "mcferrin");
        check("smoth", "smooth");
    }

    #[test]
    fn short_words_have_few_deletions() {
        let forms = |word: &str| {
            let mut count = 0;
            hash_deletions(word, |_| count += 1);
            count
        };
        assert_eq!(forms("a"), 1);
        assert_eq!(forms("cat"), 4);
        assert_eq!(forms("bohemian"), 1 + 7 + 21);
    }
}
