use super::rows::{SparseRow, SparseRows};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// A copy of the rows in which each entry is dropped with probability `rate`, so that the encoder
/// learns to do without it.
///
/// What remains of a row is scaled to the l2 norm it had, as a vectorizer would scale a shorter text.
/// At least one entry remains.
pub(super) fn drop_entries(rows: &SparseRows, rate: f32, rng: &mut ChaCha8Rng) -> SparseRows {
    let mut kept = SparseRows::new(rows.columns());
    for row in rows.iter() {
        let keep = draw(row.ids.len(), rate, rng);
        kept.push_checked(rescaled(row, &keep));
    }
    kept
}

fn draw(entries: usize, rate: f32, rng: &mut ChaCha8Rng) -> Vec<bool> {
    let mut keep: Vec<bool> = (0..entries).map(|_| rng.random::<f32>() >= rate).collect();
    if !keep.is_empty() && !keep.contains(&true) {
        let spared = rng.random_range(0..keep.len());
        keep[spared] = true;
    }
    keep
}

fn rescaled<'a>(row: SparseRow<'a>, keep: &'a [bool]) -> impl Iterator<Item = (u32, f32)> + 'a {
    let scale = norm(row.weights.iter()) / norm(chosen(row.weights.iter(), keep));
    let scale = if scale.is_finite() { scale } else { 1.0 };
    chosen(row.iter(), keep).map(move |(id, weight)| (id, weight * scale))
}

fn chosen<T>(items: impl Iterator<Item = T>, keep: &[bool]) -> impl Iterator<Item = T> {
    items.zip(keep).filter_map(|(item, &keep)| keep.then_some(item))
}

fn norm<'a>(weights: impl Iterator<Item = &'a f32>) -> f32 {
    weights.map(|weight| weight * weight).sum::<f32>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::numeric::float;
    use rand::SeedableRng;

    fn dropped(rate: f32) -> (SparseRows, SparseRows) {
        let mut rows = SparseRows::new(12);
        for row in 0..2000_u32 {
            let ids: Vec<u32> = (0..12).filter(|id| (row + id) % 3 > 0).collect();
            rows.push(&ids, &vec![0.5; ids.len()]).expect("valid row");
        }
        let kept = drop_entries(&rows, rate, &mut ChaCha8Rng::seed_from_u64(1));
        (rows, kept)
    }

    #[test]
    fn drops_the_given_share() {
        let (rows, kept) = dropped(0.3);
        let count = |rows: &SparseRows| float(rows.iter().map(|row| row.ids.len()).sum::<usize>());
        assert!((count(&kept) / count(&rows) - 0.7).abs() < 0.02);
    }

    #[test]
    fn rows_keep_their_norm() {
        let (rows, kept) = dropped(0.9);
        for (full, part) in rows.iter().zip(kept.iter()) {
            assert!((norm(part.weights.iter()) - norm(full.weights.iter())).abs() < 1e-5);
        }
    }
}
