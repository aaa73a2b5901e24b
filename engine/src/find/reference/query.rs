//! What each word of a query may mean, by trying every word of the catalogue.

use super::words::{Words, similarity, sound_similarity};
use super::{Cut, is_long};
use crate::find::numerals;
use crate::find::params::{
    FILLER_WEIGHT, MAX_CONTINUATIONS, MAX_MISSPELLINGS, MAX_SPLIT_TERM, MAX_TOKENS, MIN_WEIGHT,
    SHORT_SPLIT_COST, SPLIT_CHARS, SPLIT_COST, UNKNOWN_WEIGHT,
};
use crate::find::query::elision;
use crate::find::similarity::Similarity;
use crate::find::token::Token;
use crate::reference::Cuts;
use crate::text;
use catalog::Likeness;
use std::cmp::Reverse;

pub(super) struct PlainQuery {
    pub(super) tokens: Vec<PlainToken>,
    pub(super) expansions: Vec<PlainExpansion>,
    /// Tokens that may be two words written as one.
    pub(super) splits: Vec<(usize, [String; 2])>,
}

#[derive(Clone)]
pub(super) struct PlainToken {
    pub(super) text: String,
    pub(super) filler: bool,
    pub(super) weight: f32,
    segmented: bool,
    without_elision: Option<String>,
}

/// A word that some tokens may mean.
#[derive(Clone, Debug)]
pub(super) struct PlainExpansion {
    pub(super) word: String,
    pub(super) token: usize,
    pub(super) tokens: usize,
    pub(super) similarity: Similarity,
}

impl PlainToken {
    fn new(text: &str) -> Self {
        let filler = Token::new(text.to_owned()).filler;
        let text = text.to_owned();
        Self { text, filler, weight: 0.0, segmented: false, without_elision: None }
    }
}

impl PlainQuery {
    pub(super) fn parse(query: &str, words: &Words) -> Self {
        let mut typed: Vec<&str> = query.split_whitespace().collect();
        let sign = |word: &str| -> Option<PlainToken> {
            let text = text::normalise(word);
            let named = !text.contains(char::is_alphanumeric) && words.has(&text);
            named.then(|| PlainToken { filler: true, ..PlainToken::new(&text) })
        };
        let last = if typed.len() > 1 { sign(typed[typed.len() - 1]) } else { None };
        if last.is_some() {
            typed.pop();
        }
        let first = if typed.len() > 1 { sign(typed[0]) } else { None };
        if first.is_some() {
            typed.remove(0);
        }
        let mut tokens: Vec<PlainToken> = first.into_iter().collect();
        tokens.extend(text::words(&typed.join(" ")).iter().map(|word| PlainToken::new(word)));
        tokens.extend(last);
        for (word, without) in typed.iter().filter_map(|word| elision(word)) {
            for token in tokens.iter_mut().filter(|token| token.text == word) {
                token.without_elision = Some(without.clone());
            }
        }
        Self::of(tokens, words)
    }

    /// The query with run-together words split.
    pub(super) fn segmented(&self, words: &Words) -> Option<Self> {
        let mut tokens = Vec::new();
        for token in &self.tokens {
            let split = if words.has(&token.text) { None } else { segment(&token.text, words) };
            match split {
                Some(split) => tokens.extend(split.iter().map(|word| PlainToken {
                    segmented: true,
                    filler: false,
                    ..PlainToken::new(word)
                })),
                None => tokens.push(PlainToken::new(&token.text)),
            }
        }
        let any = tokens.iter().any(|token| token.segmented);
        any.then(|| Self::of(tokens, words))
    }

    fn of(mut tokens: Vec<PlainToken>, words: &Words) -> Self {
        tokens.truncate(MAX_TOKENS);
        let mut query = Self { tokens, expansions: Vec::new(), splits: Vec::new() };
        (0..query.tokens.len()).for_each(|at| query.add_spellings(at, words));
        query.add_joined(words);
        query.add_spelt_out(words);
        query.add_continuations(words);
        query.splits = query.splits(words, |token| !words.has(&token.text));
        query.settle(words);
        query
    }

    pub(super) fn is_long(&self) -> bool {
        is_long(self.tokens.len())
    }

    fn add(&mut self, word: &str, token: usize, tokens: usize, similarity: Similarity) {
        self.expansions.push(PlainExpansion { word: word.to_owned(), token, tokens, similarity });
    }

    fn add_spellings(&mut self, at: usize, words: &Words) {
        let token = self.tokens[at].clone();
        let as_typed = if token.segmented { Similarity::JOINED } else { Similarity::EXACT };
        let others = numerals::other_spellings(&token.text).map(str::to_owned);
        let others =
            others.chain(token.without_elision).map(|word| (word, Similarity::OTHER_SPELLING));
        for (word, similarity) in std::iter::once((token.text.clone(), as_typed)).chain(others) {
            if words.has(&word) {
                self.add(&word, at, 1, similarity);
            }
        }
    }

    /// Two tokens that are one word.
    fn add_joined(&mut self, words: &Words) {
        for at in 1..self.tokens.len() {
            let (first, second) = (&self.tokens[at - 1].text, &self.tokens[at].text);
            let digits = numerals::digits(first, second);
            for word in [Some(format!("{first}{second}")), digits].into_iter().flatten() {
                if words.has(&word) {
                    self.add(&word, at - 1, 2, Similarity::JOINED);
                }
            }
        }
    }

    /// Three and more single letters that are one word.
    fn add_spelt_out(&mut self, words: &Words) {
        let single =
            |at: usize| self.tokens.get(at).is_some_and(|token| token.text.chars().count() == 1);
        let mut found = Vec::new();
        for start in (0..self.tokens.len()).filter(|&at| single(at) && (at == 0 || !single(at - 1)))
        {
            let end = (start..=self.tokens.len()).find(|&at| !single(at)).unwrap_or(start);
            let together: String =
                self.tokens[start..end].iter().map(|token| token.text.as_str()).collect();
            if end - start > 2 && words.has(&together) {
                found.push((together, start, end - start));
            }
        }
        for (word, start, count) in found {
            self.add(&word, start, count, Similarity::JOINED);
        }
    }

    /// Words that begin with the last token, the most frequent first.
    fn add_continuations(&mut self, words: &Words) {
        let Some(last) = self.tokens.last().map(|token| token.text.clone()) else { return };
        let mut found: Vec<&str> = words.all().filter(|word| word.starts_with(&last)).collect();
        found.sort_by_key(|word| (Reverse(words.count(word)), *word));
        for word in found.into_iter().take(MAX_CONTINUATIONS) {
            let similarity = Similarity::of_prefix(&last, word).expect("it begins with it");
            self.add(word, self.tokens.len() - 1, 1, similarity);
        }
    }

    pub(super) fn add_misspellings(&mut self, words: &Words, cuts: &mut Cuts<Cut>) {
        let long = self.is_long();
        for at in 0..self.tokens.len() {
            let token = &self.tokens[at];
            if !(token.segmented || long && words.has(&token.text)) {
                self.add_misspelt(at, words, cuts);
            }
        }
        if !long {
            self.add_misspelt_pairs(words, cuts);
            self.splits = self.splits(words, |_| true);
        }
        self.settle(words);
    }

    fn add_misspelt(&mut self, at: usize, words: &Words, cuts: &mut Cuts<Cut>) {
        let (typed, is_last) = (self.tokens[at].text.clone(), at + 1 == self.tokens.len());
        let mut found = Vec::new();
        for word in words.all() {
            if let Some(spelt) = similarity(&typed, word, is_last)
                && words.is_looked_up(&typed, word, cuts)
            {
                found.push((word, spelt));
            }
            found.extend(sound_similarity(&typed, word).map(|sound| (word, sound)));
        }
        found.sort_by(|a, b| {
            let frequent = words.count(b.0).cmp(&words.count(a.0));
            b.1.value.total_cmp(&a.1.value).then(frequent).then(a.0.cmp(b.0))
        });
        for (word, similarity) in found.into_iter().take(MAX_MISSPELLINGS) {
            self.add(word, at, 1, similarity);
        }
    }

    fn add_misspelt_pairs(&mut self, words: &Words, cuts: &mut Cuts<Cut>) {
        for at in 1..self.tokens.len() {
            let together = format!("{}{}", self.tokens[at - 1].text, self.tokens[at].text);
            for word in words.all() {
                let Some(spelt) = similarity(&together, word, false) else { continue };
                let value = spelt.value * Similarity::JOINED.value;
                let misspelt = value < Similarity::JOINED.value;
                if misspelt && words.is_looked_up(&together, word, cuts) {
                    self.add(word, at - 1, 2, Similarity { value, likeness: Likeness::Joined });
                }
            }
        }
    }

    fn splits(
        &self,
        words: &Words,
        wanted: impl Fn(&PlainToken) -> bool,
    ) -> Vec<(usize, [String; 2])> {
        let mut splits = Vec::new();
        for (at, token) in self.tokens.iter().enumerate().filter(|(_, token)| wanted(token)) {
            let cuts = token.text.char_indices().skip(1);
            let halves = cuts.map(|(cut, _)| {
                let (first, second) = token.text.split_at(cut);
                [first.to_owned(), second.to_owned()]
            });
            let number = numerals::spelled_out(&token.text).map(|words| words.map(str::to_owned));
            let known = |pair: &[String; 2]| pair.iter().all(|word| words.has(word));
            splits.extend(halves.chain(number).filter(known).map(|pair| (at, pair)));
        }
        splits
    }

    /// Keeps the most similar of what a word is by several ways, and weighs the tokens.
    fn settle(&mut self, words: &Words) {
        let mut best: Vec<PlainExpansion> = Vec::new();
        for expansion in self.expansions.drain(..) {
            let same = best.iter_mut().find(|other| {
                (&other.word, other.token, other.tokens)
                    == (&expansion.word, expansion.token, expansion.tokens)
            });
            match same {
                Some(other) if other.similarity.value >= expansion.similarity.value => {}
                Some(other) => *other = expansion,
                None => best.push(expansion),
            }
        }
        best.sort_by(|a, b| (&a.word, a.token, a.tokens).cmp(&(&b.word, b.token, b.tokens)));
        self.expansions = best;
        for at in 0..self.tokens.len() {
            let own = self.expansions.iter().filter(|found| found.tokens == 1 && found.token == at);
            let likeliest = own.reduce(|best, other| {
                let order = other.similarity.value.total_cmp(&best.similarity.value);
                let order = order.then(words.count(&other.word).cmp(&words.count(&best.word)));
                if order.is_gt() { other } else { best }
            });
            let unknown = words.idf_of(1) * UNKNOWN_WEIGHT;
            let weight = likeliest.map_or(unknown, |found| words.idf(&found.word)).max(MIN_WEIGHT);
            let token = &mut self.tokens[at];
            token.weight = weight * if token.filler { FILLER_WEIGHT } else { 1.0 };
        }
    }

    /// The sum of the tokens' weights.
    pub(super) fn weight(&self) -> f32 {
        self.tokens.iter().map(|token| token.weight).sum()
    }
}

/// The cheapest two or more words that make up a text, each costing its idf and more.
fn segment(text: &str, words: &Words) -> Option<Vec<String>> {
    let letters: Vec<char> = text.chars().collect();
    if !SPLIT_CHARS.contains(&letters.len()) {
        return None;
    }
    // By number of letters: the cheapest words of so many.
    let mut best: Vec<Option<(f32, Vec<String>)>> = vec![Some((0.0, Vec::new()))];
    for end in 1..=letters.len() {
        let mut cheapest: Option<(f32, Vec<String>)> = None;
        for start in end.saturating_sub(MAX_SPLIT_TERM)..end {
            let word: String = letters[start..end].iter().collect();
            let Some((before, list)) = &best[start] else { continue };
            if word == text || !words.has(&word) {
                continue;
            }
            let short = if end - start <= 2 { SHORT_SPLIT_COST } else { 0.0 };
            let cost = before + (words.idf(&word) + SPLIT_COST + short);
            if cheapest.as_ref().is_none_or(|(least, _)| cost < *least) {
                cheapest = Some((cost, [list.as_slice(), &[word]].concat()));
            }
        }
        best.push(cheapest);
    }
    best.pop().flatten().map(|(_, list)| list)
}
