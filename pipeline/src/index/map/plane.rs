use crate::math::eigen::leading_eigenvectors;
use engine::numeric::float;
use engine::recommend::dot;
use engine::{EMBEDDING_DIM, Embedding};
use ndarray::{Array1, Array2, ArrayView1};

/// The distance from the mean that one standard deviation along the widest axis has on the plane.
const SPREAD: f32 = 5.0;

/// Rounds of the subspace iteration.
const ROUNDS: usize = 100;

/// Eigenvectors iterated beside the two that are wanted.
const SPARE: usize = 2;

/// A point of the plane.
pub type Point = [f32; 2];

/// The plane in which embeddings differ most: their two principal components.
pub fn principal_plane(embeddings: &[Embedding]) -> Vec<Point> {
    let centred = centred(embeddings);
    let covariance = centred.t().dot(&centred) / float(embeddings.len().max(1));
    let (axes, variance) = leading_pair(&covariance);
    // Embeddings that are all the same span no plane.
    let scale = if variance > f32::EPSILON { SPREAD / variance.sqrt() } else { 0.0 };
    let [x, y] = axes.map(|axis| centred.dot(&Array1::from(axis)) * scale);
    x.iter().zip(&y).enumerate().map(|(song, (x, y))| jittered([*x, *y], song)).collect()
}

fn centred(embeddings: &[Embedding]) -> Array2<f32> {
    let values =
        embeddings.iter().flat_map(|embedding| embedding.as_slice().iter().copied()).collect();
    let rows =
        Array2::from_shape_vec((embeddings.len(), EMBEDDING_DIM), values).unwrap_or_default();
    match rows.mean_axis(ndarray::Axis(0)) {
        Some(mean) => rows - mean,
        None => Array2::zeros((0, EMBEDDING_DIM)),
    }
}

/// The two leading eigenvectors of a covariance matrix and the larger eigenvalue. Fixed signs keep
/// the same embeddings from giving a mirrored map.
fn leading_pair(covariance: &Array2<f32>) -> ([Vec<f32>; 2], f32) {
    let start = |power: i32| (1..=EMBEDDING_DIM).map(|n| float(n).powi(-power)).collect::<Vec<_>>();
    let basis: Vec<Vec<f32>> = (1..).take(2 + SPARE).map(start).collect();
    let reference = basis[0].clone();
    let multiply = |x: &[f32]| covariance.dot(&ArrayView1::from(x)).to_vec();
    let mut pairs = leading_eigenvectors(multiply, basis, ROUNDS).into_iter();
    let mut next = || {
        let (value, mut vector) = pairs.next().unwrap_or_default();
        if dot(&vector, &reference) < 0.0 {
            vector.iter_mut().for_each(|x| *x = -*x);
        }
        (value, vector)
    };
    let ((variance, first), (_, second)) = (next(), next());
    ([first, second], variance)
}

/// Songs with equal embeddings would never part: a tiny offset along a spiral sets them apart.
fn jittered([x, y]: Point, song: usize) -> Point {
    const SIZE: f32 = 1e-3;
    const GOLDEN_ANGLE: f32 = 2.399_963;
    let (sin, cos) = (float(song) * GOLDEN_ANGLE).sin_cos();
    [x + SIZE * cos, y + SIZE * sin]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedding(values: [f32; 3]) -> Embedding {
        let mut all = [0.0; EMBEDDING_DIM];
        all[..3].copy_from_slice(&values);
        Embedding::from_slice(&all).expect("right width")
    }

    #[test]
    fn the_plane_spans_the_principal_components() {
        let embeddings: Vec<Embedding> = [-1.0_f32, 1.0]
            .iter()
            .flat_map(|x| [-0.5_f32, 0.5].map(|z| embedding([0.01 * x * z, *x, z])))
            .collect();
        let plane = principal_plane(&embeddings);
        for (point, embedding) in plane.iter().zip(&embeddings) {
            let [_, x, z] = [0, 1, 2].map(|column| embedding.as_slice()[column]);
            assert!((point[0].abs() - 5.0 * x.abs()).abs() < 0.01, "{point:?}");
            assert!((point[1].abs() - 5.0 * z.abs()).abs() < 0.01, "{point:?}");
        }
    }

    #[test]
    fn few_or_equal_songs_have_a_plane() {
        assert!(principal_plane(&[]).is_empty());
        for songs in 1..4 {
            let plane = principal_plane(&vec![embedding([1.0, 0.0, 0.0]); songs]);
            assert!(plane.iter().flatten().all(|axis| axis.is_finite()));
        }
    }
}
