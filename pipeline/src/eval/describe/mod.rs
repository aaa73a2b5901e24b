//! How often a description leads to the song that it describes, compared with BM25 over all fields.
//!
//! The weights of the parts are learned on four fifths of the descriptions and measured on the fifth
//! that they have not seen.

#[cfg(feature = "baselines")]
mod bm25;
mod case;
mod fit;
mod report;
mod sound;

use crate::error::PipelineError;
use crate::eval::find::Latency;
use crate::progress::Progress;
pub(in crate::eval) use case::Indexed;
use case::{Candidates, Case, Description};
use engine::describe::Part;
use engine::numeric::float64;
use engine::request::{Clue, ClueKind, is_description};
use fit::{fit, score};
use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
pub use sound::SoundRow;
use sound::sound_rows;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What to evaluate.
#[derive(Clone, Debug)]
pub struct DescribeOptions {
    /// Source files.
    pub data: Vec<PathBuf>,
    /// A file of descriptions, as JSON lines.
    pub descriptions: PathBuf,
    /// Whether to evaluate BM25 as well.
    pub baselines: bool,
    /// Whether to evaluate without each part.
    pub ablation: bool,
}

/// The results.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DescribeEvaluation {
    /// Tracks of the catalogue.
    pub tracks: usize,
    /// Descriptions whose song it has.
    pub descriptions: usize,
    /// By method and kind of description.
    pub rows: Vec<Row>,
    /// The weight of each part, learned on all descriptions.
    pub weights: Vec<(String, f64)>,
    /// The shares of descriptions, and of titles with artists, that are taken for descriptions.
    pub taken_for_descriptions: [f64; 2],
    /// How the songs sound whose descriptions say how.
    pub sounds: Vec<SoundRow>,
    /// Latency for descriptions of 800 characters and more.
    pub latency: Latency,
}

/// How often a method finds the songs of one kind of description.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The method.
    pub method: String,
    /// The kind of description.
    pub kind: String,
    /// Number of descriptions.
    pub count: usize,
    /// The share whose song is first, among 10 and among 100.
    pub success: [f64; 3],
    /// Mean of 1 / rank, 0 beyond the [`CANDIDATES`].
    pub mean_reciprocal_rank: f64,
}

/// Songs that are ranked.
pub const CANDIDATES: usize = 1000;

/// Songs that a user sees; finding so many is what is timed.
const SHOWN: usize = 10;

/// Descriptions before those that are timed.
const WARMING: usize = 20;

/// The descriptions are split into so many parts.
const FOLDS: usize = 5;

/// Characters of a description that is long.
const LONG: usize = 800;

impl DescribeEvaluation {
    /// Evaluates.
    ///
    /// # Errors
    /// If a file cannot be read or tantivy fails.
    pub fn of(options: &DescribeOptions, progress: Progress) -> Result<Self, PipelineError> {
        let songs = Indexed::read(&options.data, progress)?;
        let descriptions: Vec<Description> = read_lines(&options.descriptions)?;
        let cases = descriptions.iter().filter_map(|text| Case::new(text, &songs.tracks));
        let cases: Vec<Case> = cases.collect();
        // The first ones find the caches of the processor empty.
        cases.iter().take(WARMING).for_each(|case| {
            songs.describer().describe(&case.text, SHOWN);
        });
        let tried = progress.step("describing", cases.len(), |bar| {
            cases.iter().map(|case| Trial::of(case, &songs)).inspect(|_| bar.inc(1)).collect()
        });
        let trials: Trials = Trials(tried);
        let mut rows = trials.rows("shipped weights", &trials.shipped());
        rows.extend(trials.rows("cross-validated", &trials.validated(&[])));
        if options.ablation {
            rows.extend(trials.ablation());
        }
        rows.extend(baseline(options, &cases, &songs, &trials)?);
        let latency = Latency::new(trials.0.iter().filter_map(|trial| trial.long));
        let weights = trials.weights();
        let taken_for_descriptions = taken_for_descriptions(&cases, &songs);
        let clues = trials.0.iter().map(|trial| &*trial.clues);
        let sounds = sound_rows(cases.iter().zip(clues), &songs);
        let (tracks, descriptions) = (songs.tracks.len(), cases.len());
        Ok(Self { tracks, descriptions, rows, weights, taken_for_descriptions, sounds, latency })
    }
}

fn taken_for_descriptions(cases: &[Case], songs: &Indexed) -> [f64; 2] {
    let described = cases.iter().filter(|case| is_description(&case.text)).count();
    let titled = songs.tracks.rows().filter(|&row| {
        let artists: Vec<&str> = songs.tracks.artists(row).collect();
        is_description(&format!("{} {}", songs.tracks.name(row), artists.join(" ")))
    });
    let share = |count: usize, of: usize| float64(count) / float64(of.max(1));
    [share(described, cases.len()), share(titled.count(), songs.tracks.len())]
}

#[cfg(feature = "baselines")]
fn baseline(
    options: &DescribeOptions,
    cases: &[Case],
    songs: &Indexed,
    trials: &Trials,
) -> Result<Vec<Row>, PipelineError> {
    if !options.baselines {
        return Ok(Vec::new());
    }
    let index = bm25::Bm25::new(songs)?;
    let rank = |case: &Case| {
        let found = index.find(&case.text, CANDIDATES)?;
        Ok(found.iter().position(|song| case.answers.contains(song)).map(|at| at + 1))
    };
    let ranks: Vec<Option<usize>> = cases.iter().map(rank).collect::<Result<_, PipelineError>>()?;
    Ok(trials.rows("BM25", &ranks))
}

#[cfg(not(feature = "baselines"))]
#[expect(clippy::unnecessary_wraps, reason = "tantivy fails")]
fn baseline(
    _: &DescribeOptions,
    _: &[Case],
    _: &Indexed,
    _: &Trials,
) -> Result<Vec<Row>, PipelineError> {
    Ok(Vec::new())
}

/// What the engine makes of a description.
#[expect(clippy::struct_excessive_bools, reason = "a description may be of several kinds")]
struct Trial {
    clues: Vec<Clue>,
    candidates: Candidates,
    lyrics: bool,
    line: bool,
    name: bool,
    time_or_genre: bool,
    /// How long it took, if the description is long.
    long: Option<Duration>,
}

impl Trial {
    fn of(case: &Case, songs: &Indexed) -> Self {
        let started = Instant::now();
        songs.describer().describe(&case.text, SHOWN);
        let taken = started.elapsed();
        let described = songs.describer().describe(&case.text, CANDIDATES);
        let is_right = |at: &usize| case.answers.contains(&described.songs[*at].song);
        let right = (0..described.songs.len()).filter(is_right).collect();
        let values = described.songs.iter().map(|song| song.parts).collect();
        let has = |kind: &dyn Fn(&ClueKind) -> bool| {
            described.request.clues.iter().any(|clue| kind(&clue.kind))
        };
        Self {
            candidates: Candidates { values, right },
            lyrics: case.answers.iter().any(|&song| songs.has_lyrics(song)),
            line: has(&|kind| *kind == ClueKind::Line),
            name: has(&|kind| matches!(kind, ClueKind::Name { .. })),
            time_or_genre: has(&|kind| matches!(kind, ClueKind::Years(_) | ClueKind::Genre(_))),
            long: (case.text.chars().count() >= LONG).then_some(taken),
            clues: described.request.clues,
        }
    }
}

struct Trials(Vec<Trial>);

impl Trials {
    /// The ranks of right songs with the weights in the engine.
    fn shipped(&self) -> Vec<Option<usize>> {
        self.0.iter().map(|trial| trial.candidates.right.first().map(|at| at + 1)).collect()
    }

    /// The ranks of right songs, without some parts, with weights learned from the other folds.
    fn validated(&self, without: &[Part]) -> Vec<Option<usize>> {
        let mut ranks = vec![None; self.0.len()];
        for fold in 0..FOLDS {
            let weights = fit(&self.learnable(|at| at % FOLDS != fold), without);
            for at in (fold..self.0.len()).step_by(FOLDS) {
                ranks[at] = rank(&self.0[at].candidates, &weights);
            }
        }
        ranks
    }

    /// Two rows for each part: without it.
    fn ablation(&self) -> Vec<Row> {
        let without = |part: &Part| {
            let ranks = self.validated(&[*part]);
            self.rows(&format!("without {part}"), &ranks).into_iter().take(2).collect::<Vec<Row>>()
        };
        Part::ALL.par_iter().flat_map_iter(without).collect()
    }

    fn weights(&self) -> Vec<(String, f64)> {
        let weights = fit(&self.learnable(|_| true), &[]);
        Part::ALL.iter().map(|&part| (part.to_string(), weights[part as usize])).collect()
    }

    fn learnable(&self, wanted: impl Fn(usize) -> bool) -> Vec<&Candidates> {
        let wanted = self.0.iter().enumerate().filter(|(at, _)| wanted(*at));
        let candidates = wanted.map(|(_, trial)| &trial.candidates);
        candidates.filter(|candidates| !candidates.right.is_empty()).collect()
    }

    fn rows(&self, method: &str, ranks: &[Option<usize>]) -> Vec<Row> {
        let kinds: [Kind; 6] = [
            ("all", |_| true),
            ("lyrics known", |trial| trial.lyrics),
            ("lyrics known, line", |trial| trial.lyrics && trial.line),
            ("line", |trial| trial.line),
            ("name", |trial| trial.name),
            ("time or genre", |trial| trial.time_or_genre),
        ];
        kinds
            .iter()
            .map(|(kind, is_of)| {
                let of_kind = self.0.iter().zip(ranks).filter(|(trial, _)| is_of(trial));
                Row::new(method, kind, &of_kind.map(|(_, rank)| *rank).collect::<Vec<_>>())
            })
            .collect()
    }
}

/// A kind of descriptions, and whether one is of it.
type Kind = (&'static str, fn(&Trial) -> bool);

impl Row {
    fn new(method: &str, kind: &str, ranks: &[Option<usize>]) -> Self {
        let mean = |sum: f64| sum / float64(ranks.len().max(1));
        let within = |most: usize| {
            mean(float64(ranks.iter().flatten().filter(|rank| **rank <= most).count()))
        };
        Self {
            method: method.to_owned(),
            kind: kind.to_owned(),
            count: ranks.len(),
            success: [1, 10, 100].map(within),
            mean_reciprocal_rank: mean(
                ranks.iter().flatten().map(|rank| 1.0 / float64(*rank)).sum(),
            ),
        }
    }
}

/// The rank of the best right song; a tie counts for the others.
fn rank(candidates: &Candidates, weights: &fit::Weights) -> Option<usize> {
    let of = |at: usize| score(&candidates.values[at], weights);
    let best = candidates.right.iter().map(|&at| of(at)).max_by(f64::total_cmp)?;
    let wrong = |at: &usize| !candidates.right.contains(at);
    Some(1 + (0..candidates.values.len()).filter(wrong).filter(|&at| of(at) >= best).count())
}

/// The lines of a file of JSON, which may be gzipped.
pub(in crate::eval) fn read_lines<T: DeserializeOwned>(
    path: &Path,
) -> Result<Vec<T>, PipelineError> {
    let io = |source| PipelineError::Io { path: path.to_owned(), source };
    let file = File::open(path).map_err(io)?;
    let gzipped = path.extension().is_some_and(|ending| ending == "gz");
    let text: Box<dyn Read> =
        if gzipped { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let lines = BufReader::new(text).lines();
    lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect::<Result<_, _>>().map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::numeric::whole64;
    use std::io::Write;

    #[test]
    fn success_counts_ranks() {
        let row = Row::new("method", "all", &[Some(1), Some(4), Some(50), None]);
        assert_eq!(row.success.map(|share| whole64((share * 100.0).round())), [25, 50, 75]);
        assert!((row.mean_reciprocal_rank - (1.0 + 0.25 + 0.02) / 4.0).abs() < 1e-9);
        assert!(Row::new("method", "none", &[]).success.iter().all(|share| *share <= 0.0));
    }

    #[test]
    fn ties_count_for_the_others() {
        let mut values = vec![[0.0; Part::COUNT]; 3];
        values[2][Part::Genre as usize] = 1.0;
        let mut weights = [0.0; Part::COUNT];
        let candidates = |right| Candidates { values: values.clone(), right };
        assert_eq!(rank(&candidates(vec![2]), &weights), Some(3));
        weights[Part::Genre as usize] = 1.0;
        assert_eq!(rank(&candidates(vec![2]), &weights), Some(1));
        assert_eq!(rank(&candidates(Vec::new()), &weights), None);
    }

    #[test]
    fn lines_may_be_gzipped() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("lines.jsonl.gz");
        let file = File::create(&path).expect("a file");
        let mut writer = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        writer.write_all(b"1\n2\n").expect("written");
        writer.finish().expect("written");
        assert_eq!(read_lines::<u32>(&path).expect("lines"), [1, 2]);
    }
}
