use super::error::TrainError;
use super::layers::{Bag, Dense, backward, outputs_of};
use super::matmul::product;
use super::params::Activation;
use super::rows::SparseRows;
use crate::math::adam::RowGradient;
use ndarray::{Array2, Axis, Zip};

/// A trained encoder.
#[derive(Debug, Clone)]
pub struct TrainedEncoder {
    pub(super) encoder: Encoder,
    pub(super) losses: Vec<f64>,
}

impl TrainedEncoder {
    /// Embeddings `[rows, width]` of sparse rows.
    ///
    /// # Errors
    /// [`TrainError::Shape`] if the rows have other columns than those trained on.
    pub fn encode(&self, rows: &SparseRows) -> Result<Array2<f32>, TrainError> {
        if rows.columns() != self.columns() {
            let what = "columns of the rows to encode";
            let (expected, found) = (self.columns(), rows.columns());
            return Err(TrainError::Shape { what, expected, found });
        }
        Ok(self.encoder.forward(rows).embeddings)
    }

    /// Number of input columns.
    pub fn columns(&self) -> usize {
        self.encoder.bag.table.nrows()
    }

    /// Dimensions of an embedding.
    pub fn width(&self) -> usize {
        self.encoder.width()
    }

    /// The mean loss of each epoch.
    pub fn losses(&self) -> &[f64] {
        &self.losses
    }
}

/// The half of an autoencoder that stays in use after training.
#[derive(Debug, Clone)]
pub(super) struct Encoder {
    pub(super) bag: Bag,
    pub(super) layers: Vec<Dense>,
    /// Whether embeddings are scaled to unit length.
    pub(super) unit_length: bool,
}

/// Lengths are clamped to at least this before dividing, so that a zero embedding stays zero.
pub(super) const MIN_LENGTH: f32 = 1e-6;

/// A forward pass, with what the backward pass needs of it.
pub(super) struct Forward {
    /// The output of each layer.
    outputs: Vec<Array2<f32>>,
    /// `[rows, width]`.
    pub(super) embeddings: Array2<f32>,
}

impl Encoder {
    pub(super) fn forward(&self, rows: &SparseRows) -> Forward {
        let outputs = outputs_of(&self.layers, self.bag.forward(rows));
        let last = outputs[outputs.len() - 1].clone();
        let embeddings = if self.unit_length { normalised(last) } else { last };
        Forward { outputs, embeddings }
    }

    /// The gradients of the weights, in the order of [`Encoder::weights_mut`], from that of the
    /// embeddings.
    pub(super) fn backward(
        &self,
        rows: &SparseRows,
        forward: &Forward,
        mut upstream: Array2<f32>,
    ) -> Vec<RowGradient> {
        let outputs = &forward.outputs;
        if self.unit_length {
            let last = &outputs[outputs.len() - 1];
            upstream = differentiate_length(last, &forward.embeddings, upstream);
        }
        let (upstream, layers) = backward(&self.layers, outputs, upstream);
        let bag = self.bag.backward(rows, &outputs[0], upstream);
        bag.into_iter().chain(layers).collect()
    }

    /// All trained matrices.
    pub(super) fn weights_mut(&mut self) -> Vec<&mut Array2<f32>> {
        let mut all = vec![&mut self.bag.table, &mut self.bag.bias];
        for layer in &mut self.layers {
            all.extend([&mut layer.weights, &mut layer.bias]);
        }
        all
    }

    /// The same function with the linear layers that follow a linear first layer multiplied into
    /// its table, as long as that does not make the table wider.
    pub(super) fn folded(&self) -> Self {
        let mut bag = self.bag.clone();
        let mut layers = self.layers.iter();
        while let Some(layer) = layers.as_slice().first()
            && bag.activation == Activation::Linear
            && layer.weights.ncols() <= bag.table.ncols()
        {
            bag.table = product(&bag.table, &layer.weights);
            bag.bias = bag.bias.dot(&layer.weights) + &layer.bias;
            bag.activation = layer.activation;
            layers.next();
        }
        Self { bag, layers: layers.as_slice().to_vec(), unit_length: self.unit_length }
    }

    /// Dimensions of an embedding.
    pub(super) fn width(&self) -> usize {
        self.layers.last().map_or(self.bag.bias.ncols(), |layer| layer.bias.ncols())
    }
}

/// Rows scaled to unit length.
pub(super) fn normalised(mut rows: Array2<f32>) -> Array2<f32> {
    for mut row in rows.axis_iter_mut(Axis(0)) {
        let length = row.dot(&row).sqrt().max(MIN_LENGTH);
        row.mapv_inplace(|x| x / length);
    }
    rows
}

/// The gradient of `plain` from that of `unit`, its rows scaled to unit length:
/// `(g - unit (unit · g)) / length`.
fn differentiate_length(
    plain: &Array2<f32>,
    unit: &Array2<f32>,
    mut gradient: Array2<f32>,
) -> Array2<f32> {
    Zip::from(gradient.rows_mut()).and(plain.rows()).and(unit.rows()).for_each(|mut g, x, y| {
        let along = g.dot(&y);
        let length = x.dot(&x).sqrt().max(MIN_LENGTH);
        g.scaled_add(-along, &y);
        g.mapv_inplace(|value| value / length);
    });
    gradient
}
