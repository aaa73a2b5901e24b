//! Reads Parquet files with polars, some row groups at a time.

use super::batch::{Batch, MAX_ROWS};
use crate::columns::{Column, Header};
use polars::prelude::{
    AnyValue, DataType, ParquetReader, PolarsResult, SerReader, Series, StringChunked,
    StringChunkedBuilder,
};
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

/// The names of the columns.
pub(super) fn header_names(path: &Path) -> PolarsResult<Vec<String>> {
    let schema = ParquetReader::new(File::open(path)?).schema()?;
    Ok(schema.iter_names().map(ToString::to_string).collect())
}

/// Reads all rows, batch by batch, until `take` breaks off.
pub(super) fn read(
    path: &Path,
    header: &Header,
    take: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> PolarsResult<()> {
    let rows = ParquetReader::new(File::open(path)?).num_rows()?;
    for start in (0..rows).step_by(MAX_ROWS) {
        if take(slice(path, header, start)?).is_break() {
            break;
        }
    }
    Ok(())
}

fn slice(path: &Path, header: &Header, start: usize) -> PolarsResult<Batch> {
    let names = header.columns().iter().map(|&(_, position)| header.name_at(position).to_owned());
    let table = ParquetReader::new(File::open(path)?)
        .with_columns(Some(names.collect()))
        .with_slice(Some((start, MAX_ROWS)))
        .finish()?;
    let mut cells = [const { None }; Column::COUNT];
    for &(column, position) in header.columns() {
        let series = table.column(header.name_at(position))?.as_materialized_series();
        cells[column.index()] = Some(texts(series)?);
    }
    Ok(Batch::of_table(cells, start, table.height()))
}

/// The cells as a CSV file would have them; lists become JSON.
fn texts(series: &Series) -> PolarsResult<StringChunked> {
    match series.dtype() {
        DataType::String => series.str().cloned(),
        DataType::List(_) => {
            let mut builder = StringChunkedBuilder::new(series.name().clone(), series.len());
            for value in series.iter() {
                builder.append_option(list_text(&value));
            }
            Ok(builder.finish())
        }
        _ => series.cast(&DataType::String)?.str().cloned(),
    }
}

fn list_text(value: &AnyValue<'_>) -> Option<String> {
    let AnyValue::List(entries) = value else { return None };
    let entries: Vec<String> = entries.str().ok()?.iter().flatten().map(str::to_owned).collect();
    serde_json::to_string(&entries).ok()
}
