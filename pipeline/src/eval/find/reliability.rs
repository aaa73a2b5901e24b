//! Whether answers are as often right as predicted.

use super::statistics::{Share, mean};
use serde::Serialize;
use std::ops::Range;

/// How often answers are right whose predicted chance lies in one range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reliability {
    /// Whether only hints of held-out kinds are counted, or all.
    pub held_out_kinds: bool,
    /// The range.
    pub chance: Range<f32>,
    /// The mean of the predicted chances.
    pub predicted: f64,
    /// The number of answers.
    pub hints: usize,
    /// The share that is right; for text that names no song, none is.
    pub right: Share,
}

/// An answer whose chance to be right was predicted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Predicted {
    pub chance: f32,
    pub right: bool,
    pub held_out_kind: bool,
}

/// Where ranges of the predicted chance begin; most answers are near 1.
const BOUNDS: [f32; 8] = [0.0, 0.25, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99];

/// The ranges that have answers, over all hints and then over those of held-out kinds.
pub(super) fn reliability(answers: &[Predicted]) -> Vec<Reliability> {
    let ends = BOUNDS.iter().copied().skip(1).chain([f32::INFINITY]);
    let ranges: Vec<Range<f32>> = BOUNDS.iter().zip(ends).map(|(&from, to)| from..to).collect();
    let tables = [false, true].into_iter();
    let all = tables.flat_map(|held_out_kinds| {
        ranges.iter().map(move |range| of_range(answers, held_out_kinds, range))
    });
    all.filter(|range| range.hints > 0).collect()
}

fn of_range(answers: &[Predicted], held_out_kinds: bool, range: &Range<f32>) -> Reliability {
    let counts = |answer: &&Predicted| {
        (!held_out_kinds || answer.held_out_kind) && range.contains(&answer.chance)
    };
    let answers: Vec<&Predicted> = answers.iter().filter(counts).collect();
    let right = answers.iter().filter(|answer| answer.right).count();
    Reliability {
        held_out_kinds,
        chance: range.start..range.end.min(1.0),
        predicted: mean(answers.iter().map(|answer| f64::from(answer.chance))),
        hints: answers.len(),
        right: Share::new(right, answers.len()),
    }
}
