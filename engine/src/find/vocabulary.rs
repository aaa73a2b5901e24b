//! The words of all titles and artists, and which of them a typed word may mean.

use super::sound::Sounds;
use super::spelling::Spelling;
use crate::tracks::column::TextColumn;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Words by number, in alphabetical order, with the tables that lead from misspelt words to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Vocabulary {
    words: TextColumn,
    spelling: Spelling,
    sounds: Sounds,
}

impl Vocabulary {
    /// The vocabulary of words that are sorted and differ.
    pub(crate) fn new(words: TextColumn) -> Self {
        let (spelling, sounds) = (Spelling::of(&words), Sounds::of(&words));
        Self { words, spelling, sounds }
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a word.
    pub(crate) fn id(&self, word: &str) -> Option<u32> {
        self.words.binary_search(word).map(|id| id as u32)
    }

    /// The word with a number.
    pub(crate) fn word(&self, id: u32) -> &str {
        self.words.get(id as usize)
    }

    /// The words that begin with what was typed, itself among them.
    pub(crate) fn continuations(&self, typed: &str) -> Range<u32> {
        let start = self.words.partition_point(|word| word < typed);
        let end = self.words.partition_point(|word| word < typed || word.starts_with(typed));
        start as u32..end as u32
    }

    /// Words of which the typed one may be a misspelling; many are too far from it.
    pub(crate) fn spelt_alike(&self, typed: &str) -> Vec<u32> {
        self.spelling.candidates(typed)
    }

    /// Words that may sound like the typed one; some do not.
    pub(crate) fn sounding_alike(&self, typed: &str) -> &[u32] {
        self.sounds.candidates(typed)
    }

    pub(crate) fn is_consistent(&self) -> bool {
        let words = self.len() as u32;
        self.spelling.is_consistent(words) && self.sounds.is_consistent(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn continuations() {
        let words = ["a", "queen", "queens", "quest", "rock"];
        let vocabulary = Vocabulary::new(words.into_iter().collect());
        assert_eq!(vocabulary.continuations("queen"), 1..3);
        assert_eq!(vocabulary.continuations("que"), 1..4);
        assert_eq!(vocabulary.continuations("z"), 5..5);
        assert_eq!(vocabulary.id("quest"), Some(3));
        assert_eq!(vocabulary.id("quests"), None);
        assert!(vocabulary.is_consistent());
    }
}
