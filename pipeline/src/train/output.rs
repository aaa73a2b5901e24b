use super::candidates::Candidates;
use super::layers::sigmoid;
use super::matmul::product;
use super::params::OutputLoss;
use super::rows::{SparseRow, SparseRows};
use crate::math::adam::RowGradient;
use crate::math::exp::exp;
use engine::numeric::{float, float64};
use ndarray::parallel::prelude::*;
use ndarray::{Array2, Axis, CowArray, Ix2};

/// The last layer with its loss: one row of weights per column of the targets.
#[derive(Debug, Clone)]
pub(super) struct Output {
    /// `[columns, inputs]`.
    pub(super) table: Array2<f32>,
    /// `[columns, 1]`.
    pub(super) bias: Array2<f32>,
    pub(super) loss: OutputLoss,
}

/// The mean loss of a batch and its gradients.
pub(super) struct Scored {
    pub(super) loss: f64,
    /// Gradient of the layer's inputs.
    pub(super) inputs: Array2<f32>,
    /// Gradients of table and bias.
    pub(super) weights: [RowGradient; 2],
}

impl Output {
    /// Scores predictions from `inputs` `[rows, inputs]` against the targets' rows.
    pub(super) fn score(
        &self,
        inputs: &Array2<f32>,
        targets: &SparseRows,
        candidates: &Candidates,
    ) -> Scored {
        let table = self.rows_of(candidates);
        let mut scores = product(inputs, &table.t());
        let loss = self.differentiate(&mut scores, targets, candidates);
        let ids = candidates.ids().to_vec();
        let bias = scores.sum_axis(Axis(0)).insert_axis(Axis(1));
        let weights = RowGradient { ids: ids.clone(), rows: product(&scores.t(), inputs) };
        Scored {
            loss,
            inputs: product(&scores, &table),
            weights: [weights, RowGradient { ids, rows: bias }],
        }
    }

    /// The rows of the table that belong to the candidates.
    fn rows_of(&self, candidates: &Candidates) -> CowArray<'_, f32, Ix2> {
        if candidates.ids().len() == self.table.nrows() {
            return self.table.view().into();
        }
        let mut rows = Array2::zeros((candidates.ids().len(), self.table.ncols()));
        let ids = candidates.ids().par_iter();
        rows.axis_iter_mut(Axis(0)).into_par_iter().zip(ids).for_each(|(mut row, &id)| {
            row.assign(&self.table.row(id as usize));
        });
        rows.into()
    }

    /// Replaces scores `[rows, candidates]` by their gradients and returns the mean loss.
    fn differentiate(
        &self,
        scores: &mut Array2<f32>,
        targets: &SparseRows,
        candidates: &Candidates,
    ) -> f64 {
        let rows = float(targets.len());
        let bias: Vec<f32> = candidates.ids().iter().map(|&c| self.bias[[c as usize, 0]]).collect();
        let losses: Vec<f64> = scores
            .axis_iter_mut(Axis(0))
            .into_par_iter()
            .enumerate()
            .map(|(row, mut scores)| {
                let scores = scores.as_slice_mut().unwrap_or(&mut []);
                scores.iter_mut().zip(&bias).for_each(|(score, bias)| *score += bias);
                let loss = self.loss.differentiate(scores, targets.row(row), candidates);
                for gradient in scores.iter_mut() {
                    *gradient /= rows;
                }
                loss
            })
            .collect();
        losses.iter().sum::<f64>() / f64::from(rows)
    }
}

impl OutputLoss {
    /// Replaces the scores of one row by their gradients and returns its loss.
    fn differentiate(
        self,
        scores: &mut [f32],
        target: SparseRow<'_>,
        candidates: &Candidates,
    ) -> f64 {
        match self {
            Self::SquaredError => squared_error(scores, target),
            Self::CrossEntropy(_) => cross_entropy(scores, target, candidates),
        }
    }
}

/// The mean over all columns of `(sigmoid(score) - target)²`.
fn squared_error(scores: &mut [f32], target: SparseRow<'_>) -> f64 {
    let scale = 2.0 / float(scores.len());
    let mut known = target.iter().peekable();
    let mut sum = 0.0;
    for (column, score) in scores.iter_mut().enumerate() {
        let wanted = known.next_if(|&(id, _)| id as usize == column).map_or(0.0, |(_, w)| w);
        let output = sigmoid(*score);
        let error = output - wanted;
        sum += f64::from(error * error);
        *score = scale * error * output * (1.0 - output);
    }
    sum / float64(scores.len())
}

/// The cross-entropy between the target's shares and the softmax of the candidates' scores; zero for
/// an empty target.
fn cross_entropy(scores: &mut [f32], target: SparseRow<'_>, candidates: &Candidates) -> f64 {
    let total: f32 = target.weights.iter().map(|weight| weight.max(0.0)).sum();
    if total <= 0.0 {
        scores.fill(0.0);
        return 0.0;
    }
    let shares: Vec<(usize, f32)> = target
        .iter()
        .filter_map(|(id, weight)| Some((candidates.position(id)?, weight.max(0.0) / total)))
        .collect();
    let wanted: f64 = shares.iter().map(|&(at, share)| f64::from(share * scores[at])).sum();
    candidates.correct(scores, shares.iter().map(|&(at, _)| at));
    let log_sum = softmax(scores);
    for (at, share) in shares {
        scores[at] -= share;
    }
    f64::from(log_sum) - wanted
}

/// Replaces scores by their softmax and returns the logarithm of the normalising sum.
fn softmax(scores: &mut [f32]) -> f32 {
    let greater = |a: f32, b: f32| if a > b { a } else { b };
    let highest = reduced(scores, f32::NEG_INFINITY, greater);
    scores.iter_mut().for_each(|score| *score = exp(*score - highest));
    let sum = reduced(scores, 0.0, |a, b| a + b);
    scores.iter_mut().for_each(|score| *score /= sum);
    highest + sum.ln()
}

/// Folds numbers with 16 accumulators, so that it vectorises.
fn reduced(numbers: &[f32], start: f32, join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut sums = [start; 16];
    let (chunks, rest) = numbers.as_chunks::<16>();
    for chunk in chunks {
        sums.iter_mut().zip(chunk).for_each(|(sum, number)| *sum = join(*sum, *number));
    }
    sums.iter().chain(rest).fold(start, |all, number| join(all, *number))
}
