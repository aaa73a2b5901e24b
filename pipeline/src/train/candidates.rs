use super::params::{OutputLoss, Softmax};
use super::rows::SparseRows;
use engine::numeric::{float, index32};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// The columns for which the output of a batch is computed.
#[derive(Debug)]
pub(super) struct Candidates {
    /// Strictly increasing.
    ids: Vec<u32>,
    /// Log-probability of each candidate to be one; empty when all columns are candidates.
    log_probability: Vec<f32>,
}

impl Candidates {
    /// All columns.
    pub(super) fn all(columns: usize) -> Self {
        Self { ids: (0..index32(columns)).collect(), log_probability: Vec::new() }
    }

    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The position of a column among the candidates.
    pub(super) fn position(&self, id: u32) -> Option<usize> {
        if self.log_probability.is_empty() {
            return Some(id as usize);
        }
        self.ids.binary_search(&id).ok()
    }

    /// Makes `Σ exp(score)` over the candidates an unbiased estimate of the sum over all columns:
    /// each term is divided by its probability of being a candidate. The row's own terms, at the
    /// positions `own`, always are.
    pub(super) fn correct(&self, scores: &mut [f32], own: impl Iterator<Item = usize>) {
        if self.log_probability.is_empty() {
            return;
        }
        let kept: Vec<(usize, f32)> = own.map(|at| (at, scores[at])).collect();
        scores.iter_mut().zip(&self.log_probability).for_each(|(score, log)| *score -= log);
        for (at, score) in kept {
            scores[at] = score;
        }
    }
}

/// Draws the candidates of each batch: the terms of its targets and some others.
#[derive(Debug)]
pub(super) struct CandidateSampler {
    /// Share of the rows in which each column occurs.
    shares: Vec<f32>,
    /// Probability that a column outside the batch is drawn.
    drawn: f32,
}

impl CandidateSampler {
    pub(super) fn new(loss: OutputLoss, targets: &SparseRows) -> Self {
        let drawn = match loss {
            OutputLoss::CrossEntropy(Softmax::Sampled { negatives }) => {
                float(negatives) / float(targets.columns().max(1))
            }
            _ => 1.0,
        };
        Self { shares: targets.column_shares(), drawn }
    }

    pub(super) fn draw(&self, batch: &SparseRows, rng: &mut ChaCha8Rng) -> Candidates {
        if self.drawn >= 1.0 {
            return Candidates::all(self.shares.len());
        }
        let mut wanted = vec![false; self.shares.len()];
        for &id in batch.iter().flat_map(|row| row.ids) {
            wanted[id as usize] = true;
        }
        let ids: Vec<u32> = (0..self.shares.len())
            .filter(|&id| wanted[id] || rng.random::<f32>() < self.drawn)
            .map(index32)
            .collect();
        let log = |&id: &u32| self.log_probability(id as usize, batch.len());
        let log_probability = ids.iter().map(log).collect();
        Candidates { ids, log_probability }
    }

    /// Log-probability that another row of the batch has the column or that it is drawn.
    fn log_probability(&self, id: usize, rows: usize) -> f32 {
        let absent = (1.0 - self.shares[id]).powf(float(rows) - 1.0);
        (1.0 - absent * (1.0 - self.drawn)).ln()
    }
}
