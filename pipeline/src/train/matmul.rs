use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayRef2, ArrayViewMut2, Axis, s};
use rayon::prelude::*;

/// Rows and columns of the result that one task computes. It does not depend on the number of
/// threads, so that neither do the sums.
const TILE: usize = 256;

/// The matrix product `left · right`, in parallel over tiles of the result.
pub(super) fn product(left: &ArrayRef2<f32>, right: &ArrayRef2<f32>) -> Array2<f32> {
    let mut result = Array2::zeros((left.nrows(), right.ncols()));
    tiles(result.view_mut()).into_par_iter().for_each(|(row, column, mut tile)| {
        let rows = left.slice(s![row..row + tile.nrows(), ..]);
        let columns = right.slice(s![.., column..column + tile.ncols()]);
        general_mat_mul(1.0, &rows, &columns, 0.0, &mut tile);
    });
    result
}

/// Cuts a matrix into tiles, each with the row and column of its corner.
fn tiles(matrix: ArrayViewMut2<'_, f32>) -> Vec<(usize, usize, ArrayViewMut2<'_, f32>)> {
    let mut tiles = Vec::new();
    for (row, band) in chunks(matrix, Axis(0)) {
        tiles.extend(chunks(band, Axis(1)).into_iter().map(|(column, tile)| (row, column, tile)));
    }
    tiles
}

/// Cuts a matrix across an axis, each part with its first index.
fn chunks(mut rest: ArrayViewMut2<'_, f32>, axis: Axis) -> Vec<(usize, ArrayViewMut2<'_, f32>)> {
    let length = rest.len_of(axis);
    let mut parts = Vec::new();
    for start in (0..length).step_by(TILE) {
        let (part, tail) = rest.split_at(axis, TILE.min(length - start));
        parts.push((start, part));
        rest = tail;
    }
    parts
}

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
