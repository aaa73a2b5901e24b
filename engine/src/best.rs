//! The best of scored items.

use std::cmp::Ordering;

/// Higher scores first; items with equal scores in their own order.
pub(crate) fn best_first<T: Ord>(a: &(f32, T), b: &(f32, T)) -> Ordering {
    b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1))
}

/// Keeps the best items, in no order; returns the highest score that is dropped.
pub(crate) fn keep_best<T: Ord>(scored: &mut Vec<(f32, T)>, count: usize) -> Option<f32> {
    if scored.len() <= count {
        return None;
    }
    let (_, first_dropped, _) = scored.select_nth_unstable_by(count, best_first);
    let dropped = first_dropped.0;
    scored.truncate(count);
    Some(dropped)
}
