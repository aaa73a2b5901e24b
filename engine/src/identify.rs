//! Finds the song that a hint means.

use crate::alignment::{Agreement, HintWords};
use crate::encode::Encoder;
use crate::error::EncoderError;
use crate::index::CodeIndex;
use crate::lexicon::{Expansion, Lexicon};
use crate::text;
use crate::track_table::TrackTable;
use crate::vectorize::TfIdf;
use std::cell::RefCell;
use std::collections::HashSet;

/// A track that a hint may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub track: u32,
    pub score: f32,
    pub fit: Fit,
}

/// How much of a hint a track answers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Too little to be shown.
    Poor,
    /// Enough to be shown.
    Fair,
    /// Enough to be called an answer.
    Good,
}

impl Fit {
    /// From the share of the hint that is found in the track.
    fn of(share: f32) -> Self {
        match share {
            share if share >= GOOD => Self::Good,
            share if share >= FAIR => Self::Fair,
            _ => Self::Poor,
        }
    }
}

/// Finds tracks by what their titles and artists are made of.
pub(crate) struct Identifier {
    pub vectorizer: TfIdf,
    pub encoder: Box<dyn Encoder>,
    pub index: CodeIndex,
    pub method: Method,
}

/// How candidates are found and ordered.
pub(crate) enum Method {
    /// Candidates by words and by codes, ordered by word-for-word agreement.
    Earworm(Lexicon),
    /// Ten nearest codes by popularity, the one that shares most tokens first.
    Spotifinder,
}

/// Candidates taken from the words and from the codes.
const LEXICAL_CANDIDATES: usize = 160;
const CODE_CANDIDATES: usize = 60;

/// Neighbours that the preset `spotifinder` asks for.
const SPOTIFINDER_NEIGHBOURS: usize = 10;

/// The share of a hint that has to be found in a track for it to be shown, and to be an answer.
const FAIR: f32 = 0.35;
const GOOD: f32 = 0.6;

impl Identifier {
    /// Tracks that the hint may mean, best first, one for each song.
    pub(crate) fn identify(
        &self,
        hint: &str,
        table: &TrackTable,
        limit: usize,
    ) -> Result<Vec<Candidate>, EncoderError> {
        let mut candidates = match &self.method {
            Method::Earworm(lexicon) => self.by_agreement(hint, table, lexicon)?,
            Method::Spotifinder => self.by_popularity(hint, table)?,
        };
        if matches!(self.method, Method::Earworm(_)) {
            keep_one_a_song(&mut candidates, table);
        }
        candidates.truncate(limit);
        Ok(candidates)
    }

    fn near_codes(&self, hint: &str, points: usize) -> Result<Vec<u32>, EncoderError> {
        let vector = self.vectorizer.transform(hint);
        if vector.is_empty() {
            return Ok(Vec::new());
        }
        let code = self.encoder.encode_one(&vector)?;
        let nearest = self.index.nearest(&code, points);
        Ok(nearest.into_iter().map(|neighbour| neighbour.track).take(points * 4).collect())
    }

    fn by_agreement(
        &self,
        hint: &str,
        table: &TrackTable,
        lexicon: &Lexicon,
    ) -> Result<Vec<Candidate>, EncoderError> {
        let words = text::words(hint);
        let expansions = expand_all(&words, lexicon);
        let mut tracks = by_words(&expansions, table, lexicon);
        tracks.extend(self.near_codes(hint, CODE_CANDIDATES)?);
        tracks.sort_unstable();
        tracks.dedup();
        let weights = expansions.iter().map(|found| weight(found, lexicon)).collect();
        let hint = HintWords::new(words, weights);
        let mut candidates: Vec<Candidate> =
            tracks.into_iter().map(|track| assess(&hint, track, table)).collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.track.cmp(&b.track)));
        Ok(candidates)
    }

    fn by_popularity(
        &self,
        hint: &str,
        table: &TrackTable,
    ) -> Result<Vec<Candidate>, EncoderError> {
        let mut tracks = self.near_codes(hint, SPOTIFINDER_NEIGHBOURS)?;
        tracks.truncate(SPOTIFINDER_NEIGHBOURS);
        tracks.sort_by_key(|&track| std::cmp::Reverse(table.popularity(track)));
        let shared: Vec<f32> =
            tracks.iter().map(|&track| self.shared_tokens(hint, track, table)).collect();
        let best = (0..tracks.len()).rev().max_by(|&a, &b| shared[a].total_cmp(&shared[b]));
        let mut order: Vec<usize> = (0..tracks.len()).collect();
        order.sort_by_key(|&place| Some(place) != best);
        Ok(order.into_iter().map(|at| candidate(tracks[at], shared[at])).collect())
    }

    /// The share of the hint's tokens that stand in the track's title and artists.
    fn shared_tokens(&self, hint: &str, track: u32, table: &TrackTable) -> f32 {
        let artists: Vec<&str> = table.artists(track).collect();
        let document = spotifinder_document(table.name(track), &artists);
        let tokens = |text: &str| {
            let mut tokens = HashSet::new();
            self.vectorizer.analyzer().for_each_term(text, |term| {
                tokens.insert(term.to_owned());
            });
            tokens
        };
        let (wanted, found) = (tokens(hint), tokens(&document));
        wanted.intersection(&found).count() as f32 / wanted.len().max(1) as f32
    }
}

fn candidate(track: u32, score: f32) -> Candidate {
    let fit = if score > 0.0 { Fit::Good } else { Fit::Fair };
    Candidate { track, score, fit }
}

/// The text of a track that the preset `spotifinder` vectorizes.
pub fn spotifinder_document(name: &str, artists: &[&str]) -> String {
    format!("{name} {} ", artists.join(", "))
}

fn expand_all(words: &[String], lexicon: &Lexicon) -> Vec<Vec<Expansion>> {
    let last = words.len().saturating_sub(1);
    words.iter().enumerate().map(|(place, word)| lexicon.expand(word, place == last)).collect()
}

/// How telling a typed word is: as telling as the likeliest word that it means. An unknown word is
/// probably misspelt beyond recognition and tells little.
fn weight(expansions: &[Expansion], lexicon: &Lexicon) -> f32 {
    match expansions.first() {
        Some(likeliest) => lexicon.idf(likeliest.word).max(MIN_WEIGHT),
        None => lexicon.highest_idf() * UNKNOWN_WEIGHT,
    }
}

const MIN_WEIGHT: f32 = 0.5;
const UNKNOWN_WEIGHT: f32 = 0.5;

/// The tracks whose words agree best with the expanded hint.
fn by_words(expansions: &[Vec<Expansion>], table: &TrackTable, lexicon: &Lexicon) -> Vec<u32> {
    thread_local! {
        static SCORES: RefCell<Scores> = RefCell::default();
    }
    SCORES.with_borrow_mut(|scores| {
        scores.start(table.len());
        for found in expansions {
            scores.next_word();
            for expansion in found {
                let gain = expansion.similarity * lexicon.idf(expansion.word);
                lexicon.tracks(expansion.word).iter().for_each(|&track| scores.add(track, gain));
            }
        }
        scores.best(LEXICAL_CANDIDATES, |track| prior(track, table))
    })
}

/// Breaks ties between tracks with the same words: well-known ones and short texts first.
fn prior(track: u32, table: &TrackTable) -> f32 {
    let popularity = f32::from(table.popularity(track).unwrap_or(UNKNOWN_POPULARITY)) / 100.0;
    let words = table.name(track).split(' ').count() as f32;
    popularity + 1.0 / words
}

/// Stands for the popularity of tracks of which it is not known.
const UNKNOWN_POPULARITY: u8 = 25;

/// Sums up scores of tracks, each word of the hint counting once a track.
#[derive(Default)]
struct Scores {
    sums: Vec<f32>,
    last_word: Vec<u32>,
    touched: Vec<u32>,
    word: u32,
}

impl Scores {
    fn start(&mut self, tracks: usize) {
        self.touched.drain(..).for_each(|track| {
            self.sums[track as usize] = 0.0;
            self.last_word[track as usize] = 0;
        });
        self.sums.resize(tracks, 0.0);
        self.last_word.resize(tracks, 0);
        self.word = 0;
    }

    fn next_word(&mut self) {
        self.word += 1;
    }

    // Expansions come most alike first, so the first gain of a word is its best.
    fn add(&mut self, track: u32, gain: f32) {
        let at = track as usize;
        if self.last_word[at] == self.word {
            return;
        }
        if self.last_word[at] == 0 {
            self.touched.push(track);
        }
        self.last_word[at] = self.word;
        self.sums[at] += gain;
    }

    fn best(&self, count: usize, prior: impl Fn(u32) -> f32) -> Vec<u32> {
        let mut scored: Vec<(f32, u32)> = self
            .touched
            .iter()
            .map(|&track| (self.sums[track as usize] + PRIOR_WEIGHT * prior(track), track))
            .collect();
        let descending = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if scored.len() > count {
            scored.select_nth_unstable_by(count, descending);
            scored.truncate(count);
        }
        scored.into_iter().map(|(_, track)| track).collect()
    }
}

const PRIOR_WEIGHT: f32 = 0.5;

fn assess(hint: &HintWords, track: u32, table: &TrackTable) -> Candidate {
    let agreement = hint.agreement(table.name(track), table.artists(track));
    let popularity = f32::from(table.popularity(track).unwrap_or(UNKNOWN_POPULARITY)) / 100.0;
    let score = score(agreement, popularity);
    Candidate { track, score, fit: Fit::of(agreement.hint) }
}

/// What was typed counts most, then how much of the title it is, then the artist; popularity and
/// plain versions decide between equals.
fn score(agreement: Agreement, popularity: f32) -> f32 {
    0.78 * agreement.hint
        + 0.10 * agreement.title
        + 0.05 * agreement.artist
        + 0.05 * popularity
        + 0.02 * agreement.version
}

fn keep_one_a_song(candidates: &mut Vec<Candidate>, table: &TrackTable) {
    let mut seen = HashSet::new();
    candidates.retain(|candidate| seen.insert(table.song(candidate.track)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_counts_once_a_track() {
        let mut scores = Scores::default();
        scores.start(3);
        scores.next_word();
        scores.add(1, 0.9);
        scores.add(1, 0.8);
        scores.next_word();
        scores.add(1, 0.5);
        scores.add(2, 1.0);
        assert_eq!(scores.best(2, |_| 0.0), [1, 2]);
        assert!((scores.sums[1] - 1.4).abs() < 1e-6);
        scores.start(3);
        assert!(scores.best(2, |_| 0.0).is_empty());
        assert!(scores.sums.iter().all(|&sum| sum == 0.0));
    }

    #[test]
    fn spotifinder_documents_end_in_a_blank() {
        assert_eq!(spotifinder_document("Creep", &["Radiohead"]), "Creep Radiohead ");
    }
}
