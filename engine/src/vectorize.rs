//! Turns text into sparse TF-IDF vectors.

use crate::SparseVector;
use crate::numeric::{index32, single};
use crate::stop_words::STOP_WORDS;
use crate::text;
use crate::tracks::column::TextColumn;
use serde::{Deserialize, Serialize};

/// A fitted TF-IDF vectorizer: tf · (ln((1 + n) / (1 + df)) + 1), scaled to Euclidean length 1, as
/// scikit-learn does by default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TfIdf {
    analyzer: Analyzer,
    terms: TextColumn,
    idf: Vec<f32>,
}

impl TfIdf {
    /// Fits the vectorizer to its terms, each with the number of documents it occurs in, out of
    /// `documents`.
    pub fn new(analyzer: Analyzer, mut frequencies: Vec<(String, u32)>, documents: u32) -> Self {
        frequencies.sort_unstable();
        let idf = frequencies.iter().map(|(_, df)| smooth_idf(*df, documents)).collect();
        let terms = frequencies.into_iter().map(|(term, _)| term).collect();
        Self { analyzer, terms, idf }
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether the vocabulary is empty.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// What splits a document into terms.
    pub fn analyzer(&self) -> Analyzer {
        self.analyzer
    }

    /// The vector of a document, of Euclidean length 1, or empty if no term of it is known.
    pub fn transform(&self, document: &str) -> SparseVector {
        let mut entries = Vec::new();
        self.analyzer.for_each_term(document, |term| {
            if let Some(id) = self.terms.binary_search(term) {
                entries.push((index32(id), self.idf[id]));
            }
        });
        SparseVector::from_entries(entries).normalised()
    }

    pub(crate) fn is_consistent(&self) -> bool {
        self.terms.len() == self.idf.len()
    }
}

fn smooth_idf(df: u32, documents: u32) -> f32 {
    single(((f64::from(documents) + 1.0) / (f64::from(df) + 1.0)).ln()) + 1.0
}

/// Splits a document into terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Analyzer {
    /// Runs of characters within normalised words, with `_` at both ends of a word: "_qu", "que", "uee",
    /// "een", "en_". They survive typing errors where words do not.
    CharGrams {
        /// Length of a run.
        size: u8,
    },
    /// Names separated by commas, and the words of each that has several: "dream pop" gives "dream pop",
    /// "dream" and "pop".
    Names,
    /// Spotifinder's title tokens: words of the letters A to Z and digits.
    SpotifinderTitle,
    /// Words of two or more characters without English stop words, and runs of up to `max_ngram` of
    /// them, as scikit-learn's vectorizer has them with `stop_words="english"`.
    Words {
        /// Longest run, in words.
        max_ngram: u8,
    },
}

impl Analyzer {
    /// Calls `term` with each term of the document in order, repeated ones included.
    pub fn for_each_term(self, document: &str, mut term: impl FnMut(&str)) {
        match self {
            Self::CharGrams { size } => char_grams(document, size.into(), &mut term),
            Self::Names => names(document, &mut term),
            Self::SpotifinderTitle => word_ngrams(&spotifinder_title(document), 1, &mut term),
            Self::Words { max_ngram } => word_ngrams(document, max_ngram.into(), &mut term),
        }
    }
}

fn char_grams(document: &str, size: usize, term: &mut impl FnMut(&str)) {
    for word in text::normalise(document).split(' ').filter(|word| !word.is_empty()) {
        let padded = format!("_{word}_");
        let starts: Vec<usize> =
            padded.char_indices().map(|(at, _)| at).chain([padded.len()]).collect();
        starts
            .windows((size + 1).min(starts.len()))
            .filter_map(|window| padded.get(window[0]..*window.last()?))
            .for_each(&mut *term);
    }
}

fn names(document: &str, term: &mut impl FnMut(&str)) {
    for name in document.split(',').map(|name| name.trim().to_lowercase()) {
        if name.is_empty() {
            continue;
        }
        term(&name);
        name.split([' ', '-']).filter(|word| *word != name && word.len() > 1).for_each(&mut *term);
    }
}

fn spotifinder_title(document: &str) -> String {
    let spaced = document.to_lowercase().replace([',', '-'], " ");
    spaced.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect()
}

fn word_ngrams(document: &str, max_ngram: usize, term: &mut impl FnMut(&str)) {
    let lower = document.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| word.chars().nth(1).is_some() && STOP_WORDS.binary_search(word).is_err())
        .collect();
    for length in 1..=max_ngram {
        words.windows(length).for_each(|ngram| term(&ngram.join(" ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(analyzer: Analyzer, document: &str, expected: &str) {
        let mut terms = Vec::new();
        analyzer.for_each_term(document, |term| terms.push(term.to_owned()));
        assert_eq!(terms.join("|"), expected, "{document:?}");
    }

    #[test]
    fn char_grams_stay_within_words() {
        let trigrams = Analyzer::CharGrams { size: 3 };
        check(trigrams, "Queen!", "_qu|que|uee|een|en_");
        check(trigrams, "U 2", "_u_|_2_");
        check(trigrams, "上を向", "_上を|上を向|を向_");
        check(trigrams, "", "");
    }

    #[test]
    fn names_and_words_of_names() {
        check(Analyzer::Names, "dream pop,Rock", "dream pop|dream|pop|rock");
        check(Analyzer::Names, "j-pop, ,r&b", "j-pop|pop|r&b");
    }

    #[test]
    fn spotifinder_titles() {
        check(Analyzer::SpotifinderTitle, "Heart-Shaped Box Nirvana ", "heart|shaped|box|nirvana");
        check(Analyzer::SpotifinderTitle, "Let It Be Beyoncé", "let|beyonc");
        check(Analyzer::SpotifinderTitle, "I'm yours", "im");
    }

    #[test]
    fn words_and_runs() {
        let bigrams = Analyzer::Words { max_ngram: 2 };
        check(bigrams, "dance pop,the rock", "dance|pop|rock|dance pop|pop rock");
    }

    #[test]
    fn stop_words_are_sorted() {
        assert!(STOP_WORDS.is_sorted());
    }

    #[test]
    fn unknown_terms_are_left_out() {
        let analyzer = Analyzer::Words { max_ngram: 1 };
        let tf_idf = TfIdf::new(analyzer, vec![("rock".into(), 1), ("pop".into(), 3)], 3);
        assert!(tf_idf.transform("jazz").is_empty());
        let vector = tf_idf.transform("rock pop jazz");
        let rock = f64::from(vector.weights()[1]);
        let expected = 2.0_f64.ln() + 1.0;
        assert!((rock / f64::from(vector.weights()[0]) - expected).abs() < 1e-6);
    }
}
