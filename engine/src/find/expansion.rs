//! Term expansion: the terms that the tokens of a query may mean.

use super::numerals;
use super::params::{MAX_CONTINUATIONS, MAX_MISSPELLINGS};
use super::similarity::Similarity;
use super::token::Token;
use super::word_index::WordIndex;
use crate::id::TermId;
use catalog::Likeness;
use std::cmp::{Ordering, Reverse};
use std::ops::Range;

/// A term that one or more tokens may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Expansion {
    pub term: TermId,
    /// The first token.
    pub token: usize,
    /// How many tokens: one, or several that are one term together.
    pub tokens: usize,
    pub similarity: Similarity,
}

/// Two terms that a token may be, written as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Split {
    pub token: usize,
    pub terms: [TermId; 2],
    pub similarity: Similarity,
}

impl Expansion {
    fn new(term: TermId, token: usize, similarity: Similarity) -> Self {
        Self { term, token, tokens: 1, similarity }
    }

    fn joined(term: TermId, tokens: Range<usize>) -> Self {
        let similarity = Similarity::JOINED;
        Self { term, token: tokens.start, tokens: tokens.len(), similarity }
    }

    /// The more similar term is the likelier one; of equally similar ones, the more frequent.
    pub(crate) fn cmp_likelihood(&self, other: &Self, index: &WordIndex) -> Ordering {
        let frequency = |expansion: &Self| index.postings(expansion.term).len();
        let order = self.similarity.value.total_cmp(&other.similarity.value);
        order.then_with(|| frequency(self).cmp(&frequency(other)))
    }
}

/// The tokens as they stand, and in their other spellings.
pub(crate) fn spellings(tokens: &[Token], index: &WordIndex, into: &mut Vec<Expansion>) {
    for (at, token) in tokens.iter().enumerate() {
        let similarity = if token.segmented { Similarity::JOINED } else { Similarity::EXACT };
        let same = index.vocabulary.id(&token.text).map(|term| (term, similarity));
        let others = numerals::other_spellings(&token.text)
            .filter_map(|other| Some((index.vocabulary.id(other)?, Similarity::OTHER_SPELLING)));
        let without = token.without_elision.as_deref();
        let without = without.and_then(|word| index.vocabulary.id(word));
        let elided = without.map(|term| (term, Similarity::OTHER_SPELLING));
        let all = same.into_iter().chain(others).chain(elided);
        into.extend(all.map(|(term, similarity)| Expansion::new(term, at, similarity)));
    }
}

/// Neighbouring tokens that are one term together: "sun flower", "ninety nine".
pub(crate) fn joined_pairs(tokens: &[Token], index: &WordIndex, into: &mut Vec<Expansion>) {
    for (at, pair) in tokens.windows(2).enumerate() {
        let [first, second] = [&pair[0].text, &pair[1].text];
        let together = Some(format!("{first}{second}"));
        let written = [together, numerals::digits(first, second)];
        let terms = written.into_iter().flatten().filter_map(|text| index.vocabulary.id(&text));
        into.extend(terms.map(|term| Expansion::joined(term, at..at + 2)));
    }
}

/// Single letters that are one term together: "l a x" is "L.A.X.".
pub(crate) fn spelt_out(tokens: &[Token], index: &WordIndex, into: &mut Vec<Expansion>) {
    let single = |token: &Token| token.pattern.len() == 1;
    let mut start = 0;
    for run in tokens.chunk_by(|a, b| single(a) == single(b)) {
        let end = start + run.len();
        if run.len() > 2 && single(&run[0]) {
            let together: String = run.iter().map(|token| token.text.as_str()).collect();
            let term = index.vocabulary.id(&together);
            into.extend(term.map(|term| Expansion::joined(term, start..end)));
        }
        start = end;
    }
}

/// The terms that the last token may be the beginning of, the most frequent ones if there are many.
pub(crate) fn continuations(tokens: &[Token], index: &WordIndex, into: &mut Vec<Expansion>) {
    let Some(last) = tokens.last() else { return };
    let Range { start, end } = index.vocabulary.continuations(&last.text);
    let mut terms: Vec<TermId> = (start.0..end.0).map(TermId).collect();
    if terms.len() > MAX_CONTINUATIONS {
        let frequency = |term: &TermId| (Reverse(index.postings(*term).len()), *term);
        terms.select_nth_unstable_by_key(MAX_CONTINUATIONS, frequency);
        terms.truncate(MAX_CONTINUATIONS);
    }
    into.extend(terms.into_iter().filter_map(|term| {
        let similarity = Similarity::of_prefix(&last.text, index.vocabulary.text(term))?;
        Some(Expansion::new(term, tokens.len() - 1, similarity))
    }));
}

/// The terms of which a token may be a misspelling, the likeliest ones if there are many.
pub(crate) fn misspellings(at: usize, tokens: &[Token], index: &WordIndex) -> Vec<Expansion> {
    let token = &tokens[at];
    let is_last = at + 1 == tokens.len();
    let vocabulary = &index.vocabulary;
    let spelt = vocabulary.spelt_alike(&token.text).into_iter();
    let spelt = spelt.filter_map(|term| {
        Some(Expansion::new(term, at, token.similarity(vocabulary.text(term), is_last)?))
    });
    let sounding = vocabulary.sounding_alike(&token.text).iter();
    let sounding = sounding.filter_map(|&term| {
        Some(Expansion::new(term, at, token.sound_similarity(vocabulary.text(term))?))
    });
    let mut found: Vec<Expansion> = spelt.chain(sounding).collect();
    if found.len() > MAX_MISSPELLINGS {
        found.sort_unstable_by(|a, b| b.cmp_likelihood(a, index).then(a.term.cmp(&b.term)));
        found.truncate(MAX_MISSPELLINGS);
    }
    found
}

/// Neighbouring tokens that are one misspelt term together: "sun flowr".
pub(crate) fn misspelt_pairs(tokens: &[Token], index: &WordIndex, into: &mut Vec<Expansion>) {
    for (at, pair) in tokens.windows(2).enumerate() {
        let together = Token::new(format!("{}{}", pair[0].text, pair[1].text));
        let terms = index.vocabulary.spelt_alike(&together.text).into_iter();
        into.extend(terms.filter_map(|term| {
            let spelt = together.similarity(index.vocabulary.text(term), false)?;
            let value = spelt.value * Similarity::JOINED.value;
            let similarity = Similarity { value, likeness: Likeness::Joined };
            let misspelt = value < Similarity::JOINED.value;
            misspelt.then_some(Expansion { similarity, ..Expansion::joined(term, at..at + 2) })
        }));
    }
}

/// The pairs of terms that the wanted tokens may be, written as one.
pub(crate) fn splits(
    tokens: &[Token],
    index: &WordIndex,
    wanted: impl Fn(&Token) -> bool,
) -> Vec<Split> {
    let mut splits = Vec::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, token)| wanted(token)) {
        let text = token.text.as_str();
        let cuts = text.char_indices().skip(1).map(|(at, _)| text.split_at(at));
        let number = numerals::spelled_out(text).map(|[tens, ones]| (tens, ones));
        let pairs = cuts.chain(number).filter_map(|(first, second)| {
            Some([index.vocabulary.id(first)?, index.vocabulary.id(second)?])
        });
        let similarity = Similarity::JOINED;
        splits.extend(pairs.map(|terms| Split { token: at, terms, similarity }));
    }
    splits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing;
    use crate::text;
    use proptest::prelude::*;

    fn tokens(query: &str) -> Vec<Token> {
        text::words(query).into_iter().map(Token::new).collect()
    }

    fn check(
        expand: fn(&[Token], &WordIndex, &mut Vec<Expansion>),
        query: &str,
        expected: &[&str],
    ) {
        let index = testing::index(&[("Sunflower", "L.A.X"), ("99 Two", "Sunday Sunflowers")]);
        let mut found = Vec::new();
        expand(&tokens(query), &index, &mut found);
        let terms: Vec<&str> = found.iter().map(|e| index.vocabulary.text(e.term)).collect();
        assert_eq!(terms, expected, "{query:?}");
    }

    #[test]
    fn tables_of_expansions() {
        check(spellings, "sunflower 2", &["sunflower", "two"]);
        check(joined_pairs, "sun flower", &["sunflower"]);
        check(joined_pairs, "ninety nine", &["99"]);
        check(spelt_out, "l a x", &["lax"]);
        check(spelt_out, "l a", &[]);
        check(continuations, "the sun", &["sunday", "sunflower", "sunflowers"]);
        check(misspelt_pairs, "sun flowr", &["sunflower", "sunflowers"]);
    }

    proptest! {
        #[test]
        fn every_term_within_the_typo_budget_is_found(
            term in "[a-e]{1,10}",
            edits in prop::collection::vec((0_usize..12, 0_u8..3, prop::char::range('a', 'e')), 0..3),
        ) {
            let index = testing::index(&[(term.as_str(), "zz")]);
            let typed = edit(&term, &edits);
            let token = Token::new(typed.clone());
            prop_assume!(token.similarity(&term, false).is_some());
            // Two terms within d edits meet after at most d deletions; the index keeps two.
            prop_assume!(token.pattern.edits(&term).whole <= 2);
            let found = misspellings(0, &[token], &index);
            let id = index.vocabulary.id(&term);
            prop_assert!(found.iter().any(|found| Some(found.term) == id), "{} {}", typed, term);
        }
    }

    fn edit(term: &str, edits: &[(usize, u8, char)]) -> String {
        let mut chars: Vec<char> = term.chars().collect();
        for &(at, kind, c) in edits {
            let at = at.min(chars.len());
            match kind {
                0 => chars.insert(at, c),
                1 if at < chars.len() => drop(chars.remove(at)),
                _ if at < chars.len() => chars[at] = c,
                _ => {}
            }
        }
        chars.into_iter().collect()
    }
}
