//! Finds the songs that a hint may mean.

use super::align::{Agreement, Alignment, Effort, align};
use super::candidates;
use super::hint::Hint;
use super::lyrics::{Line, LyricsIndex};
use super::word_index::WordIndex;
use crate::encode::Encoder;
use crate::error::EngineError;
use crate::vector_index::VectorIndex;
use crate::vectorize::TfIdf;
use std::fmt;

/// Finds songs by their words and, where words are beyond recognition, by the codes that an encoder
/// makes of their letters.
pub(crate) struct Finder {
    pub words: WordIndex,
    pub lyrics: Option<LyricsIndex>,
    pub vectorizer: TfIdf,
    pub encoder: Box<dyn Encoder>,
    /// Of the codes of all songs, by song.
    pub codes: Box<dyn VectorIndex>,
}

/// A song that a hint may mean.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub song: u32,
    pub score: f32,
    pub alignment: Alignment,
    /// The line of the lyrics by which it was found.
    pub line: Option<Line>,
}

/// A part of the finder that can be left out, to measure what it gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindPart {
    /// Candidates by the encoder's codes.
    Codes,
    /// Words that are spelt or sound alike.
    Misspellings,
    /// The comparison letter by letter of likely songs.
    Thorough,
    /// The taking apart of words that were typed without blanks.
    Segments,
    /// Candidates by words.
    Words,
    /// Candidates by a line of their lyrics.
    Lyrics,
}

impl fmt::Display for FindPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Codes => "codes",
            Self::Misspellings => "misspellings",
            Self::Thorough => "thorough comparison",
            Self::Segments => "segments",
            Self::Words => "words",
            Self::Lyrics => "lyrics",
        })
    }
}

/// From this share of a hint on, its words tell enough.
const WELL_EXPLAINED: f32 = 0.93;

/// Below this share, the song that is meant may have no word of the hint.
const POORLY_EXPLAINED: f32 = 0.78;

/// By how much more a song has to answer to a hint that was taken apart: short words are everywhere.
const SEGMENTED_GAIN: f32 = 0.1;

/// Songs compared thoroughly: the best by words, and the nearest by codes.
const MOST_BY_RANK: usize = 40;
const MOST_BY_CODE: usize = 60;

/// Songs found by their lyrics: which share of the hint their line has, how many at most, and the
/// score of a line that has all of it: less than that of a title and an artist.
const LEAST_LINE: f32 = 0.6;
const MOST_LINES: usize = 5;
const LINE_SCORE: f32 = 0.88;

impl Finder {
    /// Songs that the hint may mean, best first.
    pub(crate) fn find(
        &self,
        hint: &str,
        without: &[FindPart],
    ) -> Result<(Hint, Vec<Candidate>), EngineError> {
        let mut reading = Hint::read(hint, &self.words);
        let corrects = !without.contains(&FindPart::Misspellings);
        // In a long hint the words that exist are taken as they are: no need to try that first.
        if corrects && reading.is_long() {
            reading.add_misspellings(&self.words);
        }
        let mut found = self.by_words(&reading, without);
        if found.first().is_some_and(|best| best.alignment.agreement.verbatim > 0.0) {
            return Ok((reading, found));
        }
        if corrects && !reading.is_long() {
            reading.add_misspellings(&self.words);
            found = self.by_words(&reading, without);
        }
        if !without.contains(&FindPart::Segments) {
            self.try_segmented(&mut reading, &mut found, without);
        }
        if explained(&found) < WELL_EXPLAINED && !without.contains(&FindPart::Thorough) {
            found = self.thoroughly(&reading, found, Vec::new());
        }
        if explained(&found) < POORLY_EXPLAINED {
            found = self.beyond_words(hint, &reading, found, without)?;
        }
        Ok((reading, found))
    }

    /// Adds songs that have few words in common with the hint: those of near codes, and those of
    /// which it is a line.
    fn beyond_words(
        &self,
        hint: &str,
        reading: &Hint,
        mut found: Vec<Candidate>,
        without: &[FindPart],
    ) -> Result<Vec<Candidate>, EngineError> {
        // The letters of so many words are like those of any other text.
        if !reading.is_long() && !without.contains(&FindPart::Codes) {
            found = self.thoroughly(reading, found, self.near_codes(hint)?);
        }
        if !without.contains(&FindPart::Lyrics) {
            self.add_lines(hint, reading, &mut found);
        }
        Ok(found)
    }

    /// Reads the hint with its words taken apart, if it can be and a song answers better to that.
    fn try_segmented(&self, reading: &mut Hint, found: &mut Vec<Candidate>, without: &[FindPart]) {
        if reading.is_long() || explained(found) >= WELL_EXPLAINED {
            return;
        }
        let Some(mut segmented) = reading.segmented(&self.words) else { return };
        segmented.add_misspellings(&self.words);
        let others = self.by_words(&segmented, without);
        if explained(&others) > explained(found) + SEGMENTED_GAIN {
            (*reading, *found) = (segmented, others);
        }
    }

    /// Songs that the hint may mean, best first, filled up with those of near codes where there are
    /// fewer than are wanted.
    pub(crate) fn nearest_songs(&self, hint: &str, wanted: usize) -> Result<Vec<u32>, EngineError> {
        let (_, found) = self.find(hint, &[])?;
        let mut songs: Vec<u32> = found.into_iter().map(|candidate| candidate.song).collect();
        if songs.len() < wanted {
            let near = self.near_codes(hint)?.into_iter();
            let others: Vec<u32> = near.filter(|song| !songs.contains(song)).collect();
            songs.extend(others);
        }
        Ok(songs)
    }

    /// Adds the songs of which the hint is a line.
    fn add_lines(&self, hint: &str, reading: &Hint, found: &mut Vec<Candidate>) {
        let lines = self.lyrics.iter().flat_map(|lyrics| lyrics.lines_like(hint));
        for line in lines.filter(|line| line.share >= LEAST_LINE).take(MOST_LINES) {
            let score = LINE_SCORE * line.share;
            if found.iter().any(|other| other.song == line.song && other.score >= score) {
                continue;
            }
            found.retain(|other| other.song != line.song);
            let places = vec![None; reading.tokens.len()];
            let alignment = Alignment { places, agreement: Agreement::default() };
            found.push(Candidate { song: line.song, score, alignment, line: Some(line) });
        }
        found.sort_by(best_first);
    }

    fn by_words(&self, hint: &Hint, without: &[FindPart]) -> Vec<Candidate> {
        if without.contains(&FindPart::Words) {
            return Vec::new();
        }
        self.rank(hint, candidates::by_words(hint, &self.words), Effort::Known)
    }

    /// Compares the best songs and others anew, letter by letter.
    fn thoroughly(
        &self,
        reading: &Hint,
        mut found: Vec<Candidate>,
        mut songs: Vec<u32>,
    ) -> Vec<Candidate> {
        let rest = found.split_off(found.len().min(MOST_BY_RANK));
        songs.extend(found.into_iter().map(|candidate| candidate.song));
        songs.sort_unstable();
        songs.dedup();
        let mut found = self.rank(reading, songs, Effort::Thorough);
        let new = |other: &Candidate| found.iter().all(|candidate| candidate.song != other.song);
        let rest: Vec<Candidate> = rest.into_iter().filter(new).collect();
        found.extend(rest);
        found.sort_by(best_first);
        found
    }

    fn rank(&self, hint: &Hint, songs: Vec<u32>, effort: Effort) -> Vec<Candidate> {
        let assess = |song| {
            let alignment = align(hint, song, &self.words, effort);
            let popularity = f32::from(self.words.popularity()[song as usize]) / 100.0;
            Candidate {
                song,
                score: score(&alignment.agreement, popularity),
                alignment,
                line: None,
            }
        };
        let mut found: Vec<Candidate> = songs.into_iter().map(assess).collect();
        found.sort_by(best_first);
        found
    }

    /// The songs whose titles and artists have nearly the code of the hint, nearest first.
    fn near_codes(&self, hint: &str) -> Result<Vec<u32>, EngineError> {
        let vector = self.vectorizer.transform(hint);
        if vector.is_empty() {
            return Ok(Vec::new());
        }
        let code = self.encoder.encode_one(&vector)?;
        // An index elsewhere may be away: words alone are better than no answer.
        let nearest = self.codes.nearest(&code, MOST_BY_CODE).unwrap_or_default().into_iter();
        Ok(nearest.map(|neighbour| neighbour.member).take(MOST_BY_CODE).collect())
    }
}

impl Candidate {
    /// The share of the hint that the song answers to.
    pub(crate) fn explained(&self) -> f32 {
        self.line.as_ref().map_or(self.alignment.agreement.hint, |line| line.share)
    }
}

/// The share of the hint that the best song answers to.
fn explained(found: &[Candidate]) -> f32 {
    found.first().map_or(0.0, Candidate::explained)
}

fn best_first(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then(a.song.cmp(&b.song))
}

/// What was typed counts most, then how much of the title it is, then the artist; popularity decides
/// between equals.
fn score(agreement: &Agreement, popularity: f32) -> f32 {
    0.70 * agreement.hint
        + 0.10 * agreement.title
        + 0.05 * agreement.artist
        + 0.05 * agreement.order
        + 0.03 * agreement.exact
        + 0.02 * agreement.in_title
        + 0.05 * agreement.is_artist
        + 0.03 * agreement.verbatim
        + 0.05 * popularity
}
