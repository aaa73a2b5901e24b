use super::adam::RowGradient;
use super::candidates::Candidates;
use super::layers::sigmoid;
use super::matmul::product;
use super::{OutputLoss, SparseRow, SparseRows};
use ndarray::parallel::prelude::*;
use ndarray::{Array2, Axis, CowArray, Ix2};

/// The last layer with its loss; one row of weights for each column of the targets.
#[derive(Debug, Clone)]
pub(super) struct Output {
    /// `[columns, inputs]`.
    pub(super) table: Array2<f32>,
    /// `[columns, 1]`.
    pub(super) bias: Array2<f32>,
    pub(super) loss: OutputLoss,
}

/// The loss of a batch, averaged over its rows, and its gradients.
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

    /// The candidates' rows of the table.
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

    /// Turns scores `[rows, candidates]` into their gradients and returns the mean loss.
    fn differentiate(
        &self,
        scores: &mut Array2<f32>,
        targets: &SparseRows,
        candidates: &Candidates,
    ) -> f64 {
        let rows = targets.len() as f32;
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
    /// The loss of one row, whose scores become their gradients.
    fn differentiate(
        self,
        scores: &mut [f32],
        target: SparseRow<'_>,
        candidates: &Candidates,
    ) -> f64 {
        match self {
            Self::Mse => squared_error(scores, target),
            Self::Mixed { numeric, numeric_weight, .. } => {
                let split = target.ids.partition_point(|&id| (id as usize) < numeric);
                let (known, terms) = target.split_at(split);
                let (numbers, scores) = scores.split_at_mut(numeric);
                known_error(numbers, known, numeric_weight)
                    + cross_entropy(scores, terms, candidates)
            }
        }
    }
}

/// The mean over all columns of `(sigmoid(score) - target)²`.
fn squared_error(scores: &mut [f32], target: SparseRow<'_>) -> f64 {
    let scale = 2.0 / scores.len() as f32;
    let mut known = target.iter().peekable();
    let mut sum = 0.0;
    for (column, score) in scores.iter_mut().enumerate() {
        let wanted = known.next_if(|&(id, _)| id as usize == column).map_or(0.0, |(_, w)| w);
        let output = sigmoid(*score);
        let error = output - wanted;
        sum += f64::from(error * error);
        *score = scale * error * output * (1.0 - output);
    }
    sum / scores.len() as f64
}

/// The squared error summed over the known columns, times `weight`, divided by the number of all.
fn known_error(scores: &mut [f32], known: SparseRow<'_>, weight: f32) -> f64 {
    let scale = weight / scores.len().max(1) as f32;
    let mut gradients = vec![0.0; scores.len()];
    let mut sum = 0.0;
    for (id, wanted) in known.iter() {
        let error = scores[id as usize] - wanted;
        sum += f64::from(scale * error * error);
        gradients[id as usize] = 2.0 * scale * error;
    }
    scores.copy_from_slice(&gradients);
    sum
}

/// The cross-entropy between the target's shares and the softmax of the scores, which belong to the
/// candidates after the numeric ones; zero for a target without terms.
fn cross_entropy(scores: &mut [f32], terms: SparseRow<'_>, candidates: &Candidates) -> f64 {
    let total: f32 = terms.weights.iter().map(|weight| weight.max(0.0)).sum();
    if total <= 0.0 {
        scores.fill(0.0);
        return 0.0;
    }
    let first = candidates.ids().len() - scores.len();
    let shares: Vec<(usize, f32)> = terms
        .iter()
        .filter_map(|(id, weight)| {
            Some((candidates.position(id)? - first, weight.max(0.0) / total))
        })
        .collect();
    let wanted: f64 = shares.iter().map(|&(at, share)| f64::from(share * scores[at])).sum();
    candidates.correct(first, scores, shares.iter().map(|&(at, _)| at));
    let log_sum = softmax(scores);
    for (at, share) in shares {
        scores[at] -= share;
    }
    f64::from(log_sum) - wanted
}

/// Replaces scores by their softmax and returns the logarithm of the normalising sum.
fn softmax(scores: &mut [f32]) -> f32 {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = (*score - highest).exp();
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
    highest + sum.ln()
}
