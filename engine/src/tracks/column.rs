//! Columns with rows of varying length, held in two flat arrays.

use crate::error::EngineError;
use crate::store::{Artefact, Item, Section, SectionReader, SectionWriter};
use serde::{Deserialize, Serialize};

/// A column of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextColumn {
    ends: Section<[u32]>,
    text: Section<str>,
}

impl TextColumn {
    /// Appends a row.
    ///
    /// # Panics
    /// If the column would exceed 4 GiB.
    pub fn push(&mut self, text: &str) {
        self.text.to_mut().push_str(text);
        let end = u32::try_from(self.text.len()).expect("a text column stays below 4 GiB");
        self.ends.to_mut().push(end);
    }

    /// The text of a row; empty if there is no such row.
    pub fn get(&self, row: usize) -> &str {
        let start = row.checked_sub(1).and_then(|r| self.ends.get(r)).copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The rows in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|row| self.get(row))
    }

    /// The row that holds `text`, in a column whose rows are sorted.
    pub fn binary_search(&self, text: &str) -> Option<usize> {
        let row = self.partition_point(|row| row < text);
        (row < self.len() && self.get(row) == text).then_some(row)
    }

    /// The first row for which `before` is false, in a column sorted by it.
    pub fn partition_point(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(self.get(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl<T: AsRef<str>> FromIterator<T> for TextColumn {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        let mut column = Self::default();
        rows.into_iter().for_each(|row| column.push(row.as_ref()));
        column
    }
}

impl Artefact for TextColumn {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.field("ends", &self.ends);
        to.field("text", &self.text);
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        let (ends, text): (Section<[u32]>, Section<str>) =
            (from.field("ends")?, from.field("text")?);
        from.check(divides(&ends, text.len()))?;
        from.check(ends.iter().all(|&end| text.is_char_boundary(end as usize)))?;
        Ok(Self { ends, text })
    }
}

/// Whether these are the ends of rows that together have this length.
fn divides(ends: &[u32], length: usize) -> bool {
    ends.is_sorted() && ends.last().copied().unwrap_or_default() as usize == length
}

/// A column of lists of ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "T: Serialize", deserialize = "T: Deserialize<'de>"))]
pub struct ListColumn<T: Clone + 'static = u32> {
    ends: Section<[u32]>,
    values: Section<[T]>,
}

impl<T: Clone + 'static> Default for ListColumn<T> {
    fn default() -> Self {
        Self { ends: Section::default(), values: Section::default() }
    }
}

impl<T: Item> Artefact for ListColumn<T> {
    fn write<'a>(&'a self, to: &mut SectionWriter<'a>) {
        to.field("ends", &self.ends);
        to.field("values", &self.values);
    }

    fn read(from: &SectionReader<'_>) -> Result<Self, EngineError> {
        let (ends, values): (Section<[u32]>, Section<[T]>) =
            (from.field("ends")?, from.field("values")?);
        from.check(divides(&ends, values.len()))?;
        Ok(Self { ends, values })
    }
}

impl<T: Clone + 'static> ListColumn<T> {
    /// Appends a row.
    ///
    /// # Panics
    /// If the column would hold more than 2³² values.
    pub fn push(&mut self, values: impl IntoIterator<Item = T>) {
        self.values.to_mut().extend(values);
        let end = u32::try_from(self.values.len()).expect("a list column stays below 2^32 values");
        self.ends.to_mut().push(end);
    }

    /// The list of a row; empty if there is no such row.
    pub fn get(&self, row: usize) -> &[T] {
        let start = row.checked_sub(1).and_then(|r| self.ends.get(r)).copied().unwrap_or(0);
        let end = self.ends.get(row).copied().unwrap_or(start);
        self.values.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The lists in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[T]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let row = self.values.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            row
        })
    }

    /// All values of all rows.
    pub fn values(&self) -> &[T] {
        &self.values
    }
}

impl<T: Clone + 'static, R: IntoIterator<Item = T>> FromIterator<R> for ListColumn<T> {
    fn from_iter<I: IntoIterator<Item = R>>(rows: I) -> Self {
        let mut column = Self::default();
        rows.into_iter().for_each(|row| column.push(row));
        column
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_come_back(mut rows in prop::collection::vec("\\PC{0,8}", 0..20), wanted in "\\PC{0,8}") {
            rows.sort();
            rows.dedup();
            let column: TextColumn = rows.iter().collect();
            prop_assert_eq!(column.iter().collect::<Vec<_>>(), rows.iter().collect::<Vec<_>>());
            prop_assert_eq!(column.binary_search(&wanted), rows.binary_search(&wanted).ok());
            prop_assert_eq!(column.get(rows.len()), "");
        }

        #[test]
        fn lists_come_back(rows in prop::collection::vec(prop::collection::vec(any::<u32>(), 0..5), 0..20)) {
            let column: ListColumn = rows.iter().cloned().collect();
            for (row, list) in rows.iter().enumerate() {
                prop_assert_eq!(column.get(row), list.as_slice());
            }
            prop_assert!(column.get(rows.len()).is_empty());
            prop_assert!(column.rows().eq(rows.iter().map(Vec::as_slice)));
        }
    }
}
