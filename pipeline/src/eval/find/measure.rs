//! Asks a finder and notes what it answers and how long it takes.

use super::finder::{Finder, Found, MOST_FOUND};
use super::generate::LabelledHint;
use super::keystrokes::{Keystrokes, TypedSong};
use super::kind::HintKind;
use super::latency::extreme_hints;
use super::statistics::{Latency, Share, mean};
use crate::error::PipelineError;
use catalog::{Confidence, Query};
use serde::Serialize;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// What a finder answered to a hint.
#[derive(Clone, Debug)]
pub struct Outcome<'a> {
    /// The hint.
    pub hint: &'a LabelledHint,
    /// Place of the first right result, from 1.
    pub rank: Option<usize>,
    /// Whether the first result was offered as an answer.
    pub answered: bool,
    /// How sure the finder is of the first result, if it says so.
    pub confidence: Option<Confidence>,
    /// Whether the first result is one of the answers that are better than the others.
    preferred: bool,
    /// Rows of the first three results.
    pub first: Vec<u32>,
    taken: Duration,
}

/// How good and how fast a finder is.
#[derive(Clone, Debug, Serialize)]
pub struct Measurement {
    /// The finder.
    pub finder: String,
    /// By kind of hint.
    pub kinds: Vec<KindFigures>,
    /// Over all hints that name a song.
    pub overall: Figures,
    /// How often it is right when it is sure and when it is not; nothing if it does not say.
    pub calibration: Vec<Calibration>,
    /// What it says when there is no such song.
    pub abstention: Abstention,
    /// How much has to be typed; none if the finder is too slow to be asked so often.
    pub keystrokes: Option<Keystrokes>,
    /// Latency for hints of one letter.
    pub one_letter: Latency,
    /// Latency for hints of 200 characters.
    pub long: Latency,
}

/// Figures of a kind.
#[derive(Clone, Debug, Serialize)]
pub struct KindFigures {
    /// The kind.
    pub kind: HintKind,
    /// The figures.
    #[serde(flatten)]
    pub figures: Figures,
}

/// How often the right song is found, and how fast.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Number of hints.
    pub hints: usize,
    /// The share with the right song first.
    pub first: Share,
    /// The share with the right song among the first ten.
    pub among_ten: Share,
    /// Mean of 1 / rank, 0 where the song is not among the first ten.
    pub mean_reciprocal_rank: f64,
    /// Of the hints for which some answers are better than others, the share with such a one first:
    /// the version that is asked for, or the artist's best known song.
    pub preferred: Option<Share>,
    /// The share that is answered, and not only with a list of what is similar.
    pub answered: f64,
    /// How long it took.
    pub latency: Latency,
}

/// Whether a finder says that it found nothing, when it did and when it did not.
#[derive(Clone, Debug, Serialize)]
pub struct Abstention {
    /// The share of texts that are no song which are not answered.
    pub no_song: Share,
    /// The share of hints that name a song which are not answered.
    pub song: Share,
}

/// How often the first result is right where a finder is so sure of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// How sure.
    pub confidence: Confidence,
    /// The share of all hints, texts that are no song among them.
    pub hints: f64,
    /// The share of these whose first result is right; for text that is no song, none is.
    pub right: Share,
}

/// What a finder is measured with.
pub struct Trial<'a> {
    /// Labelled hints.
    pub hints: &'a [LabelledHint],
    /// Songs that are typed letter by letter.
    pub songs: &'a [TypedSong],
}

/// Measures a finder on one thread.
///
/// # Errors
/// If the finder fails.
pub fn measure<'a>(
    finder: &dyn Finder,
    trial: &Trial<'a>,
) -> Result<(Measurement, Vec<Outcome<'a>>), PipelineError> {
    warm_up(finder, trial.hints)?;
    let step = if finder.is_slow() { SLOW_STEP } else { 1 };
    let hints = trial.hints.iter().step_by(step);
    let outcomes: Vec<Outcome> =
        hints.map(|hint| outcome(finder, hint)).collect::<Result<_, _>>()?;
    let typing = !finder.is_slow() && !trial.songs.is_empty();
    let keystrokes = typing.then(|| Keystrokes::of(finder, trial.songs)).transpose()?;
    let [one_letter, long] =
        extreme_hints(trial.hints).map(|hints| latency(finder, &hints[..hints.len() / step]));
    let measurement = Measurement {
        finder: finder.name(),
        kinds: by_kind(&outcomes),
        overall: Figures::new(&naming(&outcomes)),
        calibration: calibration(&outcomes),
        abstention: Abstention::new(&outcomes),
        keystrokes,
        one_letter: one_letter?,
        long: long?,
    };
    Ok((measurement, outcomes))
}

/// Of hints, a slow finder is asked every so many.
const SLOW_STEP: usize = 10;

/// Fills caches and grows buffers before anything is timed.
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
    let first: Vec<u32> = found.rows.iter().copied().take(3).collect();
    let preferred = first.first().is_some_and(|row| hint.preferred.contains(row));
    let Found { answered, confidence, .. } = found;
    Ok(Outcome { hint, rank, answered, confidence, preferred, first, taken })
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
    outcomes.iter().filter(|outcome| !outcome.hint.kind.is_no_song()).collect()
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
        let reciprocal = |outcome: &&Outcome| outcome.rank.map_or(0.0, |rank| 1.0 / rank as f64);
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

    /// Finds rows 0, 1, 2, … and answers hints that have an "a".
    struct Counting;

    impl Finder for Counting {
        fn name(&self) -> String {
            "counting".to_owned()
        }

        fn find(&self, hint: &Query) -> Result<Found, PipelineError> {
            let answered = hint.as_str().contains('a');
            let confidence = Some(if answered { Confidence::Sure } else { Confidence::Guess });
            Ok(Found { rows: (0..20).collect(), answered, confidence })
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
        let (measured, outcomes) = measure(&Counting, &trial).expect("measured");
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
    }
}
