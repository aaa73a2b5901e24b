/// Why an autoencoder could not be trained.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// A parameter has a value that no training can use.
    #[error("the autoencoder's {parameter} is {value}: it must be {expected}")]
    Parameter {
        /// Name of the parameter.
        parameter: &'static str,
        /// The value given.
        value: String,
        /// What it may be.
        expected: &'static str,
    },
    /// A sparse row breaks the rules of [`SparseRows`](super::SparseRows).
    #[error("row {row} of the training data {problem}: vectorize the tracks again")]
    Row {
        /// Number of the row, from 0.
        row: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Inputs and targets, or data and parameters, do not fit together.
    #[error("{what}: expected {expected}, found {found}; make both from the same tracks")]
    Shape {
        /// What was compared.
        what: &'static str,
        /// The size wanted.
        expected: usize,
        /// The size given.
        found: usize,
    },
    /// There is nothing to learn from.
    #[error("there are no rows to train on: check that the catalogue has tracks with tokens")]
    NoRows,
    /// The loss or a weight stopped being a finite number.
    #[error(
        "training diverged in epoch {epoch} at learning rate {learning_rate}: \
         try a tenth of that rate, and check that no input weight is very large"
    )]
    Diverged {
        /// The epoch, from 1.
        epoch: usize,
        /// The learning rate at the start of the training.
        learning_rate: f32,
    },
}
