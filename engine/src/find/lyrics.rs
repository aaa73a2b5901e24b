//! Finds songs by a line of their lyrics.

use super::vocabulary::Vocabulary;
use super::word_index::inverse_document_frequency;
use crate::id::SongId;
use crate::text;
use crate::tracks::column::{ListColumn, TextColumn};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The lyrics of the songs that have any, as numbers of words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LyricsIndex {
    vocabulary: Vocabulary,
    /// The song of each document.
    songs: Vec<u32>,
    /// The words of each document, in order.
    words: ListColumn,
    /// The documents that each word stands in.
    postings: ListColumn,
}

/// A song with a line that was typed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub song: u32,
    /// The share of the hint's words that the line has, in order.
    pub share: f32,
    /// The line's words, from the first to the last that was typed.
    pub words: String,
}

/// Words that a hint needs to be a line.
const SHORTEST_LINE: usize = 4;
/// Words of a hint that are compared.
const LONGEST_LINE: usize = 12;
/// Documents that are compared word by word.
const MOST_COMPARED: usize = 30;
/// Documents are compared that have this share of the words, by their weight.
const LEAST_SUM: f32 = 0.4;
/// Words that are left of a document.
const LONGEST_DOCUMENT: usize = 1500;
/// Words of a line that are quoted.
const LONGEST_QUOTE: usize = 12;

impl LyricsIndex {
    /// The index of songs and their lyrics.
    pub fn build<'a>(lyrics: impl IntoIterator<Item = (SongId, &'a str)>) -> Self {
        let mut songs = Vec::new();
        let mut documents = Vec::new();
        for (song, lyrics) in lyrics {
            let mut words = text::words(lyrics);
            words.truncate(LONGEST_DOCUMENT);
            songs.push(song.0);
            documents.push(words);
        }
        let mut postings = BTreeMap::<&str, Vec<u32>>::new();
        for (document, words) in documents.iter().enumerate() {
            for word in words {
                let found = postings.entry(word).or_default();
                if found.last() != Some(&(document as u32)) {
                    found.push(document as u32);
                }
            }
        }
        let vocabulary = Vocabulary::new(postings.keys().collect::<TextColumn>());
        let number = |word: &String| vocabulary.id(word).unwrap_or_default();
        let words = documents.iter().map(|words| words.iter().map(number)).collect();
        let postings = postings.into_values().collect();
        Self { vocabulary, songs, words, postings }
    }

    /// Songs with a line like this, the most alike first.
    pub(crate) fn lines_like(&self, hint: &str) -> Vec<Line> {
        let mut typed = text::words(hint);
        typed.truncate(LONGEST_LINE);
        if typed.len() < SHORTEST_LINE {
            return Vec::new();
        }
        let meanings: Vec<Vec<u32>> = typed.iter().map(|word| self.meanings(word)).collect();
        let documents = self.documents_with(&meanings).into_iter();
        let mut lines: Vec<Line> =
            documents.filter_map(|document| self.line(document, &meanings)).collect();
        lines.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.song.cmp(&b.song)));
        lines
    }

    /// The word itself, or those that differ by a letter.
    fn meanings(&self, typed: &str) -> Vec<u32> {
        if let Some(word) = self.vocabulary.id(typed) {
            return vec![word];
        }
        let pattern = super::edits::Pattern::new(typed);
        let mut words = self.vocabulary.spelt_alike(typed);
        words.retain(|&word| pattern.edits(self.vocabulary.word(word)).whole <= 1);
        words
    }

    /// The documents with most of the words, by their weight.
    fn documents_with(&self, meanings: &[Vec<u32>]) -> Vec<u32> {
        let mut sums = vec![0.0_f32; self.songs.len()];
        let mut counted = Vec::new();
        let mut whole = 0.0;
        for word in meanings.iter().flatten() {
            let documents = self.postings.get(*word as usize);
            // A word that is in every tenth song costs much and tells little.
            if counted.contains(word) || documents.len() * 10 > self.songs.len().max(100) {
                continue;
            }
            counted.push(*word);
            let idf = inverse_document_frequency(self.songs.len(), documents.len());
            whole += idf;
            documents.iter().for_each(|&document| sums[document as usize] += idf);
        }
        let mut found: Vec<(f32, u32)> = sums
            .into_iter()
            .zip(0..)
            .filter(|(sum, _)| *sum > 0.0 && *sum >= LEAST_SUM * whole)
            .collect();
        if found.len() > MOST_COMPARED {
            found.select_nth_unstable_by(MOST_COMPARED, |a, b| {
                b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
            });
            found.truncate(MOST_COMPARED);
        }
        found.into_iter().map(|(_, document)| document).collect()
    }

    fn line(&self, document: u32, meanings: &[Vec<u32>]) -> Option<Line> {
        let words = self.words.get(document as usize);
        let passage = best_passage(words, meanings)?;
        let quoted = words[passage.start..passage.end].iter().take(LONGEST_QUOTE);
        let quoted: Vec<&str> = quoted.map(|&word| self.vocabulary.word(word)).collect();
        Some(Line {
            song: self.songs[document as usize],
            share: passage.score / meanings.len() as f32,
            words: quoted.join(" "),
        })
    }

    pub(crate) fn is_consistent(&self, songs: usize) -> bool {
        self.vocabulary.is_consistent()
            && self.words.len() == self.songs.len()
            && self.postings.len() == self.vocabulary.len()
            && self.songs.iter().all(|&song| (song as usize) < songs)
            && self.words.values().iter().all(|&word| (word as usize) < self.vocabulary.len())
            && self.postings.values().iter().all(|&doc| (doc as usize) < self.songs.len())
    }
}

/// Where a line was found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Passage {
    start: usize,
    end: usize,
    score: f32,
}

const SKIPPED_IN_LYRICS: f32 = 0.34;
const SKIPPED_IN_HINT: f32 = 0.5;

/// The passage that has most of the hint's words in their order, with few others between: local
/// alignment (Smith and Waterman, 1981), a point for each word, less for each that is skipped.
fn best_passage(words: &[u32], meanings: &[Vec<u32>]) -> Option<Passage> {
    let mut best = Passage::default();
    let mut above = vec![Passage::default(); meanings.len() + 1];
    let mut row = above.clone();
    for (place, word) in words.iter().enumerate() {
        for (at, meanings) in meanings.iter().enumerate() {
            let mut passage = if meanings.contains(word) {
                let before = above[at];
                let start = if before.score > 0.0 { before.start } else { place };
                Passage { start, end: place + 1, score: before.score + 1.0 }
            } else {
                Passage::default()
            };
            let skips = [(above[at + 1], SKIPPED_IN_LYRICS), (row[at], SKIPPED_IN_HINT)];
            for (before, cost) in skips {
                if before.score - cost > passage.score {
                    passage = Passage { score: before.score - cost, ..before };
                }
            }
            row[at + 1] = passage;
            if passage.score > best.score {
                best = passage;
            }
        }
        std::mem::swap(&mut above, &mut row);
    }
    (best.score > 0.0).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> LyricsIndex {
        LyricsIndex::build([
            (SongId(4), "The kettle sings a copper song\nand nobody knows the tune"),
            (SongId(7), "Nobody knows the copper kettle\nthe copper kettle knows nobody"),
            (SongId(9), "Snow on the harbour, salt on the rope"),
        ])
    }

    fn check(hint: &str, expected: Option<(u32, &str)>) {
        let index = index();
        assert!(index.is_consistent(10));
        let lines = index.lines_like(hint);
        let first = lines.first().filter(|line| line.share > 0.69);
        let first = first.map(|line| (line.song, line.words.as_str()));
        assert_eq!(first, expected, "{hint:?}");
    }

    #[test]
    fn lines_are_found_in_order_and_misspelt() {
        check("kettle sings a copper song", Some((4, "kettle sings a copper song")));
        check("ketle sings a coper song", Some((4, "kettle sings a copper song")));
        check("nobody knows the copper kettle", Some((7, "nobody knows the copper kettle")));
        check("salt on the old rope", Some((9, "salt on the rope")));
    }

    #[test]
    fn other_text_is_no_line() {
        check("kettle copper", None);
        check("a wholly different thing to type", None);
        check("rope the on salt harbour", None);
    }
}
