use super::matmul::product;
use super::params::Activation;
use super::rows::SparseRows;
use crate::math::adam::RowGradient;
use ndarray::parallel::prelude::*;
use ndarray::{Array2, ArrayViewMut1, Axis, Zip};

/// A fully connected layer over sparse rows: `activation(Σ weight · table[id] + bias)`.
#[derive(Debug, Clone)]
pub(super) struct Bag {
    /// `[columns, width]`.
    pub(super) table: Array2<f32>,
    /// `[1, width]`.
    pub(super) bias: Array2<f32>,
    pub(super) activation: Activation,
}

/// A fully connected layer: `activation(input · weights + bias)`.
#[derive(Debug, Clone)]
pub(super) struct Dense {
    /// `[inputs, width]`.
    pub(super) weights: Array2<f32>,
    /// `[1, width]`.
    pub(super) bias: Array2<f32>,
    pub(super) activation: Activation,
}

impl Bag {
    /// Outputs `[rows, width]`.
    pub(super) fn forward(&self, rows: &SparseRows) -> Array2<f32> {
        let mut outputs = Array2::zeros((rows.len(), self.table.ncols()));
        outputs.axis_iter_mut(Axis(0)).into_par_iter().enumerate().for_each(|(row, mut output)| {
            output.assign(&self.bias.row(0));
            for (id, weight) in rows.row(row).iter() {
                output.scaled_add(weight, &self.table.row(id as usize));
            }
        });
        self.activation.apply(&mut outputs);
        outputs
    }

    /// The gradients of table and bias from that of the outputs.
    pub(super) fn backward(
        &self,
        rows: &SparseRows,
        outputs: &Array2<f32>,
        mut upstream: Array2<f32>,
    ) -> [RowGradient; 2] {
        self.activation.differentiate(outputs, &mut upstream);
        let columns = rows.by_column();
        let mut table = Array2::zeros((columns.ids.len(), self.table.ncols()));
        table.axis_iter_mut(Axis(0)).into_par_iter().enumerate().for_each(
            |(position, mut gradient): (usize, ArrayViewMut1<'_, f32>)| {
                for &(row, weight) in columns.entries(position) {
                    gradient.scaled_add(weight, &upstream.row(row as usize));
                }
            },
        );
        [RowGradient { ids: columns.ids, rows: table }, bias_gradient(&upstream)]
    }
}

impl Dense {
    /// Outputs `[rows, width]` for inputs `[rows, inputs]`.
    pub(super) fn forward(&self, inputs: &Array2<f32>) -> Array2<f32> {
        let mut outputs = product(inputs, &self.weights);
        outputs += &self.bias;
        self.activation.apply(&mut outputs);
        outputs
    }

    /// The gradients of the inputs, and of weights and bias, from that of the outputs.
    pub(super) fn backward(
        &self,
        inputs: &Array2<f32>,
        outputs: &Array2<f32>,
        mut upstream: Array2<f32>,
    ) -> (Array2<f32>, [RowGradient; 2]) {
        self.activation.differentiate(outputs, &mut upstream);
        let weights = RowGradient::dense(product(&inputs.t(), &upstream));
        let downstream = product(&upstream, &self.weights.t());
        (downstream, [weights, bias_gradient(&upstream)])
    }
}

/// The first layer's input followed by the output of each layer.
pub(super) fn outputs_of(layers: &[Dense], input: Array2<f32>) -> Vec<Array2<f32>> {
    let mut outputs = vec![input];
    for (number, layer) in layers.iter().enumerate() {
        outputs.push(layer.forward(&outputs[number]));
    }
    outputs
}

/// The gradient of the layers' input and the gradients of their weights, in the order of the layers.
pub(super) fn backward(
    layers: &[Dense],
    outputs: &[Array2<f32>],
    mut upstream: Array2<f32>,
) -> (Array2<f32>, Vec<RowGradient>) {
    let mut gradients = Vec::new();
    for (number, layer) in layers.iter().enumerate().rev() {
        let (downstream, [weights, bias]) =
            layer.backward(&outputs[number], &outputs[number + 1], upstream);
        gradients.extend([bias, weights]);
        upstream = downstream;
    }
    gradients.reverse();
    (upstream, gradients)
}

impl Activation {
    fn apply(self, values: &mut Array2<f32>) {
        match self {
            Self::Linear => {}
            Self::Relu => values.par_mapv_inplace(|x| x.max(0.0)),
            Self::Sigmoid => values.par_mapv_inplace(sigmoid),
        }
    }

    /// Multiplies the gradient of the outputs by the derivative, which for all three functions
    /// follows from the outputs.
    fn differentiate(self, outputs: &Array2<f32>, gradient: &mut Array2<f32>) {
        match self {
            Self::Linear => {}
            Self::Relu => Zip::from(gradient).and(outputs).par_for_each(|g, &y| {
                if y <= 0.0 {
                    *g = 0.0;
                }
            }),
            Self::Sigmoid => {
                Zip::from(gradient).and(outputs).par_for_each(|g, &y| *g *= y * (1.0 - y));
            }
        }
    }
}

/// The logistic function.
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

fn bias_gradient(upstream: &Array2<f32>) -> RowGradient {
    RowGradient::dense(upstream.sum_axis(Axis(0)).insert_axis(Axis(0)))
}
