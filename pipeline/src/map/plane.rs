use super::Point;
use engine::{CODE_WIDTH, Code};
use ndarray::{Array1, Array2};

/// Half the width that the widest axis has from the mean to one standard deviation.
const SPREAD: f32 = 5.0;

/// Rounds of the power iteration.
const ROUNDS: usize = 100;

/// Codes in the plane in which they differ most: their two principal components.
pub fn principal_plane(codes: &[Code]) -> Vec<Point> {
    let centred = centred(codes);
    let mut covariance = centred.t().dot(&centred) / codes.len().max(1) as f32;
    let (first, variance) = leading(&covariance);
    covariance -= &(outer(&first) * variance);
    let (second, _) = leading(&covariance);
    // Codes that are all the same have no plane.
    let scale = if variance > f32::EPSILON { SPREAD / variance.sqrt() } else { 0.0 };
    let (x, y) = (centred.dot(&first) * scale, centred.dot(&second) * scale);
    x.iter().zip(&y).enumerate().map(|(song, (x, y))| jittered([*x, *y], song)).collect()
}

fn centred(codes: &[Code]) -> Array2<f32> {
    let values = codes.iter().flat_map(|code| code.as_slice().iter().copied()).collect();
    let rows = Array2::from_shape_vec((codes.len(), CODE_WIDTH), values).unwrap_or_default();
    match rows.mean_axis(ndarray::Axis(0)) {
        Some(mean) => rows - mean,
        None => Array2::zeros((0, CODE_WIDTH)),
    }
}

/// The direction of the largest eigenvalue of a symmetric matrix, and that value.
fn leading(matrix: &Array2<f32>) -> (Array1<f32>, f32) {
    let start = (0..CODE_WIDTH).map(|column| 1.0 / (column + 1) as f32);
    let mut direction: Array1<f32> = start.collect();
    let mut value = 0.0;
    for _ in 0..ROUNDS {
        let turned = matrix.dot(&direction);
        value = turned.dot(&turned).sqrt();
        if value <= f32::MIN_POSITIVE {
            break;
        }
        direction = turned / value;
    }
    (direction, value)
}

fn outer(direction: &Array1<f32>) -> Array2<f32> {
    Array2::from_shape_fn((CODE_WIDTH, CODE_WIDTH), |(row, column)| {
        direction[row] * direction[column]
    })
}

/// Songs with equal codes would never part: these are put beside each other, along a spiral.
fn jittered([x, y]: Point, song: usize) -> Point {
    const SIZE: f32 = 1e-3;
    const GOLDEN_ANGLE: f32 = 2.399_963;
    let (sin, cos) = (song as f32 * GOLDEN_ANGLE).sin_cos();
    [x + SIZE * cos, y + SIZE * sin]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(values: [f32; 3]) -> Code {
        let mut all = [0.0; CODE_WIDTH];
        all[..3].copy_from_slice(&values);
        Code::from_slice(&all).expect("right width")
    }

    #[test]
    fn the_plane_is_that_of_the_greatest_differences() {
        let codes: Vec<Code> = [-1.0_f32, 1.0]
            .iter()
            .flat_map(|x| [-0.5_f32, 0.5].map(|z| code([0.01 * x * z, *x, z])))
            .collect();
        let plane = principal_plane(&codes);
        for (point, code) in plane.iter().zip(&codes) {
            let [_, x, z] = [0, 1, 2].map(|column| code.as_slice()[column]);
            assert!((point[0].abs() - 5.0 * x.abs()).abs() < 0.01, "{point:?}");
            assert!((point[1].abs() - 5.0 * z.abs()).abs() < 0.01, "{point:?}");
        }
    }

    #[test]
    fn any_number_of_songs_has_a_plane() {
        assert!(principal_plane(&[]).is_empty());
        for songs in 1..4 {
            let plane = principal_plane(&vec![code([1.0, 0.0, 0.0]); songs]);
            assert!(plane.iter().flatten().all(|axis| axis.is_finite()));
        }
    }
}
