//! How well versions of a song are recognised, on hand-labelled pairs.

use crate::error::PipelineError;
use engine::numeric::float64;
use engine::song_key;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::Read;
use std::path::Path;

/// The built-in pairs.
const PAIRS: &str = include_str!("../../evaluation/song_pairs.csv");

/// A labelled pair of tracks.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SongPair {
    /// Title of the first track.
    pub name_a: String,
    /// Its artists separated by semicolons, the main one first.
    pub artists_a: String,
    /// Title of the second track.
    pub name_b: String,
    /// Its artists.
    pub artists_b: String,
    /// The label.
    pub same_song: Label,
    /// What the pair is for.
    pub part: Part,
    /// The reason for the label.
    pub note: String,
}

/// Whether two tracks are versions of one song, as a person judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// They are.
    Yes,
    /// They are not.
    No,
}

/// What a pair is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Improving the rules.
    Tuning,
    /// Measuring the rules on pairs they were not made for.
    HeldOut,
}

impl SongPair {
    /// Whether the engine takes both for versions of one song.
    pub fn is_joined(&self) -> bool {
        key(&self.name_a, &self.artists_a) == key(&self.name_b, &self.artists_b)
    }

    fn outcome(&self) -> Outcome {
        match (self.same_song, self.is_joined()) {
            (Label::Yes, true) => Outcome::Joined,
            (Label::Yes, false) => Outcome::Missed,
            (Label::No, true) => Outcome::WronglyJoined,
            (Label::No, false) => Outcome::Parted,
        }
    }
}

fn key(name: &str, artists: &str) -> String {
    let artists: Vec<&str> = artists.split(';').map(str::trim).collect();
    song_key(name, &artists)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Joined,
    Parted,
    WronglyJoined,
    Missed,
}

/// The pairs that come with the program.
///
/// # Errors
/// If they are malformed.
pub fn built_in_pairs() -> Result<Vec<SongPair>, PipelineError> {
    read(PAIRS.as_bytes(), "song_pairs.csv".as_ref())
}

/// The pairs in a CSV file with the columns of [`SongPair`].
///
/// # Errors
/// If the file cannot be read or is malformed.
pub fn read_pairs(path: &Path) -> Result<Vec<SongPair>, PipelineError> {
    let io = |source| PipelineError::Io { path: path.to_owned(), source };
    read(std::fs::File::open(path).map_err(io)?, path)
}

fn read(source: impl Read, path: &Path) -> Result<Vec<SongPair>, PipelineError> {
    let pairs: Result<_, csv::Error> = csv::Reader::from_reader(source).deserialize().collect();
    pairs.map_err(|error| PipelineError::Io { path: path.to_owned(), source: error.into() })
}

/// How the engine judges labelled pairs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SongsEvaluation {
    /// On pairs used to improve the rules.
    pub tuning: PairFigures,
    /// On held-out pairs.
    pub held_out: PairFigures,
}

/// Figures against the labels; the positive class is "versions of one song".
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PairFigures {
    /// Number of pairs.
    pub pairs: usize,
    /// Rightly joined.
    pub joined: usize,
    /// Rightly kept apart.
    pub parted: usize,
    /// Joined although they are two songs.
    pub wrongly_joined: usize,
    /// Kept apart although they are one song.
    pub missed: usize,
    /// The share of joined pairs that are one song, 0 to 1.
    pub precision: f64,
    /// The share of pairs of one song that are joined, 0 to 1.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// The misjudged pairs; held-out ones are not listed, so that nobody tunes the rules on them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<WrongPair>,
}

/// A misjudged pair.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WrongPair {
    /// Titles and artists.
    pub tracks: [String; 2],
    /// The label.
    pub label: Label,
    /// Why the label is what it is.
    pub note: String,
}

impl SongsEvaluation {
    /// Evaluates labelled pairs.
    pub fn new(pairs: &[SongPair]) -> Self {
        let part = |part| PairFigures::new(pairs.iter().filter(move |pair| pair.part == part));
        Self { tuning: part(Part::Tuning), held_out: part(Part::HeldOut) }
    }
}

impl PairFigures {
    fn new<'a>(pairs: impl Iterator<Item = &'a SongPair>) -> Self {
        let mut figures = Self::default();
        pairs.for_each(|pair| figures.add(pair));
        figures.precision = share(figures.joined, figures.wrongly_joined);
        figures.recall = share(figures.joined, figures.missed);
        figures.f1 = harmonic_mean(figures.precision, figures.recall);
        figures
    }

    fn add(&mut self, pair: &SongPair) {
        self.pairs += 1;
        match pair.outcome() {
            Outcome::Joined => self.joined += 1,
            Outcome::Parted => self.parted += 1,
            Outcome::WronglyJoined => self.wrongly_joined += 1,
            Outcome::Missed => self.missed += 1,
        }
        let is_wrong = matches!(pair.outcome(), Outcome::WronglyJoined | Outcome::Missed);
        if is_wrong && pair.part == Part::Tuning {
            self.wrong.push(WrongPair::new(pair));
        }
    }
}

impl WrongPair {
    fn new(pair: &SongPair) -> Self {
        let track = |name: &str, artists: &str| format!("{name} – {}", artists.replace(';', ", "));
        Self {
            tracks: [track(&pair.name_a, &pair.artists_a), track(&pair.name_b, &pair.artists_b)],
            label: pair.same_song,
            note: pair.note.clone(),
        }
    }
}

fn share(right: usize, wrong: usize) -> f64 {
    if right + wrong == 0 { 0.0 } else { float64(right) / float64(right + wrong) }
}

fn harmonic_mean(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

impl fmt::Display for SongsEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "tuning    {}", self.tuning)?;
        writeln!(f, "held out  {}", self.held_out)?;
        for pair in &self.tuning.wrong {
            writeln!(f, "\n{pair}")?;
        }
        Ok(())
    }
}

impl fmt::Display for PairFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pairs, joined, parted, wrongly_joined, missed, precision, recall, f1, .. } =
            self;
        write!(
            f,
            "precision {precision:.3}, recall {recall:.3}, F1 {f1:.3} on {pairs} pairs: {joined} joined, \
             {parted} kept apart, {wrongly_joined} wrongly joined, {missed} missed"
        )
    }
}

impl fmt::Display for WrongPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = match self.label {
            Label::Yes => "missed",
            Label::No => "wrongly joined",
        };
        let [a, b] = &self.tracks;
        write!(f, "{verdict}: {a}\n        {b}\n        {}", self.note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluation() -> SongsEvaluation {
        SongsEvaluation::new(&built_in_pairs().expect("the pairs are well-formed"))
    }

    #[test]
    fn every_third_pair_is_held_out() {
        let pairs = built_in_pairs().expect("the pairs are well-formed");
        assert!(pairs.len() >= 340);
        for (row, pair) in pairs.iter().enumerate() {
            assert_eq!(pair.part == Part::HeldOut, row % 3 == 2, "row {row}");
        }
    }

    #[test]
    fn versions_are_recognised() {
        let SongsEvaluation { tuning, .. } = evaluation();
        assert!(tuning.precision >= 0.98 && tuning.recall >= 0.92, "{tuning}");
    }

    #[test]
    fn held_out_mistakes_are_counted_but_not_shown() {
        let pair = |part| SongPair {
            name_a: "One Song".to_owned(),
            artists_a: "Band".to_owned(),
            name_b: "Another Song".to_owned(),
            artists_b: "Band".to_owned(),
            same_song: Label::Yes,
            part,
            note: "mislabelled".to_owned(),
        };
        let evaluation = SongsEvaluation::new(&[pair(Part::HeldOut)]);
        assert_eq!(evaluation.held_out.missed, 1);
        let json = serde_json::to_string(&evaluation).expect("JSON");
        assert!(![evaluation.to_string(), json].iter().any(|text| text.contains("One Song")));
        let tuning = SongsEvaluation::new(&[pair(Part::Tuning)]).to_string();
        assert!(tuning.contains("One Song"));
    }

    #[test]
    fn errors_name_the_file() {
        let error =
            read("name_a\nx\n".as_bytes(), "mine.csv".as_ref()).expect_err("too few columns");
        assert!(error.to_string().contains("mine.csv"));
    }

    #[test]
    fn figures_of_no_pairs_are_zero() {
        let nothing = SongsEvaluation::new(&[]);
        assert_eq!((nothing.tuning.precision, nothing.tuning.f1), (0.0, 0.0));
    }
}
