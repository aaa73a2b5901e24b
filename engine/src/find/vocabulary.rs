//! The terms of all titles and artists.

use super::sound::Sounds;
use super::spelling::Spelling;
use crate::id::TermId;
use crate::store::artefact;
use crate::tracks::column::TextColumn;
use std::ops::Range;

/// Terms in alphabetical order, with the tables that lead from misspelt words to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Vocabulary {
    terms: TextColumn,
    spelling: Spelling,
    sounds: Sounds,
}

artefact!(Vocabulary { terms, spelling, sounds });

impl Vocabulary {
    /// A vocabulary of terms that are sorted and distinct.
    pub(crate) fn new(terms: TextColumn) -> Self {
        let (spelling, sounds) = (Spelling::of(&terms), Sounds::of(&terms));
        Self { terms, spelling, sounds }
    }

    /// Number of terms.
    pub(crate) fn len(&self) -> usize {
        self.terms.len()
    }

    pub(crate) fn id(&self, text: &str) -> Option<TermId> {
        self.terms.binary_search(text).map(TermId::at)
    }

    pub(crate) fn text(&self, term: TermId) -> &str {
        self.terms.get(term.index())
    }

    /// The terms that begin with what was typed, itself included.
    pub(crate) fn continuations(&self, typed: &str) -> Range<TermId> {
        let start = self.terms.partition_point(|term| term < typed);
        let end = self.terms.partition_point(|term| term < typed || term.starts_with(typed));
        TermId::at(start)..TermId::at(end)
    }

    /// Terms of which the typed word may be a misspelling; many are too far from it.
    pub(crate) fn spelt_alike(&self, typed: &str) -> Vec<TermId> {
        self.spelling.candidates(typed)
    }

    /// Terms that may sound like the typed word; some do not.
    pub(crate) fn sounding_alike(&self, typed: &str) -> &[TermId] {
        self.sounds.candidates(typed)
    }

    pub(crate) fn is_consistent(&self) -> bool {
        let terms = self.len();
        self.spelling.is_consistent(terms) && self.sounds.is_consistent(terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn continuations() {
        let terms = ["a", "queen", "queens", "quest", "rock"];
        let vocabulary = Vocabulary::new(terms.into_iter().collect());
        assert_eq!(vocabulary.continuations("queen"), TermId(1)..TermId(3));
        assert_eq!(vocabulary.continuations("que"), TermId(1)..TermId(4));
        assert_eq!(vocabulary.continuations("z"), TermId(5)..TermId(5));
        assert_eq!(vocabulary.id("quest"), Some(TermId(3)));
        assert_eq!(vocabulary.id("quests"), None);
        assert!(vocabulary.is_consistent());
    }
}
