//! The Adam optimiser.

use engine::numeric::index32;
use ndarray::parallel::prelude::*;
use ndarray::{Array2, ArrayRef1, ArrayViewMut1, ArrayViewMut2, Axis};
use rayon::slice::ParallelSliceMut;

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.999;
/// The default of Keras.
const EPSILON: f32 = 1e-7;
/// Rows updated by one task.
const BLOCK: usize = 64;

/// The gradient of a weight matrix in some of its rows; zero in the others.
#[derive(Debug)]
pub(crate) struct RowGradient {
    /// Row numbers, strictly increasing.
    pub(crate) ids: Vec<u32>,
    /// One row per id.
    pub(crate) rows: Array2<f32>,
}

impl RowGradient {
    /// A gradient of all rows.
    pub(crate) fn dense(rows: Array2<f32>) -> Self {
        Self { ids: (0..index32(rows.nrows())).collect(), rows }
    }
}

/// Adam (Kingma and Ba 2015, "Adam: a method for stochastic optimization") for one weight matrix.
///
/// It is lazy: rows without a gradient keep their moments. Bias correction counts the steps of each
/// row separately, so the first step of a rare term is no larger than that of a frequent one.
#[derive(Debug)]
pub(crate) struct Adam {
    mean: Array2<f32>,
    square: Array2<f32>,
    steps: Vec<i32>,
}

impl Adam {
    pub(crate) fn new(weights: &Array2<f32>) -> Self {
        Self {
            mean: Array2::zeros(weights.raw_dim()),
            square: Array2::zeros(weights.raw_dim()),
            steps: vec![0; weights.nrows()],
        }
    }

    /// Moves the weights one step of size `rate` against the gradient.
    pub(crate) fn step(&mut self, weights: &mut Array2<f32>, gradient: &RowGradient, rate: f32) {
        weights
            .axis_chunks_iter_mut(Axis(0), BLOCK)
            .into_par_iter()
            .zip(self.mean.axis_chunks_iter_mut(Axis(0), BLOCK))
            .zip(self.square.axis_chunks_iter_mut(Axis(0), BLOCK))
            .zip(self.steps.par_chunks_mut(BLOCK))
            .enumerate()
            .for_each(|(number, (((weights, mean), square), steps))| {
                let block = Block { first: number * BLOCK, weights, mean, square, steps };
                block.step(gradient, rate);
            });
    }
}

/// Consecutive rows of a weight matrix with their state.
struct Block<'a> {
    first: usize,
    weights: ArrayViewMut2<'a, f32>,
    mean: ArrayViewMut2<'a, f32>,
    square: ArrayViewMut2<'a, f32>,
    steps: &'a mut [i32],
}

impl Block<'_> {
    fn step(mut self, gradient: &RowGradient, rate: f32) {
        let end = self.first + self.steps.len();
        let from = gradient.ids.partition_point(|&id| (id as usize) < self.first);
        let upto = gradient.ids.partition_point(|&id| (id as usize) < end);
        for position in from..upto {
            let row = gradient.ids[position] as usize - self.first;
            self.steps[row] = self.steps[row].saturating_add(1);
            let rate = corrected(rate, self.steps[row]);
            let moments = (self.mean.row_mut(row), self.square.row_mut(row));
            step_row(self.weights.row_mut(row), moments, &gradient.rows.row(position), rate);
        }
    }
}

fn step_row(
    mut weights: ArrayViewMut1<'_, f32>,
    (mut mean, mut square): (ArrayViewMut1<'_, f32>, ArrayViewMut1<'_, f32>),
    gradient: &ArrayRef1<f32>,
    rate: f32,
) {
    let rows = (weights.as_slice_mut(), mean.as_slice_mut(), square.as_slice_mut());
    let (Some(weights), Some(mean), Some(square)) = rows else {
        unreachable!("rows of matrices in standard layout are contiguous")
    };
    // Slices, which the compiler steps through several numbers at once.
    for (((w, m), v), &g) in weights.iter_mut().zip(mean).zip(square).zip(gradient) {
        *m = BETA1 * *m + (1.0 - BETA1) * g;
        *v = BETA2 * *v + (1.0 - BETA2) * g * g;
        *w -= rate * *m / (v.sqrt() + EPSILON);
    }
}

/// The rate with bias correction for moments that started at zero `steps` steps ago.
fn corrected(rate: f32, steps: i32) -> f32 {
    rate * (1.0 - BETA2.powi(steps)).sqrt() / (1.0 - BETA1.powi(steps))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_first_step_moves_touched_rows_by_the_rate() {
        let mut weights = Array2::<f32>::zeros((200, 2));
        let mut adam = Adam::new(&weights);
        let gradient = RowGradient { ids: vec![3, 150], rows: array![[4.0, -2.0], [0.5, 0.0]] };
        adam.step(&mut weights, &gradient, 0.1);
        for (row, expected) in [(3, [-0.1, 0.1]), (150, [-0.1, 0.0]), (4, [0.0, 0.0])] {
            for (column, value) in expected.into_iter().enumerate() {
                assert!((weights[[row, column]] - value).abs() < 1e-5, "row {row}");
            }
        }
    }

    #[test]
    fn minimises_a_quadratic() {
        let mut weights = array![[5.0_f32, -3.0]];
        let mut adam = Adam::new(&weights);
        for _ in 0..2000 {
            let gradient = RowGradient::dense(2.0 * (&weights - &array![[1.0, 2.0]]));
            adam.step(&mut weights, &gradient, 0.02);
        }
        assert!((&weights - &array![[1.0, 2.0]]).iter().all(|d| d.abs() < 1e-3), "{weights}");
    }
}
