//! Asks a finder and records its answers and latency.

use super::finder::{Finder, Found, MOST_FOUND};
use super::keystrokes::{Keystrokes, TypedSong};
use super::kind::HintKind;
use super::labelled::LabelledHint;
use super::latency::extreme_hints;
use super::reliability::{Predicted, Reliability, reliability};
use super::statistics::{Latency, Share, mean};
use crate::error::PipelineError;
use crate::progress::Progress;
use catalog::{Confidence, Query};
use engine::numeric::float64;
use serde::Serialize;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// The answer to a hint.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The hint.
    pub hint: &'a LabelledHint,
    /// Rank of the first right result, from 1.
    pub rank: Option<usize>,
    /// Whether the first result was offered as an answer.
    pub answered: bool,
    /// The confidence in the first result, if reported.
    pub confidence: Option<Confidence>,
    /// The predicted chance that the first result is right, if there is one.
    pub chance: Option<f32>,
    /// Whether the first result is a preferred answer.
    preferred: bool,
    /// Rows of the results, best first; at most [`MOST_FOUND`].
    pub rows: Vec<u32>,
    taken: Duration,
}

/// Quality and latency of a finder.
#[derive(Clone, Debug, Serialize)]
pub struct Measurement {
    /// The finder.
    pub finder: String,
    /// By kind of hint.
    pub kinds: Vec<KindFigures>,
    /// Over all hints that name a song, but for misheard ones.
    pub overall: Figures,
    /// The expected reciprocal rank for shared titles, of the best possible; none if not asked.
    pub shared_titles: Option<f64>,
    /// Accuracy by confidence; empty if the finder reports none.
    pub calibration: Vec<Calibration>,
    /// How often answers are right, by predicted chance; empty if the finder predicts none.
    pub reliability: Vec<Reliability>,
    /// Abstention.
    pub abstention: Abstention,
    /// Keystrokes; none for a slow finder.
    pub keystrokes: Option<Keystrokes>,
    /// Latency for hints of one letter.
    pub one_letter: Latency,
    /// Latency for hints of 200 characters.
    pub long: Latency,
}

/// Figures of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindFigures {
    /// The kind.
    pub kind: HintKind,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// Figures over some hints.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Number of hints.
    pub hints: usize,
    /// The share with a right result first.
    pub first: Share,
    /// The share with a right result in the top ten.
    pub among_ten: Share,
    /// Mean of 1 / rank, 0 below the top ten.
    pub mean_reciprocal_rank: f64,
    /// The share with a preferred answer first, over hints that have one: the version asked for, or
    /// the artist's best known song.
    pub preferred: Option<Share>,
    /// The share with an answer, and not just a list of similar songs.
    pub answered: f64,
    /// Latency.
    pub latency: Latency,
}

/// Whether a finder declines to answer when it should, and when it should not.
#[derive(Clone, Debug, Serialize)]
pub struct Abstention {
    /// The share of texts naming no song that get no answer.
    pub no_song: Share,
    /// The share of hints naming a song that get no answer.
    pub song: Share,
}

/// Accuracy at one level of confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// The level.
    pub confidence: Confidence,
    /// The share of all hints, including texts that name no song.
    pub hints: f64,
    /// The share of these with a right first result; for text that names no song, none is right.
    pub right: Share,
}

/// What finders are evaluated on.
pub struct Trial<'a> {
    /// Labelled hints.
    pub hints: &'a [LabelledHint],
    /// Songs typed letter by letter.
    pub songs: &'a [TypedSong],
}

/// Evaluates a finder on one thread.
///
/// # Errors
/// If the finder fails.
pub fn measure<'a>(
    finder: &dyn Finder,
    trial: &Trial<'a>,
    progress: Progress,
) -> Result<(Measurement, Vec<Outcome<'a>>), PipelineError> {
    warm_up(finder, trial.hints)?;
    let name = finder.name();
    let step = if finder.is_slow() { SLOW_STEP } else { 1 };
    let hints: Vec<&LabelledHint> = trial.hints.iter().step_by(step).collect();
    let outcomes = progress.step(&format!("{name}: finding hints"), hints.len(), |bar| {
        let outcomes = hints.iter().map(|hint| outcome(finder, hint)).inspect(|_| bar.inc(1));
        outcomes.collect::<Result<Vec<Outcome>, PipelineError>>()
    })?;
    let typing = !finder.is_slow() && !trial.songs.is_empty();
    let keystrokes = typing.then(|| {
        progress.step(&format!("{name}: counting keystrokes"), trial.songs.len(), |bar| {
            Keystrokes::of(finder, trial.songs, bar)
        })
    });
    let keystrokes = keystrokes.transpose()?;
    let [one_letter, long] =
        extreme_hints(trial.hints).map(|hints| latency(finder, &hints[..hints.len() / step]));
    let measurement = Measurement {
        finder: name,
        kinds: by_kind(&outcomes),
        overall: Figures::new(&naming(&outcomes)),
        shared_titles: None,
        calibration: calibration(&outcomes),
        reliability: reliability(&predicted(&outcomes)),
        abstention: Abstention::new(&outcomes),
        keystrokes,
        one_letter: one_letter?,
        long: long?,
    };
    Ok((measurement, outcomes))
}

/// A slow finder is asked every n-th hint.
const SLOW_STEP: usize = 10;

/// Fills caches and grows buffers before timing.
fn warm_up(finder: &dyn Finder, hints: &[LabelledHint]) -> Result<(), PipelineError> {
    let some = if finder.is_slow() { 2 } else { 100 };
    let step = (hints.len() / some).max(1);
    hints.iter().step_by(step).try_for_each(|hint| finder.find(&hint.hint).map(drop))
}

fn outcome<'a>(finder: &dyn Finder, hint: &'a LabelledHint) -> Result<Outcome<'a>, PipelineError> {
    let started = Instant::now();
    let found = black_box(finder.find(black_box(&hint.hint))?);
    let taken = started.elapsed();
    let is_right = |row: &u32| hint.answers.binary_search(row).is_ok();
    let rank = found.rows.iter().take(MOST_FOUND).position(is_right).map(|place| place + 1);
    let rows: Vec<u32> = found.rows.iter().copied().take(MOST_FOUND).collect();
    let preferred = rows.first().is_some_and(|row| hint.preferred.contains(row));
    let Found { answered, confidence, chance, .. } = found;
    Ok(Outcome { hint, rank, answered, confidence, chance, preferred, rows, taken })
}

fn latency(finder: &dyn Finder, hints: &[Query]) -> Result<Latency, PipelineError> {
    let timed = hints.iter().map(|hint| {
        let started = Instant::now();
        black_box(finder.find(black_box(hint))?);
        Ok(started.elapsed())
    });
    let durations: Vec<Duration> = timed.collect::<Result<_, PipelineError>>()?;
    Ok(Latency::new(durations.into_iter()))
}

fn naming<'a, 'b>(outcomes: &'b [Outcome<'a>]) -> Vec<&'b Outcome<'a>> {
    outcomes.iter().filter(|outcome| !outcome.hint.kind.is_excluded_from_overall()).collect()
}

fn by_kind(outcomes: &[Outcome]) -> Vec<KindFigures> {
    let kinds = HintKind::all().iter().filter_map(|&kind| {
        let of_kind: Vec<&Outcome> =
            outcomes.iter().filter(|outcome| outcome.hint.kind == kind).collect();
        let figures = Figures::new(&of_kind);
        (!of_kind.is_empty()).then_some(KindFigures { kind, figures })
    });
    kinds.collect()
}

impl Figures {
    fn new(outcomes: &[&Outcome]) -> Self {
        let hints = outcomes.len();
        let within = |most: usize| {
            let found = outcomes.iter().filter(|outcome| outcome.rank.is_some_and(|r| r <= most));
            Share::new(found.count(), hints)
        };
        let reciprocal = |outcome: &&Outcome| outcome.rank.map_or(0.0, |rank| 1.0 / float64(rank));
        Self {
            hints,
            first: within(1),
            among_ten: within(MOST_FOUND),
            mean_reciprocal_rank: mean(outcomes.iter().map(reciprocal)),
            preferred: preferred(outcomes),
            answered: mean(outcomes.iter().map(|outcome| f64::from(u8::from(outcome.answered)))),
            latency: Latency::new(outcomes.iter().map(|outcome| outcome.taken)),
        }
    }
}

fn preferred(outcomes: &[&Outcome]) -> Option<Share> {
    let choosy = || outcomes.iter().filter(|outcome| !outcome.hint.preferred.is_empty());
    let (first, all) = (choosy().filter(|outcome| outcome.preferred).count(), choosy().count());
    (all > 0).then(|| Share::new(first, all))
}

fn predicted(outcomes: &[Outcome]) -> Vec<Predicted> {
    let predicted = outcomes.iter().filter_map(|outcome| {
        let (right, held_out_kind) = (outcome.rank == Some(1), outcome.hint.kind.is_held_out());
        Some(Predicted { chance: outcome.chance?, right, held_out_kind })
    });
    predicted.collect()
}

fn calibration(outcomes: &[Outcome]) -> Vec<Calibration> {
    let levels = [Confidence::Sure, Confidence::Likely, Confidence::Guess];
    let figures = levels.into_iter().map(|confidence| {
        let so_sure = || outcomes.iter().filter(move |o| o.confidence == Some(confidence));
        let (right, count) = (so_sure().filter(|o| o.rank == Some(1)).count(), so_sure().count());
        let hints = Share::new(count, outcomes.len()).share;
        Calibration { confidence, hints, right: Share::new(right, count) }
    });
    figures.filter(|level| level.hints > 0.0).collect()
}

impl Abstention {
    fn new(outcomes: &[Outcome]) -> Self {
        let unanswered = |no_song: bool| {
            let all = outcomes.iter().filter(|o| o.hint.kind.is_no_song() == no_song);
            let (count, of) = all.fold((0, 0), |(count, of), outcome| {
                (count + usize::from(!outcome.answered), of + 1)
            });
            Share::new(count, of)
        };
        Self { no_song: unanswered(true), song: unanswered(false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds rows 0, 1, 2, … and answers hints that contain an "a".
    struct Counting;

    impl Finder for Counting {
        fn name(&self) -> String {
            "counting".to_owned()
        }

        fn find(&self, hint: &Query) -> Result<Found, PipelineError> {
            let answered = hint.as_str().contains('a');
            let confidence = Some(if answered { Confidence::Sure } else { Confidence::Guess });
            let chance = Some(if answered { 0.99 } else { 0.1 });
            Ok(Found { rows: (0..20).collect(), answered, confidence, chance })
        }
    }

    fn hint(kind: HintKind, hint: &str, answers: &[u32]) -> LabelledHint {
        let (hint, answers) = (hint.parse().expect("a query"), answers.to_vec());
        LabelledHint { kind, hint, preferred: answers.iter().skip(1).copied().collect(), answers }
    }

    #[test]
    fn ranks_are_counted() {
        let hints = [
            hint(HintKind::Prefix, "a", &[0]),
            hint(HintKind::Prefix, "b", &[3, 4]),
            hint(HintKind::Prefix, "c", &[10]),
            hint(HintKind::OneEdit, "aa", &[9, 30]),
            hint(HintKind::NoSongKeys, "asdf", &[]),
            hint(HintKind::NoSongKeys, "jkl", &[]),
        ];
        let trial = Trial { hints: &hints, songs: &[] };
        let (measured, outcomes) =
            measure(&Counting, &trial, Progress::silent()).expect("measured");
        let ranks: Vec<_> = outcomes.iter().map(|outcome| outcome.rank).collect();
        assert_eq!(ranks, [Some(1), Some(4), None, Some(10), None, None]);
        let overall = &measured.overall;
        assert_eq!((overall.hints, overall.first), (4, Share::new(1, 4)));
        assert_eq!(overall.among_ten, Share::new(3, 4));
        assert!((overall.mean_reciprocal_rank - (1.0 + 0.25 + 0.1) / 4.0).abs() < 1e-9);
        assert_eq!(measured.abstention.no_song, Share::new(1, 2));
        assert_eq!(measured.abstention.song, Share::new(2, 4));
        assert_eq!(overall.preferred, Some(Share::new(0, 2)));
        assert_eq!(measured.kinds.len(), 3);
        let rights: Vec<_> = measured.calibration.iter().map(|level| level.right).collect();
        assert_eq!(rights, [Share::new(1, 3), Share::new(0, 3)]);
        let bins: Vec<_> = measured.reliability.iter().map(|bin| (bin.hints, bin.right)).collect();
        assert_eq!(bins, [(3, Share::new(0, 3)), (3, Share::new(1, 3))]);
    }
}
