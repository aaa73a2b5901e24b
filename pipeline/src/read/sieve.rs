//! Sorts the records of a CSV text into well-formed rows and rejected ones.

use super::batch::{Batch, BatchBuilder};
use super::records::{MAX_RECORD_BYTES, Record, Records};
use crate::columns::Header;
use crate::rules::{Reject, Rule};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// Reads all rows of a CSV text, batch by batch, until `take` breaks off.
pub(super) fn sift(
    header: &Header,
    delimiter: u8,
    converted: bool,
    reader: impl Read,
    take: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut records = Records::new(reader, delimiter);
    records.next(None)?;
    loop {
        let batch = BatchBuilder::new(header, converted);
        let (batch, ended) = next_batch(header.names().len(), batch, &mut records)?;
        if take(batch).is_break() || ended {
            return Ok(());
        }
    }
}

/// The next batch, and whether it is the last.
fn next_batch<R: Read>(
    width: usize,
    mut batch: BatchBuilder,
    records: &mut Records<R>,
) -> io::Result<(Batch, bool)> {
    while !batch.is_full() {
        let Some(record) = records.next(Some(width))? else {
            return Ok((batch.finish(), true));
        };
        match check(&record, width) {
            Ok(line) => batch.push(line, |position| records.field(position)),
            Err(reject) => batch.reject(reject),
        }
    }
    Ok((batch.finish(), false))
}

/// The line of a record that is a row of a table with `width` columns.
fn check(record: &Record, width: usize) -> Result<u64, Reject> {
    let (line, rule, reason) = match *record {
        Record::Fields { line, count } if count < width => {
            (line, Rule::ShortRow, format!("{count} of {width} fields"))
        }
        Record::Fields { line, count } if count > width => {
            (line, Rule::LongRow, format!("{count} fields instead of {width}"))
        }
        Record::Fields { line, .. } => return Ok(line),
        Record::OpenQuote { line } => {
            (line, Rule::OpenQuote, "unbalanced quotation mark on this line".to_owned())
        }
        Record::TooLong { line } => {
            (line, Rule::LongRow, format!("more than {MAX_RECORD_BYTES} bytes"))
        }
    };
    Err(Reject { line, rule, reason })
}
