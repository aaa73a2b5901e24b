//! A batch of rows as columns of text.

use super::profile::Profile;
use crate::columns::{Column, Header};
use crate::rules::{Reject, Rule, Tally};
use polars::prelude::{StringChunked, StringChunkedBuilder};
use std::borrow::Cow;

/// Some tens of thousands of well-formed rows, and the malformed ones between them.
#[derive(Debug)]
pub struct Batch {
    cells: [Option<StringChunked>; Column::COUNT],
    lines: Vec<u64>,
    /// The malformed rows.
    pub rejects: Vec<Reject>,
    /// The repairs made while reading.
    pub tally: Tally,
    /// The units of the columns.
    pub profile: Profile,
}

impl Batch {
    /// The rows of a table whose first row is row `start` of its file.
    pub(super) fn of_table(
        cells: [Option<StringChunked>; Column::COUNT],
        start: usize,
        rows: usize,
    ) -> Self {
        let lines = (start as u64 + 1..).take(rows).collect();
        let (rejects, tally, profile) = Default::default();
        Self { cells, lines, rejects, tally, profile }
    }

    /// Number of well-formed rows.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are no well-formed rows.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// A well-formed row, from 0.
    pub fn row(&self, row: usize) -> Row<'_> {
        Row { batch: self, row }
    }

    /// All well-formed rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|row| self.row(row))
    }

    /// The cells of a column that are not empty.
    pub fn cells(&self, column: Column) -> Vec<&str> {
        self.rows().filter_map(|row| row.get(column)).collect()
    }
}

/// A row of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    batch: &'a Batch,
    row: usize,
}

impl<'a> Row<'a> {
    /// The trimmed cell of a column; none if it is empty.
    pub fn get(&self, column: Column) -> Option<&'a str> {
        let cells = self.batch.cells[column.index()].as_ref()?;
        cells.get(self.row).map(str::trim).filter(|text| !text.is_empty())
    }

    /// The units of the file's columns.
    pub fn profile(&self) -> &'a Profile {
        &self.batch.profile
    }

    /// The line of the file on which the row begins.
    pub fn line(&self) -> u64 {
        self.batch.lines[self.row]
    }
}

/// A batch ends at this many bytes or rows.
const MAX_BYTES: usize = 24 << 20;
pub(super) const MAX_ROWS: usize = 1 << 16;

/// Collects a batch row by row.
pub(super) struct BatchBuilder {
    columns: Vec<(Column, usize, StringChunkedBuilder)>,
    /// Whether the text was converted to UTF-8.
    converted: bool,
    lines: Vec<u64>,
    rejects: Vec<Reject>,
    tally: Tally,
    bytes: usize,
}

impl BatchBuilder {
    pub(super) fn new(header: &Header, converted: bool) -> Self {
        let columns = header.columns().iter().map(|&(column, position)| {
            (column, position, StringChunkedBuilder::new(column.name().into(), 0))
        });
        Self {
            columns: columns.collect(),
            converted,
            lines: Vec::new(),
            rejects: Vec::new(),
            tally: Tally::default(),
            bytes: 0,
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.lines.len() >= MAX_ROWS || self.bytes >= MAX_BYTES
    }

    /// Adds a row, whose fields `field` gives by position.
    pub(super) fn push<'a>(&mut self, line: u64, field: impl Fn(usize) -> &'a [u8]) {
        self.lines.push(line);
        for (column, position, cells) in &mut self.columns {
            let field = field(*position);
            self.bytes += field.len();
            let text = String::from_utf8_lossy(field);
            match text {
                Cow::Owned(_) => self.tally.count(Rule::InvalidUtf8, *column),
                Cow::Borrowed(text) if self.converted && !text.is_ascii() => {
                    self.tally.count(Rule::OtherEncoding, *column);
                }
                Cow::Borrowed(_) => {}
            }
            cells.append_value(text);
        }
    }

    pub(super) fn reject(&mut self, reject: Reject) {
        self.rejects.push(reject);
    }

    pub(super) fn finish(mut self) -> Batch {
        let mut cells = [const { None }; Column::COUNT];
        for (column, _, builder) in std::mem::take(&mut self.columns) {
            cells[column.index()] = Some(builder.finish());
        }
        let Self { lines, rejects, tally, .. } = self;
        Batch { cells, lines, rejects, tally, profile: Profile::default() }
    }
}
