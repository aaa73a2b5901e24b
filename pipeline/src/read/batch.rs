//! Reads the rows of a file into tables, batch by batch.

use super::columns::Column;
use super::decompress::unpacked;
use super::error::ReadError;
use super::sieve::{Sifted, sift};
use super::source::Source;
use crate::clean::{Reject, Tally};
use polars::prelude::{
    Column as Series, CsvReadOptions, DataFrame, DataType, Field, PolarsError, PolarsResult,
    Schema, SerReader, StringChunked,
};
use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

/// Some tens of thousands of well-formed rows, and the malformed ones between them.
#[derive(Debug)]
pub struct Batch {
    cells: [Option<StringChunked>; Column::COUNT],
    lines: Vec<u64>,
    /// The malformed rows.
    pub rejects: Vec<Reject>,
    /// What was repaired in the rows.
    pub tally: Tally,
}

impl Batch {
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

    /// How many cells of a column are empty.
    pub fn empty_cells(&self, column: Column) -> usize {
        let cells = self.cells[column.place()].as_ref();
        cells.map_or(self.len(), |cells| {
            cells.iter().filter(|cell| cell.is_none_or(|text| text.trim().is_empty())).count()
        })
    }
}

/// A row of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    batch: &'a Batch,
    row: usize,
}

impl<'a> Row<'a> {
    /// The cell of a column without blanks at its ends; none if it is empty.
    pub fn get(&self, column: Column) -> Option<&'a str> {
        let cells = self.batch.cells[column.place()].as_ref()?;
        cells.get(self.row).map(str::trim).filter(|text| !text.is_empty())
    }

    /// The line of the file on which the row begins.
    pub fn line(&self) -> u64 {
        self.batch.lines[self.row]
    }
}

/// Batches that may wait to be worked on, while the next one is unpacked and sifted.
const WAITING: usize = 1;

/// Hands the rows of a source to `work`, in order; `watch` sees how many bytes of the file were read.
///
/// # Errors
/// If the file cannot be read or unpacked, or if `work` fails.
pub fn for_each_batch<E: From<ReadError>>(
    source: &Source,
    watch: &(dyn Fn(usize) + Sync),
    mut work: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let (sender, receiver) = sync_channel(WAITING);
        let sifting = scope.spawn(move || send_batches(source, watch, &sender));
        let mut outcome = Ok(());
        for sifted in receiver {
            outcome = read_table(source, sifted).map_err(E::from).and_then(&mut work);
            if outcome.is_err() {
                break;
            }
        }
        let sifted = sifting.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        outcome.and(sifted.map_err(E::from))
    })
}

fn send_batches(
    source: &Source,
    watch: &(dyn Fn(usize) + Sync),
    sender: &SyncSender<Sifted>,
) -> Result<(), ReadError> {
    unpacked(&source.path, source.entry.as_deref(), watch, |reader| {
        sift(source, reader, &mut |sifted| match sender.send(sifted) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        })
    })
}

fn read_table(source: &Source, sifted: Sifted) -> Result<Batch, ReadError> {
    let Sifted { csv, lines, rejects, tally } = sifted;
    let columns: Vec<Column> = source.header.places().iter().map(|(column, _)| *column).collect();
    let cells = read_cells(csv, &columns, lines.len())
        .map_err(|error| ReadError::Table { file: source.name(), source: error })?;
    Ok(Batch { cells, lines, rejects, tally })
}

/// The columns of a CSV text without a header, all as text.
fn read_cells(
    csv: Vec<u8>,
    columns: &[Column],
    rows: usize,
) -> PolarsResult<[Option<StringChunked>; Column::COUNT]> {
    let mut cells = [const { None }; Column::COUNT];
    if rows == 0 {
        return Ok(cells);
    }
    let field = |column: &Column| Field::new(column.name().into(), DataType::String);
    let schema: Schema = columns.iter().map(field).collect();
    let options = CsvReadOptions::default()
        .with_has_header(false)
        .with_schema(Some(schema.into()))
        .with_rechunk(true);
    let table = options.into_reader_with_file_handle(Cursor::new(csv)).finish()?;
    check_height(&table, rows)?;
    for (column, series) in columns.iter().zip(table.columns()) {
        cells[column.place()] = Some(text_cells(series)?);
    }
    Ok(cells)
}

fn text_cells(series: &Series) -> PolarsResult<StringChunked> {
    series.str().cloned()
}

fn check_height(table: &DataFrame, rows: usize) -> PolarsResult<()> {
    if table.height() == rows {
        return Ok(());
    }
    let message = format!("{} rows were read of {rows}", table.height());
    Err(PolarsError::ComputeError(message.into()))
}
