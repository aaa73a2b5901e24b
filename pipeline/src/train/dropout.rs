use super::{SparseRow, SparseRows};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// Leaves entries out at random, so that the encoder learns to do without them.
#[derive(Debug, Clone, Copy)]
pub(super) struct TokenDropout {
    /// Probability of an entry to be left out.
    pub(super) rate: f32,
    /// Leading columns that are numbers, not terms: the others of a row keep their values when some
    /// are left out.
    pub(super) numeric: usize,
}

impl TokenDropout {
    /// A copy of the rows with entries left out. A row's remaining terms are scaled to the l2 norm
    /// that its terms had, as a vectorizer would do with a shorter text, and one term at least
    /// remains.
    pub(super) fn apply(self, rows: &SparseRows, rng: &mut ChaCha8Rng) -> SparseRows {
        let mut kept = SparseRows::new(rows.columns());
        for row in rows.iter() {
            self.apply_to_row(row, rng, &mut kept);
        }
        kept
    }

    fn apply_to_row(self, row: SparseRow<'_>, rng: &mut ChaCha8Rng, kept: &mut SparseRows) {
        let split = row.ids.partition_point(|&id| (id as usize) < self.numeric);
        let (numbers, terms) = row.split_at(split);
        let mut draw = |count: usize| -> Vec<bool> {
            (0..count).map(|_| rng.random::<f32>() >= self.rate).collect()
        };
        let keep_numbers = draw(numbers.ids.len());
        let mut keep_terms = draw(terms.ids.len());
        if !keep_terms.is_empty() && !keep_terms.contains(&true) {
            let last = rng.random_range(0..keep_terms.len());
            keep_terms[last] = true;
        }
        let scale = norm(terms.weights.iter()) / norm(chosen(terms.weights.iter(), &keep_terms));
        let scale = if scale.is_finite() { scale } else { 1.0 };
        let terms = chosen(terms.iter(), &keep_terms).map(|(id, weight)| (id, weight * scale));
        kept.push_checked(chosen(numbers.iter(), &keep_numbers).chain(terms));
    }
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
    use rand::SeedableRng;

    fn dropped(rate: f32) -> (SparseRows, SparseRows) {
        let mut rows = SparseRows::new(12);
        for row in 0..2000_u32 {
            let ids: Vec<u32> = (0..12).filter(|id| (row + id) % 3 > 0).collect();
            rows.push(&ids, &vec![0.5; ids.len()]).expect("valid row");
        }
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let kept = TokenDropout { rate, numeric: 2 }.apply(&rows, &mut rng);
        (rows, kept)
    }

    #[test]
    fn the_given_share_is_left_out() {
        let (rows, kept) = dropped(0.3);
        let count = |rows: &SparseRows| rows.iter().map(|row| row.ids.len()).sum::<usize>() as f32;
        assert!((count(&kept) / count(&rows) - 0.7).abs() < 0.02);
    }

    #[test]
    fn terms_keep_their_length_and_numbers_their_values() {
        let (rows, kept) = dropped(0.9);
        for (full, part) in rows.iter().zip(kept.iter()) {
            let (numbers, terms) = part.split_at(part.ids.partition_point(|&id| id < 2));
            let (_, all) = full.split_at(full.ids.partition_point(|&id| id < 2));
            assert!(numbers.weights.iter().all(|&w| (w - 0.5).abs() < f32::EPSILON));
            assert!((norm(terms.weights.iter()) - norm(all.weights.iter())).abs() < 1e-5);
        }
    }
}
