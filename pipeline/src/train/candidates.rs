use super::{OutputLoss, Softmax, SparseRows};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// The columns that a batch's output is computed for.
#[derive(Debug)]
pub(super) struct Candidates {
    /// Strictly increasing; the numeric columns are always among them.
    ids: Vec<u32>,
    /// Logarithm of each candidate's probability of being one; empty when all columns are.
    log_probability: Vec<f32>,
}

impl Candidates {
    /// All columns.
    pub(super) fn all(columns: usize) -> Self {
        Self { ids: (0..columns as u32).collect(), log_probability: Vec::new() }
    }

    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Where a column stands among the candidates.
    pub(super) fn position(&self, id: u32) -> Option<usize> {
        if self.log_probability.is_empty() {
            return Some(id as usize);
        }
        self.ids.binary_search(&id).ok()
    }

    /// Makes `Σ exp(score)` over the candidates from `first` on an unbiased estimate of the sum
    /// over all columns, by dividing each term by its probability of being in the sum, which is 1
    /// for the row's own terms, at the positions `own`.
    pub(super) fn correct(
        &self,
        first: usize,
        scores: &mut [f32],
        own: impl Iterator<Item = usize>,
    ) {
        if self.log_probability.is_empty() {
            return;
        }
        let corrections = &self.log_probability[first..];
        let kept: Vec<(usize, f32)> = own.map(|at| (at, scores[at])).collect();
        scores.iter_mut().zip(corrections).for_each(|(score, log)| *score -= log);
        for (at, score) in kept {
            scores[at] = score;
        }
    }
}

/// Draws the candidates of each batch: the terms of its targets, and some others.
#[derive(Debug)]
pub(super) struct CandidateSampler {
    numeric: usize,
    /// Share of the rows that has each column.
    shares: Vec<f32>,
    /// Probability of a column to be drawn, apart from the batch's own.
    drawn: f32,
}

impl CandidateSampler {
    pub(super) fn new(loss: OutputLoss, targets: &SparseRows) -> Self {
        let numeric = loss.numeric();
        let drawn = match loss {
            OutputLoss::Mixed { softmax: Softmax::Sampled { negatives }, .. } => {
                negatives as f32 / (targets.columns() - numeric).max(1) as f32
            }
            _ => 1.0,
        };
        Self { numeric, shares: targets.column_shares(), drawn }
    }

    pub(super) fn draw(&self, batch: &SparseRows, rng: &mut ChaCha8Rng) -> Candidates {
        if self.drawn >= 1.0 {
            return Candidates::all(self.shares.len());
        }
        let mut wanted = vec![false; self.shares.len()];
        wanted[..self.numeric].fill(true);
        for &id in batch.iter().flat_map(|row| row.ids) {
            wanted[id as usize] = true;
        }
        let ids: Vec<u32> = (0..self.shares.len())
            .filter(|&id| wanted[id] || rng.random::<f32>() < self.drawn)
            .map(|id| id as u32)
            .collect();
        let log = |&id: &u32| self.log_probability(id as usize, batch.len());
        let log_probability = ids.iter().map(log).collect();
        Candidates { ids, log_probability }
    }

    /// Logarithm of the probability that another row of the batch has the column or it is drawn.
    fn log_probability(&self, id: usize, rows: usize) -> f32 {
        let absent = (1.0 - self.shares[id]).powf(rows as f32 - 1.0);
        (1.0 - absent * (1.0 - self.drawn)).ln()
    }
}
