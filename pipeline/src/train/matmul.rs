use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayRef2, ArrayViewMut2, Axis, s};
use rayon::prelude::*;

/// The matrix product `left · right`, in parallel over strips of the result.
pub(super) fn product(left: &ArrayRef2<f32>, right: &ArrayRef2<f32>) -> Array2<f32> {
    let mut result = Array2::zeros((left.nrows(), right.ncols()));
    let wide = result.ncols() > result.nrows();
    strips(&mut result, Axis(usize::from(wide))).into_par_iter().for_each(|(start, mut strip)| {
        let (rows, columns) = (strip.nrows(), strip.ncols());
        let (left, right) = if wide {
            (left.slice(s![.., ..]), right.slice(s![.., start..start + columns]))
        } else {
            (left.slice(s![start..start + rows, ..]), right.slice(s![.., ..]))
        };
        general_mat_mul(1.0, &left, &right, 0.0, &mut strip);
    });
    result
}

/// Cuts a matrix across an axis, each strip with its first index.
///
/// Each strip packs a whole factor anew, so they are as wide as leaves some for every core. Their number
/// does not depend on that of the threads, so that neither do the sums.
fn strips(matrix: &mut Array2<f32>, axis: Axis) -> Vec<(usize, ArrayViewMut2<'_, f32>)> {
    let length = matrix.len_of(axis);
    let width = length.div_ceil(STRIPS).clamp(64, 1024);
    (0..length).step_by(width).zip(matrix.axis_chunks_iter_mut(axis, width)).collect()
}

/// Strips that a small matrix is cut into.
const STRIPS: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use engine::numeric::float;

    #[test]
    fn tiled_products_equal_plain_ones() {
        for (rows, inner, columns) in [(1, 1, 1), (3, 7, 5), (513, 20, 257), (256, 3, 512)] {
            let left = Array2::from_shape_fn((rows, inner), |(i, j)| float((i * 7 + j) % 5));
            let right = Array2::from_shape_fn((columns, inner), |(i, j)| float((i + j * 3) % 7));
            assert_eq!(product(&left, &right.t()), left.dot(&right.t()));
        }
    }
}
