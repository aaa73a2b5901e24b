use super::error::TrainError;
use engine::numeric::{float, float_from_u32, index32};

/// A sparse matrix stored row by row (CSR): `len()` rows of `columns()` columns.
///
/// In each row the ids are strictly increasing and below `columns()`, and the weights are finite.
#[derive(Debug, Clone, PartialEq)]
pub struct SparseRows {
    offsets: Vec<usize>,
    ids: Vec<u32>,
    weights: Vec<f32>,
    columns: usize,
}

/// One row of [`SparseRows`]: as many ids as weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SparseRow<'a> {
    /// Column numbers, strictly increasing.
    pub ids: &'a [u32],
    /// The value in each of these columns.
    pub weights: &'a [f32],
}

impl SparseRows {
    /// A matrix without rows.
    pub fn new(columns: usize) -> Self {
        Self { offsets: vec![0], ids: Vec::new(), weights: Vec::new(), columns }
    }

    /// Appends a row.
    ///
    /// # Errors
    /// [`TrainError::Row`] if ids repeat, are out of order or out of range, if a weight is not finite,
    /// or if the numbers of ids and weights differ.
    pub fn push(&mut self, ids: &[u32], weights: &[f32]) -> Result<(), TrainError> {
        check_row(self.len(), SparseRow { ids, weights }, self.columns)?;
        self.push_checked(ids.iter().copied().zip(weights.iter().copied()));
        Ok(())
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Row number `row`, which must be below `len()`.
    pub fn row(&self, row: usize) -> SparseRow<'_> {
        let range = self.offsets[row]..self.offsets[row + 1];
        SparseRow { ids: &self.ids[range.clone()], weights: &self.weights[range] }
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = SparseRow<'_>> {
        (0..self.len()).map(|row| self.row(row))
    }

    /// The rows with these numbers, in their order.
    pub(super) fn select(&self, rows: &[u32]) -> Self {
        let mut selected = Self::new(self.columns);
        for &row in rows {
            selected.push_checked(self.row(row as usize).iter());
        }
        selected
    }

    /// Appends a row that is known to be valid.
    pub(super) fn push_checked(&mut self, entries: impl Iterator<Item = (u32, f32)>) {
        for (id, weight) in entries {
            self.ids.push(id);
            self.weights.push(weight);
        }
        self.offsets.push(self.ids.len());
    }

    /// The share of the rows with an entry, for each column.
    pub(super) fn column_shares(&self) -> Vec<f32> {
        let mut counts = vec![0_u32; self.columns];
        for &id in &self.ids {
            counts[id as usize] += 1;
        }
        counts.iter().map(|&count| float_from_u32(count) / float(self.len().max(1))).collect()
    }

    /// The same entries by column (CSC), without the empty columns.
    pub(super) fn by_column(&self) -> Columns {
        let mut starts = vec![0_usize; self.columns + 1];
        for &id in &self.ids {
            starts[id as usize + 1] += 1;
        }
        let ids: Vec<u32> = (0..self.columns).filter(|&c| starts[c + 1] > 0).map(index32).collect();
        for column in 0..self.columns {
            starts[column + 1] += starts[column];
        }
        let mut offsets: Vec<usize> = ids.iter().map(|&id| starts[id as usize]).collect();
        offsets.push(self.ids.len());
        let mut entries = vec![(0_u32, 0_f32); self.ids.len()];
        for (row, values) in self.iter().enumerate() {
            for (id, weight) in values.iter() {
                let next = &mut starts[id as usize];
                entries[*next] = (index32(row), weight);
                *next += 1;
            }
        }
        Columns { ids, offsets, entries }
    }
}

impl<'a> SparseRow<'a> {
    /// The pairs of id and weight.
    pub fn iter(self) -> impl Iterator<Item = (u32, f32)> + 'a {
        self.ids.iter().copied().zip(self.weights.iter().copied())
    }
}

/// The non-empty columns of a sparse matrix: column `ids[i]` holds the (row, weight) pairs
/// `entries[offsets[i]..offsets[i + 1]]`, by increasing row.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) ids: Vec<u32>,
    offsets: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Columns {
    pub(super) fn entries(&self, position: usize) -> &[(u32, f32)] {
        &self.entries[self.offsets[position]..self.offsets[position + 1]]
    }
}

fn check_row(row: usize, entries: SparseRow<'_>, columns: usize) -> Result<(), TrainError> {
    let SparseRow { ids, weights } = entries;
    let problem = if ids.len() != weights.len() {
        "has different numbers of ids and weights"
    } else if ids.windows(2).any(|pair| pair[0] >= pair[1]) {
        "has ids that repeat or are out of order"
    } else if ids.last().is_some_and(|&id| id as usize >= columns) {
        "has an id beyond the last column"
    } else if weights.iter().any(|weight| !weight.is_finite()) {
        "has a weight that is not a finite number"
    } else {
        return Ok(());
    };
    Err(TrainError::Row { row, problem })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(ids: &[u32], weights: &[f32], problem: &'static str) {
        let pushed = SparseRows::new(10).push(ids, weights);
        assert_eq!(pushed, Err(TrainError::Row { row: 0, problem }));
    }

    #[test]
    fn invalid_rows_are_refused() {
        check(&[1, 2], &[1.0], "has different numbers of ids and weights");
        check(&[2, 1], &[1.0, 1.0], "has ids that repeat or are out of order");
        check(&[1, 1], &[1.0, 1.0], "has ids that repeat or are out of order");
        check(&[1, 10], &[1.0, 1.0], "has an id beyond the last column");
        check(&[1, 2], &[1.0, f32::NAN], "has a weight that is not a finite number");
    }

    fn rows_strategy() -> impl Strategy<Value = SparseRows> {
        let row = proptest::collection::btree_map(0_u32..12, -2.0_f32..2.0, 0..6);
        proptest::collection::vec(row, 0..9).prop_map(|rows| {
            let mut matrix = SparseRows::new(12);
            for row in rows {
                matrix.push_checked(row.into_iter());
            }
            matrix
        })
    }

    proptest! {
        #[test]
        fn grouping_by_column_keeps_every_entry(rows in rows_strategy()) {
            let columns = rows.by_column();
            let mut grouped: Vec<_> = (0..columns.ids.len())
                .flat_map(|i| columns.entries(i).iter().map(move |&(row, w)| (row, i, w)))
                .map(|(row, i, weight)| (row, columns.ids[i], weight))
                .collect();
            grouped.sort_by_key(|&(row, id, _)| (row, id));
            let listed: Vec<_> = rows
                .iter()
                .enumerate()
                .flat_map(|(row, values)| values.iter().map(move |(id, w)| (index32(row), id, w)))
                .collect();
            prop_assert_eq!(grouped, listed);
        }
    }
}
