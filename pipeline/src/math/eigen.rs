//! Leading eigenvectors of symmetric matrices.

use engine::recommend::dot;
use rayon::prelude::*;

/// The eigenvalues of largest magnitude, in falling order, with their unit eigenvectors: as many as
/// `basis` has vectors, found by subspace iteration from there. `multiply` multiplies a vector by the
/// symmetric matrix.
///
/// The last vectors converge slowest; pass a few more than you need.
pub(crate) fn leading_eigenvectors(
    multiply: impl Fn(&[f32]) -> Vec<f32> + Sync,
    mut basis: Vec<Vec<f32>>,
    rounds: usize,
) -> Vec<(f32, Vec<f32>)> {
    orthonormalise(&mut basis);
    for _ in 0..rounds {
        basis = basis.par_iter().map(|vector| multiply(vector)).collect();
        orthonormalise(&mut basis);
    }
    let mut pairs: Vec<(f32, Vec<f32>)> =
        basis.into_iter().map(|vector| (dot(&vector, &multiply(&vector)).abs(), vector)).collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    pairs
}

/// Gram-Schmidt, repeated once for precision.
fn orthonormalise(basis: &mut [Vec<f32>]) {
    for _ in 0..2 {
        for number in 0..basis.len() {
            let (before, rest) = basis.split_at_mut(number);
            let vector = &mut rest[0];
            for other in before {
                let along = dot(vector, other);
                vector.iter_mut().zip(other).for_each(|(x, y)| *x -= along * *y);
            }
            normalise(vector);
        }
    }
}

/// Scales a vector to unit length; leaves the zero vector as it is.
pub(crate) fn normalise(vector: &mut [f32]) {
    let length = dot(vector, vector).sqrt();
    if length > 1e-12 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eigenvectors_of_a_known_matrix() {
        // 5 (u u') + 2 (v v') with u = (3, 4, 0) / 5 and v = (0, 0, 1).
        let matrix = [[1.8, 2.4, 0.0], [2.4, 3.2, 0.0], [0.0, 0.0, 2.0]];
        let multiply = |x: &[f32]| matrix.iter().map(|row| dot(row, x)).collect();
        let start = vec![vec![1.0, 0.5, 0.3], vec![0.2, 0.1, 1.0]];
        let found = leading_eigenvectors(multiply, start, 60);
        for ((value, vector), (expected, direction)) in
            found.iter().zip([(5.0, [0.6, 0.8, 0.0]), (2.0, [0.0, 0.0, 1.0])])
        {
            assert!((value - expected).abs() < 1e-4, "{value}");
            assert!((dot(vector, &direction).abs() - 1.0).abs() < 1e-4, "{vector:?}");
        }
    }

    #[test]
    fn the_zero_matrix_has_eigenvalues_of_zero() {
        let found = leading_eigenvectors(|x| vec![0.0; x.len()], vec![vec![1.0, 2.0]], 3);
        assert_eq!(found[0].0.to_bits(), 0.0_f32.to_bits());
    }
}
