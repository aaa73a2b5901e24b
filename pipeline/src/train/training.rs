use super::candidates::{CandidateSampler, Candidates};
use super::dropout::drop_entries;
use super::encoder::TrainedEncoder;
use super::error::TrainError;
use super::network::Network;
use super::params::{AutoencoderParams, ValidAutoencoderParams};
use super::rows::SparseRows;
use crate::math::adam::Adam;
use engine::numeric::{float64, index32};
use ndarray::Array2;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;

/// What the network reads; row `r` of the inputs belongs to row `r` of the targets.
pub enum NetworkInputs<'a> {
    /// The same rows in each epoch.
    Fixed(&'a SparseRows),
    /// New rows in each epoch.
    Noisy {
        /// Number of columns.
        columns: usize,
        /// Makes them.
        make: &'a NoisyRows<'a>,
    },
}

/// Makes noisy copies of some of the targets' rows in an epoch, which is numbered from 0.
pub type NoisyRows<'a> = dyn Fn(usize, &[u32]) -> Result<SparseRows, TrainError> + Sync + 'a;

/// Progress of the training, reported after each batch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EpochReport {
    /// The epoch, from 1.
    pub epoch: usize,
    /// Number of epochs.
    pub epochs: usize,
    /// Rows seen in this epoch.
    pub rows_done: usize,
    /// Rows in an epoch.
    pub rows: usize,
    /// Mean loss of the rows seen in this epoch.
    pub loss: f64,
}

impl EpochReport {
    /// Whether this was the epoch's last batch.
    pub fn is_last_of_epoch(&self) -> bool {
        self.rows_done == self.rows
    }
}

impl ValidAutoencoderParams {
    /// Trains an autoencoder to predict the targets from the inputs, with Adam.
    ///
    /// The result depends on the data, the parameters and the machine's arithmetic, but not on the
    /// number of threads.
    ///
    /// # Errors
    /// [`TrainError::NoRows`] without rows, [`TrainError::Shape`] if inputs and targets do not match,
    /// [`TrainError::Diverged`] if the loss or a weight is no longer finite, or the error of the
    /// inputs.
    pub fn fit(
        &self,
        inputs: NetworkInputs<'_>,
        targets: &SparseRows,
        progress: &mut dyn FnMut(EpochReport),
    ) -> Result<TrainedEncoder, TrainError> {
        let params = self.get();
        if targets.is_empty() {
            return Err(TrainError::NoRows);
        }
        if let NetworkInputs::Fixed(rows) = inputs {
            require("rows of the inputs", targets.len(), rows.len())?;
        }
        let mut rng = ChaCha8Rng::seed_from_u64(params.seed);
        let mut training = Training::new(params, inputs.columns(), targets, &mut rng);
        let sampler = CandidateSampler::new(params.output, targets);
        let mut batches = Batches { params, inputs, targets, sampler, rng };
        for epoch in 0..params.epochs {
            training.epoch(epoch, &mut batches, progress)?;
        }
        training.finish()
    }
}

impl NetworkInputs<'_> {
    fn columns(&self) -> usize {
        match self {
            Self::Fixed(rows) => rows.columns(),
            Self::Noisy { columns, .. } => *columns,
        }
    }

    fn rows(&self, epoch: usize, rows: &[u32]) -> Result<SparseRows, TrainError> {
        match self {
            Self::Fixed(all) => Ok(all.select(rows)),
            Self::Noisy { columns, make } => {
                let made = make(epoch, rows)?;
                require("rows of a batch's inputs", rows.len(), made.len())?;
                require("columns of a batch's inputs", *columns, made.columns())?;
                Ok(made)
            }
        }
    }
}

/// What one step learns from.
struct Batch {
    inputs: SparseRows,
    targets: SparseRows,
    candidates: Candidates,
}

/// Makes the batches, one after another.
struct Batches<'a> {
    params: &'a AutoencoderParams,
    inputs: NetworkInputs<'a>,
    targets: &'a SparseRows,
    sampler: CandidateSampler,
    rng: ChaCha8Rng,
}

impl Batches<'_> {
    /// The numbers of all rows in the order of an epoch.
    fn order(&mut self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..index32(self.targets.len())).collect();
        order.shuffle(&mut self.rng);
        order
    }

    fn make(&mut self, epoch: usize, rows: &[u32]) -> Result<Batch, TrainError> {
        let mut inputs = self.inputs.rows(epoch, rows)?;
        if self.params.token_dropout > 0.0 {
            inputs = drop_entries(&inputs, self.params.token_dropout, &mut self.rng);
        }
        let targets = self.targets.select(rows);
        let candidates = self.sampler.draw(&targets, &mut self.rng);
        Ok(Batch { inputs, targets, candidates })
    }
}

/// The state of the training.
struct Training<'a> {
    params: &'a AutoencoderParams,
    network: Network,
    optimisers: Vec<Adam>,
    losses: Vec<f64>,
    rows: usize,
    step: usize,
}

impl<'a> Training<'a> {
    fn new(
        params: &'a AutoencoderParams,
        columns: usize,
        targets: &SparseRows,
        rng: &mut ChaCha8Rng,
    ) -> Self {
        let mut network = Network::new(params, columns, targets.columns(), rng);
        let optimisers = network.weights_mut().iter().map(|weights| Adam::new(weights)).collect();
        Self { params, network, optimisers, losses: Vec::new(), rows: targets.len(), step: 0 }
    }

    fn epoch(
        &mut self,
        epoch: usize,
        batches: &mut Batches<'_>,
        progress: &mut dyn FnMut(EpochReport),
    ) -> Result<(), TrainError> {
        let order = batches.order();
        let (epochs, rows) = (self.params.epochs, self.rows);
        let mut report = EpochReport { epoch: epoch + 1, epochs, rows_done: 0, rows, loss: 0.0 };
        let mut chunks = order.chunks(self.params.batch_size);
        let mut next = chunks.next().map(|rows| batches.make(epoch, rows));
        while let Some(batch) = next {
            let batch = batch?;
            // Batches are made one ahead, by a core that the step leaves idle.
            let make_next = || chunks.next().map(|rows| batches.make(epoch, rows));
            let (loss, made) = rayon::join(|| self.learn(&batch), make_next);
            next = made;
            if !loss.is_finite() {
                return Err(self.diverged(report.epoch));
            }
            report.add(loss, batch.targets.len());
            progress(report);
        }
        self.losses.push(report.loss);
        Ok(())
    }

    /// Takes one step; returns the loss of the batch before it.
    fn learn(&mut self, batch: &Batch) -> f64 {
        let Batch { inputs, targets, candidates } = batch;
        let gradients = self.network.gradients(inputs, targets, candidates);
        let rate = self.params.learning_rate * self.params.schedule.factor(self.step, self.steps());
        let weights = self.network.weights_mut().into_iter().zip(&gradients.weights);
        for (adam, (weights, gradient)) in self.optimisers.iter_mut().zip(weights) {
            adam.step(weights, gradient, rate);
        }
        self.step += 1;
        gradients.loss
    }

    fn steps(&self) -> usize {
        self.params.epochs * self.rows.div_ceil(self.params.batch_size)
    }

    fn diverged(&self, epoch: usize) -> TrainError {
        TrainError::Diverged { epoch, learning_rate: self.params.learning_rate }
    }

    fn finish(mut self) -> Result<TrainedEncoder, TrainError> {
        let finite = |weights: &mut Array2<f32>| weights.iter().all(|weight| weight.is_finite());
        if !self.network.weights_mut().into_iter().all(finite) {
            return Err(self.diverged(self.params.epochs));
        }
        Ok(TrainedEncoder { encoder: self.network.encoder, losses: self.losses })
    }
}

impl EpochReport {
    fn add(&mut self, loss: f64, rows: usize) {
        let (before, now) = (float64(self.rows_done), float64(rows));
        self.loss = (self.loss * before + loss * now) / (before + now);
        self.rows_done += rows;
    }
}

fn require(what: &'static str, expected: usize, found: usize) -> Result<(), TrainError> {
    if expected == found { Ok(()) } else { Err(TrainError::Shape { what, expected, found }) }
}
