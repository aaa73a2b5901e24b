//! Lines of lyrics, by going through all lyrics.

use super::words::{Words, edits, letters};
use super::{Cut, SAME};
use crate::best::best_first;
use crate::find::lyrics::LyricsIndex;
use crate::find::params::{
    HEARD_ALIGNED, HEARD_GAP, HEARD_ODD, HEARD_SIMILAR, LYRICS_WORDS, MAX_BY_LYRICS, MAX_HEARD,
    MAX_LYRICS_ALIGNED, MAX_WORD_PAIRS, MIN_HEARD, MIN_HEARD_SHARE, MIN_LINE_SHARE, MIN_LYRICS_SUM,
    MIN_SHORT_LINE_IDF, MISTYPED_LINE, MISTYPED_WORD, SHORT_LINE, SKIPPED_IN_LYRICS,
    SKIPPED_IN_QUERY,
};
use crate::find::sound::sound_key;
use crate::id::SongId;
use crate::numeric::float;
use crate::reference::Cuts;
use crate::text;
use std::collections::BTreeMap;

/// The lyrics of the songs that have any, as words.
pub(super) struct Lyrics {
    documents: Vec<(SongId, Vec<String>)>,
    words: Words,
}

/// A song and the share of a query that a line of its lyrics has.
type Line = (SongId, f32);

impl Lyrics {
    pub(super) fn new(lyrics: &[(SongId, &str)]) -> Self {
        let documents: Vec<(SongId, Vec<String>)> =
            lyrics.iter().map(|(song, lyrics)| (*song, text::words(lyrics))).collect();
        let texts = documents.iter().map(|(_, words)| words.iter().map(String::as_str).collect());
        Self { words: Words::of(texts), documents }
    }

    /// The songs with the lines most like a query.
    pub(super) fn lines_like(
        &self,
        query: &str,
        fast: Option<&LyricsIndex>,
        cuts: &mut Cuts<Cut>,
    ) -> Result<Vec<Line>, String> {
        let Some(fast) = fast else { return Ok(Vec::new()) };
        let mut typed = text::words(query);
        typed.truncate(*LYRICS_WORDS.end());
        if !LYRICS_WORDS.contains(&typed.len()) {
            return Ok(Vec::new());
        }
        let known: Vec<bool> = typed.iter().map(|word| self.words.has(word)).collect();
        let alike: Vec<Vec<&str>> = typed.iter().map(|word| self.spelt_alike(word, cuts)).collect();
        let as_typed: Vec<Vec<&str>> = (0..typed.len())
            .map(|at| if known[at] { vec![typed[at].as_str()] } else { alike[at].clone() })
            .collect();
        let mut lines = self.lines_of(&as_typed, fast, cuts)?;
        let is_whole = lines.first().is_some_and(|best| best.1 >= 1.0);
        let misspelt = (0..typed.len()).filter(|&at| !known[at] && !alike[at].is_empty()).count();
        let sureness = 1.0 - MISTYPED_WORD * float(misspelt) / float(typed.len());
        lines.iter_mut().for_each(|line| line.1 *= sureness);
        if !is_whole {
            let others = self.lines_of(&alike, fast, cuts)?.into_iter();
            lines.extend(others.map(|(song, share)| (song, MISTYPED_LINE * share)));
        }
        Ok(best_lines(lines, MIN_LINE_SHARE))
    }

    /// The words within one edit.
    fn spelt_alike(&self, typed: &str, cuts: &mut Cuts<Cut>) -> Vec<&str> {
        let own = letters(typed);
        let mut alike = Vec::new();
        for word in self.words.all() {
            let other = letters(word);
            let is_near = edits(&own, &other)[other.len()] <= 1;
            if is_near && (word == typed || self.words.is_looked_up(typed, word, cuts)) {
                alike.push(word);
            }
        }
        alike
    }

    fn lines_of(
        &self,
        expansions: &[Vec<&str>],
        fast: &LyricsIndex,
        cuts: &mut Cuts<Cut>,
    ) -> Result<Vec<Line>, String> {
        let short = expansions.len() < SHORT_LINE;
        let least = MIN_SHORT_LINE_IDF * self.words.idf_of(1);
        let mut lines = Vec::new();
        for (sum, document) in self.documents_with(expansions, fast, cuts)? {
            let (song, words) = &self.documents[document];
            let share = best_passage(words, expansions) / float(expansions.len());
            if share > 0.0 && (!short || (sum >= least && share >= 1.0)) {
                lines.push((*song, share));
            }
        }
        sort(&mut lines);
        Ok(lines)
    }

    /// The documents with the largest sums of idf of words and of pairs of words.
    fn documents_with(
        &self,
        expansions: &[Vec<&str>],
        fast: &LyricsIndex,
        cuts: &mut Cuts<Cut>,
    ) -> Result<Vec<(f32, usize)>, String> {
        let (mut sums, mut whole) = (vec![0.0_f32; self.documents.len()], 0.0);
        let mut counted: Vec<&str> = Vec::new();
        for token in expansions {
            let with = |word: &str| -> Vec<usize> {
                let has =
                    |document: &usize| self.documents[*document].1.iter().any(|own| own == word);
                (0..self.documents.len()).filter(has).collect()
            };
            let new = token.iter().filter(|word| !counted.contains(*word));
            let terms: Vec<(&str, Vec<usize>)> = new
                .map(|word| (*word, with(word)))
                .filter(|(_, documents)| !self.is_common(documents.len()))
                .collect();
            counted.extend(terms.iter().map(|(word, _)| *word));
            self.add(terms.into_iter().map(|(_, documents)| documents), &mut sums, &mut whole);
        }
        for pair in expansions.windows(2) {
            let pairs = pair[0].iter().flat_map(|a| pair[1].iter().map(move |b| (*a, *b)));
            let mut found = Vec::new();
            for (a, b) in pairs.take(MAX_WORD_PAIRS) {
                let documents = self.documents_with_pair(a, b, fast, cuts)?;
                if !documents.is_empty() && !self.is_common(documents.len()) {
                    found.push(documents);
                }
            }
            self.add(found.into_iter(), &mut sums, &mut whole);
        }
        let least = MIN_LYRICS_SUM * whole;
        let mut found: Vec<(f32, usize)> =
            sums.into_iter().zip(0..).filter(|(sum, _)| *sum > 0.0 && *sum >= least).collect();
        found.sort_by(best_first);
        found.truncate(MAX_LYRICS_ALIGNED);
        Ok(found)
    }

    /// Adds what a token is worth to the documents that have one of its terms: the idf of the rarest.
    fn add(&self, terms: impl Iterator<Item = Vec<usize>>, sums: &mut [f32], whole: &mut f32) {
        let mut worth: BTreeMap<usize, f32> = BTreeMap::new();
        let mut rarest = 0.0_f32;
        for documents in terms {
            let idf = self.words.idf_of(documents.len());
            rarest = rarest.max(idf);
            for document in documents {
                let held = worth.entry(document).or_insert(idf);
                *held = held.max(idf);
            }
        }
        worth.into_iter().for_each(|(document, idf)| sums[document] += idf);
        *whole += rarest;
    }

    /// Whether a word tells little: a tenth of all documents has it.
    fn is_common(&self, documents: usize) -> bool {
        documents * 10 > self.words.documents().max(100)
    }

    /// The documents in which one word follows another.
    fn documents_with_pair(
        &self,
        first: &str,
        second: &str,
        fast: &LyricsIndex,
        cuts: &mut Cuts<Cut>,
    ) -> Result<Vec<usize>, String> {
        let has = |document: &usize| {
            self.documents[*document].1.windows(2).any(|pair| pair[0] == first && pair[1] == second)
        };
        let plain: Vec<usize> = (0..self.documents.len()).filter(has).collect();
        let [a, b] = [first, second].map(|word| fast.term(word).expect("a word of lyrics"));
        let found = fast.documents_with_pair(a, b).iter();
        let found: Vec<usize> = found.map(|document| *document as usize).collect();
        if plain.iter().any(|document| !found.contains(document)) {
            return Err(format!("{first:?} {second:?} stands in {plain:?}, not in {found:?}"));
        }
        if found.len() > plain.len() {
            cuts.count(Cut::SharedHash);
        }
        Ok(found)
    }

    /// The songs with the lines that sound most like a query: those that the fast index finds, once each has been
    /// compared, and it has been shown that no other should have been found.
    pub(super) fn lines_sounding_like(
        &self,
        query: &str,
        fast: Option<&LyricsIndex>,
        cuts: &mut Cuts<Cut>,
    ) -> Result<Vec<Line>, String> {
        let Some(fast) = fast else { return Ok(Vec::new()) };
        let mut line = sounds_of_all(&text::words(query));
        line.truncate(MAX_HEARD);
        let mut lines: Vec<Line> =
            fast.lines_sounding_like(query).iter().map(|line| (line.song, line.share)).collect();
        if line.len() < MIN_HEARD {
            return if lines.is_empty() { Ok(lines) } else { Err("too few sounds".into()) };
        }
        let streams: Vec<Vec<char>> =
            self.documents.iter().map(|(_, words)| sounds_of_all(words)).collect();
        let has_run = |stream: &[char]| {
            line.windows(RUN).any(|run| stream.windows(RUN).any(|own| own == run))
        };
        for ((song, _), stream) in self.documents.iter().zip(&streams) {
            let plain = heard_share(&line, stream);
            match lines.iter().find(|found| found.0 == *song) {
                Some(found) if (found.1 - plain).abs() < SAME => {}
                Some(found) => return Err(format!("{song} sounds by {plain}, not by {}", found.1)),
                None if plain <= 0.0 => {}
                None if has_run(stream) && streams.len() <= HEARD_ALIGNED => {
                    return Err(format!("{song} sounds by {plain} and is not found"));
                }
                None => cuts.count(Cut::SoundRuns),
            }
        }
        lines = best_lines(lines, MIN_HEARD_SHARE);
        Ok(lines)
    }
}

/// The best lines that have a share of a query, one a song.
fn best_lines(mut lines: Vec<Line>, least: f32) -> Vec<Line> {
    sort(&mut lines);
    let mut best: Vec<Line> = Vec::new();
    for line in lines.into_iter().filter(|line| line.1 >= least) {
        if best.iter().all(|other| other.0 != line.0) && best.len() < MAX_BY_LYRICS {
            best.push(line);
        }
    }
    best
}

fn sort(lines: &mut [Line]) {
    lines.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}

/// The score of the best local alignment of a query with lyrics: 1 for each word, less what is skipped.
fn best_passage(words: &[String], expansions: &[Vec<&str>]) -> f32 {
    let mut best = 0.0_f32;
    let mut cells = vec![vec![0.0_f32; expansions.len() + 1]; words.len() + 1];
    for (i, word) in words.iter().enumerate() {
        for (j, meant) in expansions.iter().enumerate() {
            let matched = if meant.contains(&word.as_str()) { cells[i][j] + 1.0 } else { 0.0 };
            let skipped = cells[i][j + 1] - SKIPPED_IN_LYRICS;
            let left_out = cells[i + 1][j] - SKIPPED_IN_QUERY;
            cells[i + 1][j + 1] = matched.max(skipped).max(left_out);
            best = best.max(cells[i + 1][j + 1]);
        }
    }
    best
}

/// Sounds of a run by which lyrics are found.
const RUN: usize = 4;

/// The classes of the consonants of some words, in which a sound that is heard twice in a row at the border of two words
/// counts once.
fn sounds_of_all(words: &[String]) -> Vec<char> {
    let mut all: Vec<char> = Vec::new();
    for word in words {
        let without_g = match word.strip_suffix("ing") {
            Some(stem) if !stem.is_empty() => format!("{stem}in"),
            _ => word.clone(),
        };
        let key = sound_key(&without_g).unwrap_or_default();
        let sounds: Vec<char> = key.chars().filter(|c| !['a', 'h'].contains(c)).collect();
        let repeated = sounds.first().is_some_and(|first| all.last() == Some(first));
        all.extend(&sounds[usize::from(repeated)..]);
    }
    all
}

/// The share of a line's sounds that the best local alignment has.
fn heard_share(line: &[char], stream: &[char]) -> f32 {
    let mut best = 0.0_f32;
    let mut cells = vec![vec![0.0_f32; line.len() + 1]; stream.len() + 1];
    for (i, sound) in stream.iter().enumerate() {
        for (j, typed) in line.iter().enumerate() {
            let matched = cells[i][j] + likeness(*typed, *sound);
            let skipped = cells[i][j + 1].max(cells[i + 1][j]) - HEARD_GAP;
            cells[i + 1][j + 1] = matched.max(skipped).max(0.0);
            best = best.max(cells[i + 1][j + 1]);
        }
    }
    best / float(line.len())
}

fn likeness(a: char, b: char) -> f32 {
    let alike = ["ktp", "sxj", "fp", "ft", "lrv", "nl"];
    match a == b {
        true => 1.0,
        false if alike.iter().any(|sounds| sounds.contains(a) && sounds.contains(b)) => {
            HEARD_SIMILAR
        }
        false => HEARD_ODD,
    }
}
