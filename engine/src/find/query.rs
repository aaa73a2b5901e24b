//! Parses a query: which terms of the catalogue each typed word may mean.

use super::expansion::{self, Expansion, Split};
use super::params::{FILLER_WEIGHT, LONG_QUERY, MAX_TOKENS, MIN_WEIGHT, UNKNOWN_WEIGHT};
use super::segment::segment;
use super::token::Token;
use super::word_index::WordIndex;
use crate::id::TermId;
use crate::text;
use std::ops::Range;

/// A query as tokens, each expanded to the terms that it may mean.
pub(crate) struct ParsedQuery {
    pub tokens: Vec<Token>,
    /// The terms that the last token may be the beginning of.
    pub unfinished: Range<TermId>,
    /// By term.
    expansions: Vec<Expansion>,
    splits: Vec<Split>,
}

impl ParsedQuery {
    /// Parses a query. Tokens are expanded to themselves, other spellings, what they are together or
    /// apart, and continuations of the last; misspellings are left to
    /// [`ParsedQuery::add_misspellings`].
    pub(crate) fn parse(query: &str, index: &WordIndex) -> Self {
        let mut words: Vec<&str> = query.split_whitespace().collect();
        // "? mf doom", "ed sheeran ÷": signs at either end may be a title or an artist.
        let is_name = |word: &str| {
            let text = text::normalise(word);
            !text.contains(char::is_alphanumeric) && index.vocabulary.id(&text).is_some()
        };
        let sign = |word: &str| Token::sign(text::normalise(word));
        let last = if words.len() > 1 { words.pop_if(|word| is_name(word)) } else { None };
        let first = words.first().filter(|word| words.len() > 1 && is_name(word)).copied();
        let rest = if first.is_some() { &words[1..] } else { &words[..] };
        let mut tokens: Vec<Token> = first.map(sign).into_iter().collect();
        tokens.extend(text::words(&rest.join(" ")).into_iter().map(Token::new));
        tokens.extend(last.map(sign));
        for (word, without) in rest.iter().filter_map(|word| elision(word)) {
            let elided = tokens.iter_mut().filter(|token| token.text == word);
            elided.for_each(|token| token.without_elision = Some(without.clone()));
        }
        Self::of_tokens(tokens, index)
    }

    /// The query with run-together words split; none if there are none.
    pub(crate) fn segmented(&self, index: &WordIndex) -> Option<Self> {
        let mut tokens = Vec::new();
        for token in &self.tokens {
            let known = index.vocabulary.id(&token.text).is_some();
            let words = if known { None } else { segment(&token.text, index) };
            match words {
                Some(words) => tokens.extend(words.into_iter().map(Token::segmented)),
                None => tokens.push(Token::new(token.text.clone())),
            }
        }
        let any = tokens.iter().any(|token| token.segmented);
        any.then(|| Self::of_tokens(tokens, index))
    }

    fn of_tokens(mut tokens: Vec<Token>, index: &WordIndex) -> Self {
        tokens.truncate(MAX_TOKENS);
        let unfinished = tokens.last().map(|last| index.vocabulary.continuations(&last.text));
        let mut expansions = Vec::new();
        expansion::spellings(&tokens, index, &mut expansions);
        expansion::joined_pairs(&tokens, index, &mut expansions);
        expansion::spelt_out(&tokens, index, &mut expansions);
        expansion::continuations(&tokens, index, &mut expansions);
        let unknown = |token: &Token| index.vocabulary.id(&token.text).is_none();
        let splits = expansion::splits(&tokens, index, unknown);
        let unfinished = unfinished.unwrap_or_default();
        let mut query = Self { tokens, unfinished, expansions, splits };
        query.settle(index);
        query
    }

    /// Adds the terms of which tokens may be misspellings.
    pub(crate) fn add_misspellings(&mut self, index: &WordIndex) {
        let long = self.is_long();
        for (at, token) in self.tokens.iter().enumerate() {
            // A long query has enough correct words, and a segmented token was cut into terms.
            if token.segmented || (long && index.vocabulary.id(&token.text).is_some()) {
                continue;
            }
            self.expansions.extend(expansion::misspellings(at, &self.tokens, index));
        }
        if !long {
            expansion::misspelt_pairs(&self.tokens, index, &mut self.expansions);
            self.splits = expansion::splits(&self.tokens, index, |_| true);
        }
        self.settle(index);
    }

    /// The tokens that may mean a term.
    pub(crate) fn expansions_to(&self, term: TermId) -> &[Expansion] {
        let start = self.expansions.partition_point(|expansion| expansion.term < term);
        let same = self.expansions[start..].iter().take_while(|expansion| expansion.term == term);
        &self.expansions[start..start + same.count()]
    }

    /// All expansions, by term.
    pub(crate) fn expansions(&self) -> &[Expansion] {
        &self.expansions
    }

    /// Tokens that may be two terms written as one.
    pub(crate) fn splits(&self) -> &[Split] {
        &self.splits
    }

    /// Whether the last token may be the beginning of a term.
    pub(crate) fn may_continue_to(&self, term: TermId) -> bool {
        self.unfinished.contains(&term)
    }

    /// Whether there are so many tokens that known ones are taken as typed.
    pub(crate) fn is_long(&self) -> bool {
        self.tokens.len() > LONG_QUERY
    }

    /// Whether a token, fillers aside, stands for no term, so that no song has every word as typed.
    pub(crate) fn has_unknown(&self) -> bool {
        let stands_for = |at: usize| {
            let spans = self.expansions.iter().map(|found| found.token..found.token + found.tokens);
            spans.into_iter().any(|span| span.contains(&at))
                || self.splits.iter().any(|split| split.token == at)
                || at + 1 == self.tokens.len() && !self.unfinished.is_empty()
        };
        self.tokens.iter().enumerate().any(|(at, token)| !token.filler && !stands_for(at))
    }

    /// The sum of the tokens' weights.
    pub(crate) fn weight(&self) -> f32 {
        self.tokens.iter().map(|token| token.weight).sum()
    }

    /// Sorts the expansions and weighs the tokens.
    fn settle(&mut self, index: &WordIndex) {
        self.expansions.sort_unstable_by(|a, b| {
            let likelier = b.similarity.value.total_cmp(&a.similarity.value);
            (a.term, a.token, a.tokens).cmp(&(b.term, b.token, b.tokens)).then(likelier)
        });
        self.expansions.dedup_by_key(|found| (found.term, found.token, found.tokens));
        let unknown = index.idf_of(1) * UNKNOWN_WEIGHT;
        let likeliest = self.likeliest(index);
        for (token, term) in self.tokens.iter_mut().zip(likeliest) {
            let weight = term.map_or(unknown, |term| index.idf(term)).max(MIN_WEIGHT);
            token.weight = weight * if token.filler { FILLER_WEIGHT } else { 1.0 };
        }
    }

    /// The likeliest term of each token.
    fn likeliest(&self, index: &WordIndex) -> Vec<Option<TermId>> {
        let mut likeliest: Vec<Option<&Expansion>> = vec![None; self.tokens.len()];
        for expansion in self.expansions.iter().filter(|expansion| expansion.tokens == 1) {
            let best = &mut likeliest[expansion.token];
            if best.is_none_or(|best| expansion.cmp_likelihood(best, index).is_gt()) {
                *best = Some(expansion);
            }
        }
        likeliest.into_iter().map(|best| best.map(|best| best.term)).collect()
    }
}

/// A word with an elided article, and without it: "l'hymne" and "hymne".
pub(super) fn elision(word: &str) -> Option<(String, String)> {
    let (article, noun) = word.split_once(['\'', '’'])?;
    let is_elided = ELIDED.contains(&article.to_lowercase().as_str());
    is_elided.then(|| (text::normalise(word), text::normalise(noun)))
}

/// French and Italian words before an apostrophe.
const ELIDED: [&str; 16] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "dell", "all", "nell", "dall", "sull",
    "quell",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing;

    fn check(query: &str, expected: &[(&str, &[usize])]) {
        let index = testing::index(&[("Sunflower", "Post"), ("The Sun", "Flower Power")]);
        let mut parsed = ParsedQuery::parse(query, &index);
        parsed.add_misspellings(&index);
        for (term, tokens) in expected {
            let id = index.vocabulary.id(term).expect("a term");
            let found = parsed.expansions_to(id).iter().map(|found| found.token);
            assert_eq!(found.collect::<Vec<_>>(), *tokens, "{query:?} {term:?}");
        }
    }

    #[test]
    fn tokens_by_term() {
        check("sun flower", &[("sun", &[0]), ("flower", &[0, 1]), ("sunflower", &[0])]);
        check("sunflowr pow", &[("sunflower", &[0]), ("power", &[1]), ("the", &[])]);
        check("", &[("sun", &[])]);
    }

    #[test]
    fn fillers_and_common_terms_weigh_less() {
        let index = testing::index(&[("Love Song", "A"), ("Love", "B"), ("Kettle", "C")]);
        let parsed = ParsedQuery::parse("kettle love song", &index);
        let weights: Vec<f32> = parsed.tokens.iter().map(|token| token.weight).collect();
        assert!(weights[0] > weights[1] && weights[1] > weights[2], "{weights:?}");
    }

    #[test]
    fn elided_articles_may_be_missing() {
        let index = testing::index(&[("Hymne à l'amour", "Salt")]);
        for typed in ["l'hymne", "L’Hymne"] {
            let parsed = ParsedQuery::parse(typed, &index);
            let hymne = index.vocabulary.id("hymne").expect("a term");
            assert_eq!(parsed.expansions_to(hymne).len(), 1, "{typed:?}");
        }
    }

    #[test]
    fn signs_at_either_end_are_tokens_if_they_name_something() {
        let index = testing::index(&[("?", "Salt"), ("+", "Rope")]);
        let check = |query: &str, expected: &[&str]| {
            let parsed = ParsedQuery::parse(query, &index);
            let tokens: Vec<&str> = parsed.tokens.iter().map(|token| token.text.as_str()).collect();
            assert_eq!(tokens, expected, "{query:?}");
        };
        check("?", &["?"]);
        check("? salt", &["?", "salt"]);
        check("rope +", &["rope", "+"]);
        check("salt + rope", &["salt", "and", "rope"]);
        check("salt !", &["salt"]);
    }

    #[test]
    fn run_together_words_are_split() {
        let index = testing::index(&[("Copper Kettle", "Harbour")]);
        let split = ParsedQuery::parse("copperkettle harbour", &index).segmented(&index);
        let tokens = split.expect("a split").tokens;
        let tokens: Vec<_> =
            tokens.iter().map(|token| (token.text.as_str(), token.segmented)).collect();
        assert_eq!(tokens, [("copper", true), ("kettle", true), ("harbour", false)]);
    }
}
