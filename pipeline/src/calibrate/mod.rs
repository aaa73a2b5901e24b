//! Learns how sure answers are from hints of the catalogue's tuning half.

mod regression;

use crate::error::PipelineError;
use crate::eval::find::{HintGenerator, HintPlan, HintTrack, LabelledHint, Seed, Songs};
use crate::progress::Progress;
use catalog::ResultCount;
use engine::{Engine, Evaluation, Manifest};
use rayon::prelude::*;
use regression::{Judged, fit_confidence};

/// Puts into the manifest how sure answers are; nothing for models that have no confidence, or that are
/// too small to learn one from.
///
/// # Errors
/// If finding fails.
pub(crate) fn learn_confidence(
    engine: &Engine,
    manifest: &mut Manifest,
    progress: Progress,
) -> Result<(), PipelineError> {
    let Some(evaluation) = engine.evaluation() else { return Ok(()) };
    let rows = engine.tracks().rows();
    let tracks = rows.filter_map(|row| engine.tracks().entry(row)).map(HintTrack::from);
    let songs = Songs::new(tracks.collect());
    let plan = HintPlan::new(Seed::Tuning, HINTS, &[])?;
    let hints = progress.step("drawing hints", 0, |_| HintGenerator::new(&songs).hints(&plan));
    let judged = progress.step("learning how sure answers are", hints.len(), |bar| {
        let judged = hints.par_iter().map(|hint| judge(evaluation, hint)).inspect(|_| bar.inc(1));
        judged.collect::<Result<Vec<_>, PipelineError>>()
    })?;
    manifest.confidence = fit_confidence(&judged.into_iter().flatten().collect::<Vec<_>>());
    Ok(())
}

/// Hints of each kind.
const HINTS: usize = 200;

/// The evidence for the first song that a hint finds, and whether it is right; none if it finds none.
fn judge(evaluation: Evaluation<'_>, hint: &LabelledHint) -> Result<Option<Judged>, PipelineError> {
    let (found, evidence) = evaluation.find_with_evidence(&hint.hint, ResultCount::default())?;
    let judged = found.results.first().zip(evidence).map(|(first, evidence)| {
        let right = hint.answers.binary_search(&first.track.index).is_ok();
        Judged { evidence, right }
    });
    Ok(judged)
}
