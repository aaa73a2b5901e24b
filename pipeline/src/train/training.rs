use super::candidates::CandidateSampler;
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
    /// New rows in each epoch (numbered from 0), such as noisy copies of the targets.
    Fresh {
        /// Number of columns.
        columns: usize,
        /// Makes the rows of an epoch.
        make: &'a mut dyn FnMut(usize) -> Result<SparseRows, TrainError>,
    },
}

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
        mut inputs: NetworkInputs<'_>,
        targets: &SparseRows,
        progress: &mut dyn FnMut(EpochReport),
    ) -> Result<TrainedEncoder, TrainError> {
        let params = self.get();
        if targets.is_empty() {
            return Err(TrainError::NoRows);
        }
        let mut training = Training::new(params, inputs.columns(), targets);
        for epoch in 0..params.epochs {
            match &mut inputs {
                NetworkInputs::Fixed(rows) => training.epoch(epoch, rows, progress)?,
                NetworkInputs::Fresh { columns, make } => {
                    let rows = make(epoch)?;
                    require("columns of an epoch's inputs", *columns, rows.columns())?;
                    training.epoch(epoch, &rows, progress)?;
                }
            }
        }
        training.finish()
    }
}

impl NetworkInputs<'_> {
    fn columns(&self) -> usize {
        match self {
            Self::Fixed(rows) => rows.columns(),
            Self::Fresh { columns, .. } => *columns,
        }
    }
}

/// The state of the training.
struct Training<'a> {
    params: &'a AutoencoderParams,
    targets: &'a SparseRows,
    network: Network,
    optimisers: Vec<Adam>,
    sampler: CandidateSampler,
    rng: ChaCha8Rng,
    losses: Vec<f64>,
    step: usize,
}

impl<'a> Training<'a> {
    fn new(params: &'a AutoencoderParams, columns: usize, targets: &'a SparseRows) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(params.seed);
        let mut network = Network::new(params, columns, targets.columns(), &mut rng);
        let optimisers = network.weights_mut().iter().map(|weights| Adam::new(weights)).collect();
        let sampler = CandidateSampler::new(params.output, targets);
        Self { params, targets, network, optimisers, sampler, rng, losses: Vec::new(), step: 0 }
    }

    fn epoch(
        &mut self,
        epoch: usize,
        inputs: &SparseRows,
        progress: &mut dyn FnMut(EpochReport),
    ) -> Result<(), TrainError> {
        require("rows of the inputs", self.targets.len(), inputs.len())?;
        let mut order: Vec<u32> = (0..index32(inputs.len())).collect();
        order.shuffle(&mut self.rng);
        let (epochs, rows) = (self.params.epochs, inputs.len());
        let mut report = EpochReport { epoch: epoch + 1, epochs, rows_done: 0, rows, loss: 0.0 };
        for batch in order.chunks(self.params.batch_size) {
            let loss = self.batch(inputs, batch);
            if !loss.is_finite() {
                return Err(self.diverged(report.epoch));
            }
            report.add(loss, batch.len());
            progress(report);
        }
        self.losses.push(report.loss);
        Ok(())
    }

    /// Takes one step; returns the loss of the batch before it.
    fn batch(&mut self, inputs: &SparseRows, rows: &[u32]) -> f64 {
        let mut inputs = inputs.select(rows);
        if self.params.token_dropout > 0.0 {
            inputs = drop_entries(&inputs, self.params.token_dropout, &mut self.rng);
        }
        let targets = self.targets.select(rows);
        let candidates = self.sampler.draw(&targets, &mut self.rng);
        let gradients = self.network.gradients(&inputs, &targets, &candidates);
        let rate = self.params.learning_rate * self.params.schedule.factor(self.step, self.steps());
        let weights = self.network.weights_mut().into_iter().zip(&gradients.weights);
        for (adam, (weights, gradient)) in self.optimisers.iter_mut().zip(weights) {
            adam.step(weights, gradient, rate);
        }
        self.step += 1;
        gradients.loss
    }

    fn steps(&self) -> usize {
        self.params.epochs * self.targets.len().div_ceil(self.params.batch_size)
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
