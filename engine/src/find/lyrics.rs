//! Finds songs by a line of their lyrics.

use super::edits::Pattern;
use super::grams::{Grams, mix};
use super::heard::{HeardLine, HeardLyrics};
use super::invert::invert;
use super::params::{
    LYRICS_WORDS, MAX_LYRICS_ALIGNED, MAX_LYRICS_POSTINGS, MAX_WORD_PAIRS, MIN_LYRICS_SUM,
    MIN_SHORT_LINE_IDF, MISTYPED_LINE, MISTYPED_WORD, SHORT_LINE, SKIPPED_IN_LYRICS,
    SKIPPED_IN_QUERY,
};
use super::sums::with_sums;
use super::vocabulary::Vocabulary;
use super::word_index::inverse_document_frequency;
use crate::best::{best_first, keep_best};
use crate::id::{SongId, TermId, all_below};
use crate::numeric::float;
use crate::store::{Section, artefact};
use crate::text;
use crate::tracks::column::{ListColumn, TextColumn};
use crate::work::Work;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use tracing::instrument;

/// The lyrics of the songs that have any. Each song's lyrics are a document.
#[derive(Clone, Debug, Default)]
pub struct LyricsIndex {
    vocabulary: Vocabulary,
    /// By document.
    songs: Section<[SongId]>,
    /// The terms of each document, in order.
    terms: ListColumn<TermId>,
    /// The documents that contain each term.
    postings: ListColumn,
    /// Documents by pairs of neighbouring terms.
    pairs: Grams,
    heard: HeardLyrics,
}

artefact!(LyricsIndex { vocabulary, songs, terms, postings, pairs, heard });

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
        let terms: ListColumn<TermId> = terms.into_iter().collect();
        let (pairs, heard) =
            rayon::join(|| pairs_of(&terms), || HeardLyrics::new(&vocabulary, &terms));
        Self {
            songs: lyrics.iter().map(|(song, _)| *song).collect(),
            postings: postings.into_iter().map(|(_, documents)| documents).collect(),
            vocabulary,
            terms,
            pairs,
            heard,
        }
    }

    /// Lines like the query, the most similar first, at most one a song.
    #[instrument(name = "lyrics", level = "debug", skip_all)]
    pub(crate) fn lines_like(&self, query: &str) -> Vec<LyricsLine> {
        let mut typed = text::words(query);
        typed.truncate(*LYRICS_WORDS.end());
        if !LYRICS_WORDS.contains(&typed.len()) {
            return Vec::new();
        }
        let as_typed: Vec<Vec<TermId>> = typed.iter().map(|word| self.expand(word)).collect();
        let mut lines = self.lines_of(&as_typed);
        let is_whole = lines.first().is_some_and(|best| best.share >= 1.0);
        // A title that is misspelt as much is likelier.
        let words = typed.iter().zip(&as_typed);
        let is_misspelt = |(word, terms): &(&String, &Vec<_>)| {
            !terms.is_empty() && self.vocabulary.id(word).is_none()
        };
        let sureness =
            1.0 - MISTYPED_WORD * float(words.filter(is_misspelt).count()) / float(typed.len());
        lines.iter_mut().for_each(|line| line.share *= sureness);
        if is_whole {
            return lines;
        }
        // A misspelling may be a word of other lyrics.
        let misspelt: Vec<Vec<TermId>> = typed.iter().map(|word| self.spelt_alike(word)).collect();
        let others = self.lines_of(&misspelt).into_iter();
        let others = others.map(|line| LyricsLine { share: MISTYPED_LINE * line.share, ..line });
        lines.extend(others);
        lines.sort_by(most_similar_first);
        let mut songs = HashSet::new();
        lines.retain(|line| songs.insert(line.song));
        lines
    }

    fn lines_of(&self, expansions: &[Vec<TermId>]) -> Vec<LyricsLine> {
        let short = expansions.len() < SHORT_LINE;
        let candidates = self.documents_with(expansions);
        let documents = candidates.into_iter().filter(|(sum, _)| {
            !short || *sum >= MIN_SHORT_LINE_IDF * inverse_document_frequency(self.songs.len(), 1)
        });
        Work::compared(MAX_LYRICS_ALIGNED);
        let wanted = WantedTerms::new(expansions);
        let mut lines: Vec<LyricsLine> =
            documents.filter_map(|(_, document)| self.line(document, &wanted)).collect();
        lines.retain(|line| !short || line.share >= 1.0);
        lines.sort_by(most_similar_first);
        lines
    }

    /// Lines that sound like the query, the most similar first, one a song.
    #[instrument(name = "sounds", level = "debug", skip_all)]
    pub(crate) fn lines_sounding_like(&self, query: &str) -> Vec<LyricsLine> {
        let words = text::words(query);
        let line = |found: HeardLine| LyricsLine {
            song: self.songs[found.document],
            share: found.share,
            words: self.quote(found.document, found.words),
        };
        self.heard_lines(words.iter().map(String::as_str)).into_iter().map(line).collect()
    }

    /// The documents that sound like a line of words, the most similar first.
    pub(crate) fn heard_lines<'a>(
        &self,
        words: impl IntoIterator<Item = &'a str>,
    ) -> Vec<HeardLine> {
        self.heard.like(words, &self.terms)
    }

    /// The documents in which one term follows another, in order.
    pub(crate) fn documents_with_pair(&self, first: TermId, second: TermId) -> &[u32] {
        self.pairs.documents(pair_hash(first, second))
    }

    /// The term that was typed or, if there is none, those within one edit.
    fn expand(&self, typed: &str) -> Vec<TermId> {
        if let Some(term) = self.vocabulary.id(typed) {
            return vec![term];
        }
        self.spelt_alike(typed)
    }

    /// The terms within one edit, what was typed among them.
    fn spelt_alike(&self, typed: &str) -> Vec<TermId> {
        let pattern = Pattern::new(typed);
        let mut terms = self.vocabulary.spelt_alike(typed);
        terms.retain(|&term| {
            let text = self.vocabulary.text(term);
            pattern.may_be_within(1, text) && pattern.edits(text).whole <= 1
        });
        let known = self.vocabulary.id(typed).filter(|term| !terms.contains(term));
        terms.extend(known);
        terms
    }

    /// The documents with the largest sums of idf of words and of pairs of words, each token counting by
    /// the rarest of its terms that a document contains.
    fn documents_with(&self, expansions: &[Vec<TermId>]) -> Vec<(f32, u32)> {
        let mut counted = Vec::new();
        let words = expansions.iter().map(|expansion| {
            let terms = self.distinctive(expansion, &mut counted).into_iter();
            terms.map(|(idf, term)| (idf, self.documents(term))).collect()
        });
        let pairs = expansions.windows(2).map(|pair| self.pairs_of(&pair[0], &pair[1]));
        let rarest_first: Vec<Vec<(f32, &[u32])>> = words.chain(pairs).collect();
        with_sums(self.songs.len(), |sums| {
            let mut read = 0;
            'tokens: for found in &rarest_first {
                sums.next_token();
                for (idf, documents) in found {
                    if read > MAX_LYRICS_POSTINGS {
                        break 'tokens;
                    }
                    read += documents.len();
                    sums.add(documents, *idf);
                }
            }
            Work::read_postings(read);
            let rarest = rarest_first.iter().filter_map(|found| Some(found.first()?.0));
            let least = MIN_LYRICS_SUM * rarest.sum::<f32>();
            let mut found: Vec<(f32, u32)> = sums.iter().filter(|(sum, _)| *sum >= least).collect();
            keep_best(&mut found, MAX_LYRICS_ALIGNED);
            found
        })
    }

    /// The pairs of two tokens' terms that documents have, the rarest first, with their idf.
    fn pairs_of(&self, first: &[TermId], second: &[TermId]) -> Vec<(f32, &[u32])> {
        let pairs = first.iter().flat_map(|&a| second.iter().map(move |&b| (a, b)));
        let documents = pairs.take(MAX_WORD_PAIRS).map(|(a, b)| self.documents_with_pair(a, b));
        let idf = |found: &[u32]| inverse_document_frequency(self.songs.len(), found.len());
        let mut found: Vec<(f32, &[u32])> = documents
            .filter(|found| !found.is_empty() && !self.is_common(found.len()))
            .map(|found| (idf(found), found))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found
    }

    /// Whether so many documents take long to sum and tell little: a tenth of all.
    fn is_common(&self, documents: usize) -> bool {
        documents * 10 > self.songs.len().max(100)
    }

    /// The terms of a token that are worth summing and new, the rarest first, with their idf.
    fn distinctive(&self, terms: &[TermId], counted: &mut Vec<TermId>) -> Vec<(f32, TermId)> {
        let new = |term: &&TermId| {
            !counted.contains(term) && !self.is_common(self.documents(**term).len())
        };
        let mut found: Vec<(f32, TermId)> =
            terms.iter().filter(new).map(|&term| (self.idf(term), term)).collect();
        counted.extend(found.iter().map(|(_, term)| *term));
        found.sort_by(best_first);
        found
    }

    /// The idf of a term.
    pub(crate) fn idf(&self, term: TermId) -> f32 {
        inverse_document_frequency(self.songs.len(), self.postings.get(term.index()).len())
    }

    fn line(&self, document: u32, wanted: &WantedTerms) -> Option<LyricsLine> {
        let terms = self.terms.get(document as usize);
        let passage = best_passage(terms, wanted)?;
        Some(LyricsLine {
            song: self.songs[document as usize],
            share: passage.score / float(wanted.tokens),
            words: self.quote(document as usize, passage.start..passage.end),
        })
    }

    fn quote(&self, document: usize, words: Range<usize>) -> String {
        let quoted = self.terms.get(document)[words].iter().take(MAX_QUOTE);
        quoted.map(|&term| self.vocabulary.text(term)).collect::<Vec<_>>().join(" ")
    }

    /// The term of the lyrics that a word is.
    pub(crate) fn term(&self, word: &str) -> Option<TermId> {
        self.vocabulary.id(word)
    }

    /// The terms of a document, in order.
    pub(crate) fn terms_of(&self, document: u32) -> &[TermId] {
        self.terms.get(document as usize)
    }

    /// The words of a document, in order.
    pub fn words_of(&self, document: u32) -> impl ExactSizeIterator<Item = &str> {
        self.terms_of(document).iter().map(|&term| self.vocabulary.text(term))
    }

    /// The songs with lyrics, by document.
    pub fn songs(&self) -> &[SongId] {
        &self.songs
    }

    /// The documents that contain a term.
    pub(crate) fn documents(&self, term: TermId) -> &[u32] {
        self.postings.get(term.index())
    }

    pub(crate) fn is_consistent(&self, songs: usize) -> bool {
        self.vocabulary.is_consistent()
            && self.terms.len() == self.songs.len()
            && self.postings.len() == self.vocabulary.len()
            && all_below(&self.songs, songs)
            && all_below(self.terms.values(), self.vocabulary.len())
            && self.postings.values().iter().all(|&doc| (doc as usize) < self.songs.len())
            && self.pairs.is_consistent(self.songs.len())
            && self.heard.is_consistent(self.vocabulary.len(), self.songs.len())
    }
}

fn pairs_of(documents: &ListColumn<TermId>) -> Grams {
    Grams::new(documents.len(), 1, |document, hashes| {
        let pairs = documents.get(document).windows(2);
        hashes.extend(pairs.map(|pair| pair_hash(pair[0], pair[1])));
    })
}

fn most_similar_first(a: &LyricsLine, b: &LyricsLine) -> Ordering {
    b.share.total_cmp(&a.share).then(a.song.cmp(&b.song))
}

// Stored: another one needs another format.
fn pair_hash(first: TermId, second: TermId) -> u32 {
    mix(mix(first.0) ^ second.0)
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
fn best_passage(terms: &[TermId], wanted: &WantedTerms) -> Option<Passage> {
    let mut best = Passage::default();
    let mut above = vec![Passage::default(); wanted.tokens + 1];
    let mut row = above.clone();
    // Far from the query's words there is nothing to continue.
    let mut has_any = false;
    for (position, term) in terms.iter().enumerate() {
        let tokens = wanted.tokens_of(*term);
        if tokens == 0 && !has_any {
            continue;
        }
        has_any = false;
        for at in 0..wanted.tokens {
            let mut passage = if tokens & (1 << at) != 0 {
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
            has_any |= passage.score > 0.0;
            row[at + 1] = passage;
            if passage.score > best.score {
                best = passage;
            }
        }
        std::mem::swap(&mut above, &mut row);
    }
    (best.score > 0.0).then_some(best)
}

/// The terms of a query's tokens, to be looked for in documents.
struct WantedTerms {
    tokens: usize,
    /// In order, each with a bit for every token that it may be.
    terms: Vec<(TermId, u16)>,
    /// A bit for the last digits of each term, which most others are not among.
    filter: u64,
}

impl WantedTerms {
    /// Of at most sixteen tokens.
    fn new(expansions: &[Vec<TermId>]) -> Self {
        let mut tokens: BTreeMap<TermId, u16> = BTreeMap::new();
        for (at, expansion) in expansions.iter().enumerate() {
            expansion.iter().for_each(|term| *tokens.entry(*term).or_default() |= 1 << at);
        }
        let filter = tokens.keys().fold(0, |filter, term| filter | filter_bit(*term));
        Self { tokens: expansions.len(), terms: tokens.into_iter().collect(), filter }
    }

    /// A bit for every token that a term may be.
    fn tokens_of(&self, term: TermId) -> u16 {
        if self.filter & filter_bit(term) == 0 {
            return 0;
        }
        let at = self.terms.binary_search_by_key(&term, |(wanted, _)| *wanted);
        at.map_or(0, |at| self.terms[at].1)
    }
}

fn filter_bit(term: TermId) -> u64 {
    1 << (term.0 % u64::BITS)
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
    fn the_hash_that_is_stored_stays() {
        assert_eq!(pair_hash(TermId(3), TermId(7)), 0x9911_4cc2);
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
