//! Fits vectorizers to a catalogue.

use crate::presets::{Scale, TermParams, VectorParams};
use catalog::SongEntry;
use engine::{Number, NumberColumns, SongVectorizer, TfIdf};
use rayon::prelude::*;
use std::collections::HashMap;

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
    TfIdf::new(params.analyzer, frequencies, documents.len() as u32)
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

/// Fits a vectorizer of tracks: the bounds of their numbers and the terms of their genres.
pub fn fit_songs(tracks: &[SongEntry], params: &VectorParams) -> SongVectorizer {
    let numbers =
        params.numbers.iter().map(|&(number, scale)| fit_number(tracks, number, scale)).collect();
    let genres: Vec<String> = tracks.iter().map(|track| track.genres.join(",")).collect();
    SongVectorizer::new(numbers, fit_terms(&genres, params.genres))
}

fn fit_number(tracks: &[SongEntry], number: Number, scale: Scale) -> NumberColumns {
    let mut values: Vec<f32> = tracks.iter().filter_map(|track| number.of(track)).collect();
    values.sort_unstable_by(f32::total_cmp);
    let (low, high) = match scale {
        Scale::MinMax => (quantile(&values, 0.0), quantile(&values, 1.0)),
        Scale::Percentiles => widened(quantile(&values, 0.01), quantile(&values, 0.99), &values),
        Scale::Circle(low, high) => (low, high),
    };
    let encoding = scale.encoding(scaled_mean(&values, low, high));
    NumberColumns { number, low, high, encoding }
}

fn quantile(sorted: &[f32], share: f32) -> f32 {
    let place = (sorted.len().saturating_sub(1)) as f32 * share;
    sorted.get(place.round() as usize).copied().unwrap_or_default()
}

/// Percentiles of a number with few values, such as a mode, may coincide: then its whole range.
fn widened(low: f32, high: f32, sorted: &[f32]) -> (f32, f32) {
    if low < high { (low, high) } else { (quantile(sorted, 0.0), quantile(sorted, 1.0)) }
}

fn scaled_mean(values: &[f32], low: f32, high: f32) -> f32 {
    if values.is_empty() || low >= high {
        return 0.0;
    }
    let sum: f64 = values.iter().map(|value| f64::from((value - low) / (high - low))).sum();
    (sum / values.len() as f64) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::Analyzer;

    #[test]
    fn rare_terms_are_left_out() {
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
    fn bounds() {
        let values: Vec<f32> = (0..=100).map(|value| value as f32).collect();
        assert_eq!(quantile(&values, 0.01).to_bits(), 1.0_f32.to_bits());
        assert_eq!(widened(1.0, 1.0, &[0.0, 1.0, 1.0]), (0.0, 1.0));
        assert!((scaled_mean(&values, 0.0, 100.0) - 0.5).abs() < 1e-6);
    }
}
