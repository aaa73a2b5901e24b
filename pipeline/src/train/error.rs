/// Why an encoder could not be trained.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// A parameter is out of range.
    #[error("the autoencoder's {parameter} is {value}: it must be {expected}")]
    Parameter {
        /// Name of the parameter.
        parameter: &'static str,
        /// The value given.
        value: String,
        /// What it may be.
        expected: &'static str,
    },
    /// A sparse row is invalid.
    #[error("row {row} of the training data {problem}: vectorize the tracks again")]
    Row {
        /// Number of the row, from 0.
        row: usize,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Inputs and targets, or data and parameters, do not match.
    #[error("{what}: expected {expected}, found {found}; make both from the same tracks")]
    Shape {
        /// What was compared.
        what: &'static str,
        /// The expected size.
        expected: usize,
        /// The actual size.
        found: usize,
    },
    /// There are no rows to train on.
    #[error("there are no rows to train on: check that the catalogue has tracks with tokens")]
    NoRows,
    /// The loss or a weight is no longer a finite number.
    #[error(
        "training diverged in epoch {epoch} at learning rate {learning_rate}: \
         try a tenth of that rate, and check that no input weight is very large"
    )]
    Diverged {
        /// The epoch, from 1.
        epoch: usize,
        /// The initial learning rate.
        learning_rate: f32,
    },
}
