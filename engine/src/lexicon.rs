//! The words of all titles and artists, and the tracks that each stands in.

use crate::column::{ListColumn, TextColumn};
use crate::deletions::Deletions;
use crate::text;
use crate::word_similarity::{prefix_similarity, word_similarity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An inverted index of words: exact, begun and misspelt ones lead to tracks.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Lexicon {
    words: TextColumn,
    postings: ListColumn,
    documents: u32,
    #[serde(skip)]
    deletions: Deletions,
}

/// A word of the catalogue that a typed word may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expansion {
    /// Number of the word.
    pub word: u32,
    /// How alike they are, 0 to 1.
    pub similarity: f32,
}

/// Most words that one typed word is expanded to.
const MAX_EXPANSIONS: usize = 48;

impl Lexicon {
    /// The lexicon of documents, one a track: its title and its artists.
    pub fn build<'a>(documents: impl IntoIterator<Item = Vec<&'a str>>) -> Self {
        let mut postings = BTreeMap::<String, Vec<u32>>::new();
        let mut count = 0;
        for fields in documents {
            let mut words: Vec<String> = fields.into_iter().flat_map(text::words).collect();
            words.sort_unstable();
            words.dedup();
            words.into_iter().for_each(|word| postings.entry(word).or_default().push(count));
            count += 1;
        }
        let words = postings.keys().collect();
        let postings = postings.into_values().collect();
        Self { words, postings, documents: count, deletions: Deletions::default() }.prepared()
    }

    /// Derives what is not stored; to be called after loading.
    #[must_use]
    pub fn prepared(mut self) -> Self {
        self.deletions = Deletions::of(&self.words);
        self
    }

    /// Words that a typed one may mean, most alike first; `unfinished` if it may go on.
    pub fn expand(&self, typed: &str, unfinished: bool) -> Vec<Expansion> {
        let mut words = self.deletions.candidates(typed);
        if unfinished {
            words.extend(self.frequent_continuations(typed));
        }
        words.sort_unstable();
        words.dedup();
        let similarity = if unfinished { prefix_similarity } else { word_similarity };
        let mut expansions: Vec<Expansion> = words
            .into_iter()
            .map(|word| Expansion { word, similarity: similarity(typed, self.word(word)) })
            .filter(|expansion| expansion.similarity > 0.0)
            .collect();
        expansions.sort_by(|a, b| {
            let frequency = |e: &Expansion| self.tracks(e.word).len();
            b.similarity.total_cmp(&a.similarity).then_with(|| frequency(b).cmp(&frequency(a)))
        });
        expansions.truncate(MAX_EXPANSIONS);
        expansions
    }

    fn frequent_continuations(&self, typed: &str) -> Vec<u32> {
        let start = self.words.partition_point(|word| word < typed);
        let end = self.words.partition_point(|word| word < typed || word.starts_with(typed));
        let mut words: Vec<u32> = (start as u32..end as u32).collect();
        words.sort_by_key(|&word| std::cmp::Reverse(self.tracks(word).len()));
        words.truncate(MAX_EXPANSIONS / 2);
        words
    }

    /// The tracks that a word stands in.
    pub fn tracks(&self, word: u32) -> &[u32] {
        self.postings.get(word as usize)
    }

    /// How telling a word is: ln(1 + (n − df + ½) / (df + ½)), as in BM25 (Robertson et al., 1994).
    pub fn idf(&self, word: u32) -> f32 {
        self.idf_of(self.tracks(word).len())
    }

    /// How telling a word is that stands in one track: the most there is.
    pub fn highest_idf(&self) -> f32 {
        self.idf_of(1)
    }

    fn idf_of(&self, frequency: usize) -> f32 {
        let (n, df) = (self.documents as f32, frequency as f32);
        (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln()
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.documents as usize
    }

    fn word(&self, word: u32) -> &str {
        self.words.get(word as usize)
    }

    pub(crate) fn is_consistent(&self) -> bool {
        self.words.len() == self.postings.len()
            && self.postings.values().iter().all(|&track| track < self.documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::build([
            vec!["Bohemian Rhapsody", "Queen"],
            vec!["Queen of Hearts", "Juice Newton"],
            vec!["Killer Queen", "Queen"],
        ])
    }

    fn check(typed: &str, unfinished: bool, expected: &[&str]) {
        let lexicon = lexicon();
        let words: Vec<&str> =
            lexicon.expand(typed, unfinished).iter().map(|e| lexicon.word(e.word)).collect();
        assert_eq!(words, expected, "{typed:?}");
    }

    #[test]
    fn expansions() {
        check("queen", false, &["queen"]);
        check("bohemain", false, &["bohemian"]);
        check("rapsody", false, &["rhapsody"]);
        check("quen", false, &["queen"]);
        check("ju", false, &[]);
        check("ju", true, &["juice"]);
        check("xyz", true, &[]);
    }

    #[test]
    fn tracks_and_weights() {
        let lexicon = lexicon();
        let queen = lexicon.expand("queen", false)[0].word;
        assert_eq!(lexicon.tracks(queen), [0, 1, 2]);
        assert!(lexicon.idf(queen) < lexicon.highest_idf());
        assert!(lexicon.is_consistent());
    }
}
