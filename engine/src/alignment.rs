//! Compares a hint with a track word by word.

use crate::song::base_title;
use crate::text;
use crate::word_similarity::{prefix_similarity, word_similarity};

/// A hint, cut into words that carry weights.
pub(crate) struct HintWords {
    words: Vec<String>,
    weights: Vec<f32>,
}

/// How well a hint and a track agree; shares from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Agreement {
    /// Of the hint's words, by weight.
    pub hint: f32,
    /// Of the title's words, without version suffixes.
    pub title: f32,
    /// Of the best matching artist's words.
    pub artist: f32,
    /// Of the version suffix's words, 1 if there is none.
    pub version: f32,
}

impl HintWords {
    pub(crate) fn new(words: Vec<String>, weights: Vec<f32>) -> Self {
        Self { words, weights }
    }

    /// How well the hint agrees with a track.
    pub(crate) fn agreement<'a>(
        &self,
        name: &str,
        artists: impl Iterator<Item = &'a str>,
    ) -> Agreement {
        let base = text::words(&base_title(name));
        let suffix: Vec<String> =
            text::words(name).into_iter().filter(|word| !base.contains(word)).collect();
        let mut best = vec![0.0; self.words.len()];
        let title = self.cover(&base, &mut best);
        let version = if suffix.is_empty() { 1.0 } else { self.cover(&suffix, &mut best) };
        let artist =
            artists.map(|artist| self.cover(&text::words(artist), &mut best)).fold(0.0, f32::max);
        Agreement { hint: self.weighted(&best), title, artist, version }
    }

    /// The share of a field's words that the hint covers; `best` keeps each hint word's best match.
    fn cover(&self, field: &[String], best: &mut [f32]) -> f32 {
        let mut covered = vec![0.0_f32; field.len()];
        for (place, word) in self.words.iter().enumerate() {
            let similarity = self.similarity_at(place);
            for (at, other) in field.iter().enumerate() {
                let alike = similarity(word, other);
                best[place] = best[place].max(alike);
                covered[at] = covered[at].max(alike);
            }
        }
        self.cover_joined(field, best, &mut covered);
        let total: f32 = covered.iter().sum();
        if field.is_empty() { 0.0 } else { total / field.len() as f32 }
    }

    /// "sugarcane" covers "sugar cane", and "sugar cane" covers "sugarcane".
    fn cover_joined(&self, field: &[String], best: &mut [f32], covered: &mut [f32]) {
        for (at, pair) in field.windows(2).enumerate() {
            for (place, word) in self.words.iter().enumerate() {
                let alike = joined_similarity(word, pair);
                raise(best, &[place], alike);
                raise(covered, &[at, at + 1], alike);
            }
        }
        for (place, pair) in self.words.windows(2).enumerate() {
            for (at, other) in field.iter().enumerate() {
                let alike = joined_similarity(other, pair);
                raise(best, &[place, place + 1], alike);
                raise(covered, &[at], alike);
            }
        }
    }

    // The last word may be unfinished.
    fn similarity_at(&self, place: usize) -> fn(&str, &str) -> f32 {
        if place + 1 == self.words.len() { prefix_similarity } else { word_similarity }
    }

    fn weighted(&self, best: &[f32]) -> f32 {
        let total: f32 = self.weights.iter().sum();
        let matched: f32 =
            best.iter().zip(&self.weights).map(|(alike, weight)| alike * weight).sum();
        if total > 0.0 { matched / total } else { 0.0 }
    }
}

/// What a joined or split word is worth, next to 1 for the same word.
const JOINED: f32 = 0.95;

fn raise(values: &mut [f32], places: &[usize], alike: f32) {
    places.iter().for_each(|&place| values[place] = values[place].max(alike));
}

/// How alike a word is to two words written as one.
fn joined_similarity(word: &str, pair: &[String]) -> f32 {
    let together = pair.concat();
    if together.len().abs_diff(word.len()) > LONGEST_SLIP {
        return 0.0;
    }
    JOINED * word_similarity(word, &together)
}

/// Bytes by which a joined word may be longer or shorter to be worth comparing.
const LONGEST_SLIP: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(hint: &str, name: &str, artist: &str) -> Agreement {
        let words = text::words(hint);
        let weights = vec![1.0; words.len()];
        HintWords::new(words, weights).agreement(name, [artist].into_iter())
    }

    #[test]
    fn an_exact_hint_agrees_fully() {
        let full = Agreement { hint: 1.0, title: 1.0, artist: 1.0, version: 1.0 };
        assert_eq!(agreement("killer queen queen", "Killer Queen", "Queen"), full);
    }

    #[test]
    fn version_words_are_not_missed() {
        let remaster = agreement("heroes", "Heroes - 2017 Remaster", "David Bowie");
        assert!(remaster.title > 0.99 && remaster.version < 0.1);
        assert!(agreement("heroes live", "Heroes - Live", "David Bowie").version > 0.99);
    }

    #[test]
    fn misspelt_joined_and_unfinished_words_agree() {
        assert!(agreement("bohemain rapsody quen", "Bohemian Rhapsody", "Queen").hint > 0.8);
        assert!(agreement("sugarcane", "Sugar Cane", "Some Band").hint > 0.9);
        assert!(agreement("hartshaped box", "Heart-Shaped Box", "Nirvana").title > 0.8);
        assert!(agreement("sun flower", "Sunflower", "Some Band").title > 0.9);
        assert!(agreement("bohemian rha", "Bohemian Rhapsody", "Queen").hint > 0.9);
        assert!(agreement("polka", "Bohemian Rhapsody", "Queen").hint < 0.1);
    }
}
