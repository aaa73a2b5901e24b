use catalog::SongEntry;
use engine::numeric::{float64, index32, single};
use engine::{Analyzer, Encoding, Number, NumberColumns, SongVectorizer, TfIdf};
use rayon::prelude::*;
use std::collections::HashMap;

/// Which terms of the documents become columns.
#[derive(Clone, Copy, Debug)]
pub struct TermParams {
    /// Splits a document into terms.
    pub analyzer: Analyzer,
    /// The number of documents in which a term has to occur.
    pub min_df: u32,
    /// The most terms kept, the most frequent ones.
    pub max_terms: usize,
}

/// Fits a TF-IDF vectorizer to documents.
pub fn fit_terms<D: AsRef<str> + Sync>(documents: &[D], params: TermParams) -> TfIdf {
    let counted = documents
        .par_iter()
        .fold(HashMap::new, |counts, document| count_terms(counts, document.as_ref(), params))
        .reduce(HashMap::new, merge_counts);
    let mut frequencies: Vec<(String, u32)> =
        counted.into_iter().filter(|(_, df)| *df >= params.min_df).collect();
    frequencies.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    frequencies.truncate(params.max_terms);
    TfIdf::new(params.analyzer, frequencies, index32(documents.len()))
}

type Counts = HashMap<String, u32>;

fn count_terms(mut counts: Counts, document: &str, params: TermParams) -> Counts {
    let mut terms = Vec::new();
    params.analyzer.for_each_term(document, |term| terms.push(term.to_owned()));
    terms.sort_unstable();
    terms.dedup();
    terms.into_iter().for_each(|term| *counts.entry(term).or_default() += 1);
    counts
}

fn merge_counts(mut all: Counts, more: Counts) -> Counts {
    more.into_iter().for_each(|(term, count)| *all.entry(term).or_default() += count);
    all
}

/// Fits a vectorizer of tracks: the range of each number and the terms of the genres.
pub fn fit_songs(tracks: &[SongEntry], numbers: &[Number], genres: TermParams) -> SongVectorizer {
    let numbers = numbers.iter().map(|&number| fit_number(tracks, number)).collect();
    let documents: Vec<String> = tracks.iter().map(|track| track.genres.join(",")).collect();
    SongVectorizer::new(numbers, fit_terms(&documents, genres))
}

/// Scales a number from its least to its greatest value; unknown values become the mean.
fn fit_number(tracks: &[SongEntry], number: Number) -> NumberColumns {
    let mut values: Vec<f32> = tracks.iter().filter_map(|track| number.of(track)).collect();
    values.sort_unstable_by(f32::total_cmp);
    let low = values.first().copied().unwrap_or_default();
    let high = values.last().copied().unwrap_or_default();
    let encoding = Encoding::Plain { unknown: scaled_mean(&values, low, high) };
    NumberColumns { number, low, high, encoding }
}

fn scaled_mean(values: &[f32], low: f32, high: f32) -> f32 {
    if values.is_empty() || low >= high {
        return 0.0;
    }
    let sum: f64 = values.iter().map(|value| f64::from((value - low) / (high - low))).sum();
    single(sum / float64(values.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Analyzer;

    #[test]
    fn rare_terms_are_dropped() {
        let analyzer = Analyzer::Words { max_ngram: 1 };
        let documents = ["rock rock", "rock pop", "jazz"];
        let fitted = |min_df, max_terms| {
            fit_terms(&documents, TermParams { analyzer, min_df, max_terms }).len()
        };
        assert_eq!(fitted(1, 10), 3);
        assert_eq!(fitted(2, 10), 1);
        assert_eq!(fitted(1, 2), 2);
    }

    #[test]
    fn unknown_values_become_the_mean() {
        let values = [0.0, 10.0, 20.0, 90.0];
        assert!((scaled_mean(&values, 0.0, 90.0) - 1.0 / 3.0).abs() < 1e-6);
        assert!(scaled_mean(&[], 0.0, 0.0).abs() < 1e-6);
    }
}
