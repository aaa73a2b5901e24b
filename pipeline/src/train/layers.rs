use super::adam::RowGradient;
use super::matmul::product;
use super::{Activation, SparseRows};
use ndarray::parallel::prelude::*;
use ndarray::{Array2, ArrayViewMut1, Axis, Zip};

/// A fully connected layer over sparse rows: `activation(Σ weight · table[id] + bias)`.
#[derive(Debug, Clone)]
pub(crate) struct Bag {
    /// `[columns, width]`.
    pub(crate) table: Array2<f32>,
    /// `[1, width]`.
    pub(crate) bias: Array2<f32>,
    pub(crate) activation: Activation,
}

/// A fully connected layer: `activation(input · weights + bias)`.
#[derive(Debug, Clone)]
pub(crate) struct Dense {
    /// `[inputs, width]`.
    pub(crate) weights: Array2<f32>,
    /// `[1, width]`.
    pub(crate) bias: Array2<f32>,
    pub(crate) activation: Activation,
}

impl Bag {
    /// Outputs `[rows, width]`.
    pub(crate) fn forward(&self, rows: &SparseRows) -> Array2<f32> {
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

    /// The gradients of table and bias, from the gradient of the outputs.
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
    pub(crate) fn forward(&self, inputs: &Array2<f32>) -> Array2<f32> {
        let mut outputs = product(inputs, &self.weights);
        outputs += &self.bias;
        self.activation.apply(&mut outputs);
        outputs
    }

    /// The gradient of the inputs, and those of weights and bias, from the gradient of the outputs.
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

impl Activation {
    fn apply(self, values: &mut Array2<f32>) {
        match self {
            Self::Linear => {}
            Self::Relu => values.par_mapv_inplace(|x| x.max(0.0)),
            Self::Sigmoid => values.par_mapv_inplace(sigmoid),
        }
    }

    /// Multiplies the gradient of the outputs by the derivative, which all three functions give in
    /// terms of their outputs.
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
