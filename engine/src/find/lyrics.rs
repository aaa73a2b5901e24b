//! Finds songs by a line of their lyrics.

use super::edits::Pattern;
use super::invert::invert;
use super::params::{
    LYRICS_WORDS, MAX_LYRICS_ALIGNED, MIN_LYRICS_SUM, MIN_SHORT_LINE_IDF, SHORT_LINE,
    SKIPPED_IN_LYRICS, SKIPPED_IN_QUERY,
};
use super::vocabulary::Vocabulary;
use super::word_index::inverse_document_frequency;
use crate::id::{SongId, TermId};
use crate::numeric::float;
use crate::text;
use crate::tracks::column::{ListColumn, TextColumn};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// The lyrics of the songs that have any. Each song's lyrics are a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LyricsIndex {
    vocabulary: Vocabulary,
    /// By document.
    songs: Vec<SongId>,
    /// The terms of each document, in order.
    terms: ListColumn<TermId>,
    /// The documents that contain each term.
    postings: ListColumn,
}

/// A line of a song's lyrics that is like the query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LyricsLine {
    pub song: SongId,
    /// The share of the query's words that the line has, in their order, 0 to 1.
    pub share: f32,
    /// The line's words, from the first to the last that was typed.
    pub words: String,
}

/// Words kept of a song's lyrics.
const MAX_DOCUMENT: usize = 1500;

/// Words of a line that are quoted.
const MAX_QUOTE: usize = 12;

impl LyricsIndex {
    /// Indexes the lyrics of songs.
    pub fn build<'a>(lyrics: impl IntoIterator<Item = (SongId, &'a str)>) -> Self {
        let lyrics: Vec<(SongId, &str)> = lyrics.into_iter().collect();
        let words = |(_, lyrics): &(SongId, &str)| {
            let mut words = text::words(lyrics);
            words.truncate(MAX_DOCUMENT);
            words
        };
        let documents: Vec<Vec<String>> = lyrics.par_iter().map(words).collect();
        let texts = documents.iter().map(|words| words.iter().map(String::as_str));
        let postings = invert((0..).zip(texts));
        let vocabulary =
            Vocabulary::new(postings.iter().map(|(word, _)| word).collect::<TextColumn>());
        let terms = |words: &Vec<String>| -> Vec<TermId> {
            words.iter().map(|word| vocabulary.id(word).unwrap_or_default()).collect()
        };
        let terms: Vec<Vec<TermId>> = documents.par_iter().map(terms).collect();
        Self {
            songs: lyrics.iter().map(|(song, _)| *song).collect(),
            terms: terms.into_iter().collect(),
            postings: postings.into_iter().map(|(_, documents)| documents).collect(),
            vocabulary,
        }
    }

    /// Lines like the query, the most similar first, at most one a song.
    pub(crate) fn lines_like(&self, query: &str) -> Vec<LyricsLine> {
        let mut typed = text::words(query);
        typed.truncate(*LYRICS_WORDS.end());
        if !LYRICS_WORDS.contains(&typed.len()) {
            return Vec::new();
        }
        let expansions: Vec<Vec<TermId>> = typed.iter().map(|word| self.expand(word)).collect();
        let short = typed.len() < SHORT_LINE;
        if short && !self.is_distinctive(&expansions) {
            return Vec::new();
        }
        let documents = self.documents_with(&expansions).into_iter();
        let mut lines: Vec<LyricsLine> =
            documents.filter_map(|document| self.line(document, &expansions)).collect();
        lines.retain(|line| !short || line.share >= 1.0);
        lines.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.song.cmp(&b.song)));
        lines
    }

    /// Whether a short query has rare words enough to be a line.
    fn is_distinctive(&self, expansions: &[Vec<TermId>]) -> bool {
        let mut counted = Vec::new();
        let rarest = |terms: &Vec<TermId>| {
            self.distinctive(terms, &mut counted).first().map_or(0.0, |&(idf, _)| idf)
        };
        let sum: f32 = expansions.iter().map(rarest).sum();
        sum >= MIN_SHORT_LINE_IDF * inverse_document_frequency(self.songs.len(), 1)
    }

    /// The term that was typed or, if there is none, those within one edit.
    fn expand(&self, typed: &str) -> Vec<TermId> {
        if let Some(term) = self.vocabulary.id(typed) {
            return vec![term];
        }
        let pattern = Pattern::new(typed);
        let mut terms = self.vocabulary.spelt_alike(typed);
        terms.retain(|&term| pattern.edits(self.vocabulary.text(term)).whole <= 1);
        terms
    }

    /// The documents with the largest sums of idf, each token counting by the rarest of its terms that
    /// a document contains.
    fn documents_with(&self, expansions: &[Vec<TermId>]) -> Vec<u32> {
        let mut sums = vec![0.0_f32; self.songs.len()];
        let mut last_token = vec![usize::MAX; self.songs.len()];
        let mut counted = Vec::new();
        let mut whole = 0.0;
        for (token, expansion) in expansions.iter().enumerate() {
            let terms = self.distinctive(expansion, &mut counted);
            whole += terms.first().map_or(0.0, |&(idf, _)| idf);
            for (idf, term) in terms {
                for &document in self.postings.get(term.index()) {
                    let document = document as usize;
                    if last_token[document] != token {
                        last_token[document] = token;
                        sums[document] += idf;
                    }
                }
            }
        }
        let mut found: Vec<(f32, u32)> = sums
            .into_iter()
            .zip(0..)
            .filter(|(sum, _)| *sum > 0.0 && *sum >= MIN_LYRICS_SUM * whole)
            .collect();
        if found.len() > MAX_LYRICS_ALIGNED {
            found.select_nth_unstable_by(MAX_LYRICS_ALIGNED, |a, b| {
                b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
            });
            found.truncate(MAX_LYRICS_ALIGNED);
        }
        found.into_iter().map(|(_, document)| document).collect()
    }

    /// The terms of a token that are worth summing and new, the rarest first, with their idf.
    fn distinctive(&self, terms: &[TermId], counted: &mut Vec<TermId>) -> Vec<(f32, TermId)> {
        let mut found = Vec::new();
        for &term in terms {
            let frequency = self.postings.get(term.index()).len();
            // A term of every tenth song takes long to sum and tells little.
            if counted.contains(&term) || frequency * 10 > self.songs.len().max(100) {
                continue;
            }
            counted.push(term);
            found.push((self.idf(term), term));
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found
    }

    /// The idf of a term.
    pub(crate) fn idf(&self, term: TermId) -> f32 {
        inverse_document_frequency(self.songs.len(), self.postings.get(term.index()).len())
    }

    /// Number of terms.
    pub(crate) fn terms(&self) -> usize {
        self.vocabulary.len()
    }

    fn line(&self, document: u32, expansions: &[Vec<TermId>]) -> Option<LyricsLine> {
        let terms = self.terms.get(document as usize);
        let passage = best_passage(terms, expansions)?;
        let quoted = terms[passage.start..passage.end].iter().take(MAX_QUOTE);
        let quoted: Vec<&str> = quoted.map(|&term| self.vocabulary.text(term)).collect();
        Some(LyricsLine {
            song: self.songs[document as usize],
            share: passage.score / float(expansions.len()),
            words: quoted.join(" "),
        })
    }

    /// The term of the lyrics that a word is.
    pub(crate) fn term(&self, word: &str) -> Option<TermId> {
        self.vocabulary.id(word)
    }

    /// The songs with lyrics, by document.
    pub(crate) fn songs(&self) -> &[SongId] {
        &self.songs
    }

    /// The terms of a document, in order.
    pub(crate) fn document(&self, document: usize) -> &[TermId] {
        self.terms.get(document)
    }

    /// The documents that contain a term.
    pub(crate) fn documents(&self, term: TermId) -> &[u32] {
        self.postings.get(term.index())
    }

    pub(crate) fn is_consistent(&self, songs: usize) -> bool {
        self.vocabulary.is_consistent()
            && self.terms.len() == self.songs.len()
            && self.postings.len() == self.vocabulary.len()
            && self.songs.iter().all(|song| song.index() < songs)
            && self.terms.values().iter().all(|term| term.index() < self.vocabulary.len())
            && self.postings.values().iter().all(|&doc| (doc as usize) < self.songs.len())
    }
}

/// A part of a song's lyrics and its score against the query.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Passage {
    start: usize,
    end: usize,
    score: f32,
}

/// The passage with most of the query's words in their order and few others in between: local alignment
/// (Smith and Waterman, 1981) with a point for each word, less the cost of each that is skipped.
fn best_passage(terms: &[TermId], expansions: &[Vec<TermId>]) -> Option<Passage> {
    let mut best = Passage::default();
    let mut above = vec![Passage::default(); expansions.len() + 1];
    let mut row = above.clone();
    for (position, term) in terms.iter().enumerate() {
        for (at, expansions) in expansions.iter().enumerate() {
            let mut passage = if expansions.contains(term) {
                let before = above[at];
                let start = if before.score > 0.0 { before.start } else { position };
                Passage { start, end: position + 1, score: before.score + 1.0 }
            } else {
                Passage::default()
            };
            let skips = [(above[at + 1], SKIPPED_IN_LYRICS), (row[at], SKIPPED_IN_QUERY)];
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

    fn check(query: &str, expected: Option<(u32, &str)>) {
        let index = index();
        assert!(index.is_consistent(10));
        let lines = index.lines_like(query);
        let first = lines.first().filter(|line| line.share > 0.69);
        let first = first.map(|line| (line.song.0, line.words.as_str()));
        assert_eq!(first, expected, "{query:?}");
    }

    #[test]
    fn misspelt_lines_are_found() {
        check("kettle sings a copper song", Some((4, "kettle sings a copper song")));
        check("ketle sings a coper song", Some((4, "kettle sings a copper song")));
        check("nobody knows the copper kettle", Some((7, "nobody knows the copper kettle")));
        check("salt on the old rope", Some((9, "salt on the rope")));
    }

    #[test]
    fn short_lines_stand_word_for_word() {
        check("copper song", Some((4, "copper song")));
        check("salt on the", Some((9, "salt on the")));
        check("copper harbour", None);
        check("copper tune", None);
    }

    #[test]
    fn a_misspelt_word_with_many_neighbours_is_found() {
        // "kexle" is one edit from each of these.
        let others =
            ["kettle", "kexles", "kexley", "kexl", "kexlo", "exle", "kelle", "kexie", "texle"];
        let mut lyrics: Vec<(SongId, String)> =
            vec![(SongId(0), "we put the texle on the fire tonight".to_owned())];
        let words = others.iter().zip(1..).map(|(word, song)| (SongId(song), word.to_string()));
        lyrics.extend(words);
        let index = LyricsIndex::build(lyrics.iter().map(|(song, text)| (*song, text.as_str())));
        let lines = index.lines_like("put the kexle on");
        assert_eq!(lines.first().map(|line| line.song), Some(SongId(0)));
    }

    #[test]
    fn other_text_is_no_line() {
        check("kettle copper", None);
        check("a wholly different thing to type", None);
        check("rope the on salt harbour", None);
    }
}
