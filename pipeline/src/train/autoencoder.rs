use super::network::Encoder;
use super::{SparseRows, TrainError};
use ndarray::Array2;

/// A trained autoencoder, of which the encoder is kept.
#[derive(Debug, Clone)]
pub struct TrainedAutoencoder {
    pub(crate) encoder: Encoder,
    pub(super) losses: Vec<f64>,
}

impl TrainedAutoencoder {
    /// Codes `[rows, width]` of sparse rows.
    ///
    /// # Errors
    /// [`TrainError::Shape`] when the rows have other columns than the ones trained on.
    pub fn encode(&self, rows: &SparseRows) -> Result<Array2<f32>, TrainError> {
        if rows.columns() != self.columns() {
            let what = "columns of the rows to encode";
            let (expected, found) = (self.columns(), rows.columns());
            return Err(TrainError::Shape { what, expected, found });
        }
        Ok(self.encoder.forward(rows))
    }

    /// Number of input columns.
    pub fn columns(&self) -> usize {
        self.encoder.bag.table.nrows()
    }

    /// Numbers in a code.
    pub fn width(&self) -> usize {
        self.encoder.width()
    }

    /// The mean loss of each epoch.
    pub fn losses(&self) -> &[f64] {
        &self.losses
    }
}
