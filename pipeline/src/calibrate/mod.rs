//! Learns from hints of the catalogue's tuning half how songs are ranked and how sure answers are.

mod confidence;
mod contests;
mod passages;
mod ranking;

use crate::error::PipelineError;
use crate::eval::find::{HintGenerator, HintKind, HintPlan, HintTrack, LabelledHint, Seed, Songs};
use crate::progress::Progress;
use catalog::{Query, ResultCount};
use confidence::{Judged, fit_confidence};
use contests::Arena;
use engine::{Engine, Evaluation, FindOptions, Manifest, RankingWeights};
use passages::{Passage, passages};
use ranking::fit_weights;
use rayon::prelude::*;

/// Puts into the manifest what the ranking features count, if that is no worse than the preset weights on other hints,
/// and how sure the answers of that ranking are; nothing for models that rank otherwise, and no confidence for those
/// too small to learn one from.
///
/// # Errors
/// If finding fails.
pub(crate) fn calibrate(
    engine: &Engine,
    manifest: &mut Manifest,
    progress: Progress,
) -> Result<(), PipelineError> {
    let Some(evaluation) = engine.evaluation() else { return Ok(()) };
    let rows = engine.tracks().rows();
    let tracks = rows.filter_map(|row| engine.tracks().entry(row)).map(HintTrack::from);
    let songs = Songs::new(tracks.collect());
    let generator = progress.step("indexing hints", 0, |_| HintGenerator::new(&songs));
    let passages = evaluation
        .lyrics()
        .map(|lyrics| passages(lyrics, engine.tracks(), &songs, PASSAGES))
        .unwrap_or_default();
    let meant = meant(&generator, passages, progress)?;
    let learned = learn_ranking(&Arena::new(evaluation, engine.tracks()), &meant, progress)?;
    let hints = drawn(&generator, FOR_CONFIDENCE, progress)?;
    let by_preset = judged(evaluation, &hints, RankingWeights::PRESET, progress)?;
    let by_learned = judged(evaluation, &hints, learned, progress)?;
    let better = right(&by_learned) >= right(&by_preset);
    manifest.ranking = better.then_some(learned);
    manifest.confidence = fit_confidence(if better { &by_learned } else { &by_preset });
    Ok(())
}

/// Which hints, and how many of each kind. The two draws differ, so that answers are not judged by what the ranking
/// was learned from.
const FOR_RANKING: (Seed, usize) = (Seed::Number(1), 500);
const FOR_CONFIDENCE: (Seed, usize) = (Seed::Tuning, 200);

/// Passages of lyrics that the ranking is learned from besides. With 500, misspelt titles lose to lines that have most
/// of their words: chosen with `pipeline eval find --seed 2 --per-kind 500`.
const PASSAGES: usize = 100;

/// How often songs are found for the hints, each time with what was learned before: other weights let other songs
/// compete.
const ROUNDS: usize = 2;

/// Queries and the rows of the songs that they mean.
fn meant(
    generator: &HintGenerator<'_>,
    passages: Vec<Passage>,
    progress: Progress,
) -> Result<Vec<(Query, Vec<u32>)>, PipelineError> {
    // What people wrote is not learned from: it is too little, and shows what the drawn hints lack.
    let is_drawn =
        |hint: &LabelledHint| !matches!(hint.kind, HintKind::Remembered | HintKind::Misheard);
    let hints = drawn(generator, FOR_RANKING, progress)?.into_iter().filter(is_drawn);
    let hints = hints.map(|hint| (hint.hint, hint.answers));
    Ok(hints.chain(passages.into_iter().map(|passage| (passage.words, passage.answers))).collect())
}

fn learn_ranking(
    arena: &Arena<'_>,
    meant: &[(Query, Vec<u32>)],
    progress: Progress,
) -> Result<RankingWeights, PipelineError> {
    let (mut weights, mut contests) = (RankingWeights::PRESET, Vec::new());
    for _ in 0..ROUNDS {
        let found = progress.step("learning how songs are ranked", meant.len(), |bar| {
            let found =
                meant.par_iter().map(|(hint, answers)| arena.contest(hint, answers, weights));
            found.inspect(|_| bar.inc(1)).collect::<Result<Vec<_>, PipelineError>>()
        })?;
        contests.extend(found.into_iter().flatten());
        weights = fit_weights(&contests);
    }
    Ok(weights)
}

/// What the ranking with these weights says of hints, and whether it is right.
fn judged(
    evaluation: Evaluation<'_>,
    hints: &[LabelledHint],
    weights: RankingWeights,
    progress: Progress,
) -> Result<Vec<Judged>, PipelineError> {
    let options = FindOptions { weights, ..evaluation.options().clone() };
    let judged = progress.step("learning how sure answers are", hints.len(), |bar| {
        let judged =
            hints.par_iter().map(|hint| judge(evaluation, hint, &options)).inspect(|_| bar.inc(1));
        judged.collect::<Result<Vec<_>, PipelineError>>()
    })?;
    Ok(judged.into_iter().flatten().collect())
}

fn right(judged: &[Judged]) -> usize {
    judged.iter().filter(|judged| judged.right).count()
}

fn drawn(
    generator: &HintGenerator<'_>,
    (seed, per_kind): (Seed, usize),
    progress: Progress,
) -> Result<Vec<LabelledHint>, PipelineError> {
    let plan = HintPlan::new(seed, per_kind, &[])?;
    Ok(progress.step("drawing hints", 0, |_| generator.hints(&plan)))
}

/// The evidence for the first song that a hint finds, and whether it is right; none if it finds none.
fn judge(
    evaluation: Evaluation<'_>,
    hint: &LabelledHint,
    options: &FindOptions,
) -> Result<Option<Judged>, PipelineError> {
    let limit = ResultCount::default();
    let (found, evidence) = evaluation.find_with(&hint.hint, limit, options)?;
    let judged = found.results.first().zip(evidence).map(|(first, evidence)| {
        let right = hint.answers.binary_search(&first.track.index).is_ok();
        Judged { evidence, right }
    });
    Ok(judged)
}
