use crate::numeric::single;
use serde::Serialize;
/// A vector of which only the entries that are not zero are held; ids rise strictly.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SparseVector {
    ids: Vec<u32>,
    weights: Vec<f32>,
}

impl SparseVector {
    /// Builds the vector from entries in any order; entries of the same column are added up.
    pub fn from_entries(mut entries: Vec<(u32, f32)>) -> Self {
        entries.sort_unstable_by_key(|(id, _)| *id);
        let mut vector = Self::default();
        for (id, weight) in entries {
            vector.add_last(id, weight);
        }
        vector
    }

    fn add_last(&mut self, id: u32, weight: f32) {
        match (self.ids.last(), self.weights.last_mut()) {
            (Some(&last), Some(sum)) if last == id => *sum += weight,
            _ => {
                self.ids.push(id);
                self.weights.push(weight);
            }
        }
    }

    /// Columns that are set.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// Their values.
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether every column is zero.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The entries, by rising column.
    pub fn iter(&self) -> impl Iterator<Item = (u32, f32)> {
        self.ids.iter().copied().zip(self.weights.iter().copied())
    }

    /// The vector scaled to Euclidean length 1; a zero vector stays as it is.
    #[must_use]
    pub fn normalised(mut self) -> Self {
        let norm = self.weights.iter().map(|w| f64::from(*w).powi(2)).sum::<f64>().sqrt();
        if norm > 0.0 {
            self.weights.iter_mut().for_each(|w| *w = single(f64::from(*w) / norm));
        }
        self
    }

    /// The vector with its columns moved up by `offset`, after the entries of `self`'s own.
    #[must_use]
    pub fn followed_by(mut self, other: &Self, offset: u32) -> Self {
        self.ids.extend(other.ids.iter().map(|id| id + offset));
        self.weights.extend_from_slice(&other.weights);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entries_are_sorted_and_added_up() {
        let vector = SparseVector::from_entries(vec![(3, 1.0), (1, 2.0), (3, 0.5)]);
        assert_eq!(vector.iter().collect::<Vec<_>>(), [(1, 2.0), (3, 1.5)]);
    }

    proptest! {
        #[test]
        fn ids_rise_and_length_is_one(entries in prop::collection::vec((0u32..50, 0.01f32..9.0), 1..40)) {
            let vector = SparseVector::from_entries(entries).normalised();
            prop_assert!(vector.ids().windows(2).all(|pair| pair[0] < pair[1]));
            let length: f32 = vector.weights().iter().map(|w| w * w).sum();
            prop_assert!((length - 1.0).abs() < 1e-5);
        }
    }
}
