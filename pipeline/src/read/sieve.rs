//! Lets well-formed rows through, cut down to the columns that are used, and names the others.

use super::columns::Column;
use super::error::ReadError;
use super::records::{LONGEST, Record, Records};
use super::source::Source;
use crate::clean::{Reject, Rule, Tally};
use std::io::Read;
use std::ops::ControlFlow;

/// Well-formed rows as CSV, and what was found on the way to them.
#[derive(Debug, Default)]
pub(super) struct Sifted {
    /// The rows, without a header.
    pub(super) csv: Vec<u8>,
    /// The line of the file on which each row begins.
    pub(super) lines: Vec<u64>,
    /// The rows that are malformed.
    pub(super) rejects: Vec<Reject>,
    /// What was repaired.
    pub(super) tally: Tally,
}

/// A batch ends when it has so many bytes or rows.
const BATCH_BYTES: usize = 24 << 20;
const BATCH_ROWS: usize = 1 << 16;

/// Reads all rows of a source from `reader`, batch by batch, until `take` has enough.
pub(super) fn sift(
    source: &Source,
    reader: &mut dyn Read,
    take: &mut dyn FnMut(Sifted) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let io = |error| ReadError::Io { file: source.name(), source: error };
    let mut records = Records::new(reader, source.delimiter);
    records.next(None).map_err(io)?;
    loop {
        let (sifted, ended) = sift_batch(source, &mut records).map_err(io)?;
        if take(sifted).is_break() || ended {
            return Ok(());
        }
    }
}

fn sift_batch<R: Read>(
    source: &Source,
    records: &mut Records<R>,
) -> std::io::Result<(Sifted, bool)> {
    let width = source.header.names().len();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut sifted = Sifted::default();
    let mut ended = false;
    while sifted.lines.len() < BATCH_ROWS && writer.get_ref().len() < BATCH_BYTES {
        let Some(record) = records.next(Some(width))? else {
            ended = true;
            break;
        };
        if let Some(reject) = malformed(&record, width) {
            sifted.rejects.push(reject);
        } else {
            sifted.lines.push(line(&record));
            write_row(source, records, &mut writer, &mut sifted.tally)?;
        }
    }
    sifted.csv = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok((sifted, ended))
}

fn line(record: &Record) -> u64 {
    match *record {
        Record::Fields { line, .. } | Record::OpenQuote { line } | Record::TooLong { line } => line,
    }
}

/// Why a record is no row of a table with `width` columns.
fn malformed(record: &Record, width: usize) -> Option<Reject> {
    let (line, rule, reason) = match *record {
        Record::Fields { line, count } if count < width => {
            (line, Rule::ShortRow, format!("it has {count} of {width} fields"))
        }
        Record::Fields { line, count } if count > width => {
            (line, Rule::LongRow, format!("it has {count} fields instead of {width}"))
        }
        Record::Fields { .. } => return None,
        Record::OpenQuote { line } => {
            (line, Rule::OpenQuote, "a quotation mark on this line has no partner".to_owned())
        }
        Record::TooLong { line } => {
            (line, Rule::LongRow, format!("it has more than {LONGEST} bytes"))
        }
    };
    Some(Reject { line, rule, reason })
}

fn write_row<R: Read>(
    source: &Source,
    records: &Records<R>,
    writer: &mut csv::Writer<Vec<u8>>,
    tally: &mut Tally,
) -> std::io::Result<()> {
    for &(column, place) in source.header.places() {
        let field = records.field(place);
        match str::from_utf8(field) {
            Ok(_) => writer.write_field(field)?,
            Err(_) => writer.write_field(replaced(field, column, tally))?,
        }
    }
    writer.write_record(None::<&[u8]>)?;
    Ok(())
}

fn replaced(field: &[u8], column: Column, tally: &mut Tally) -> String {
    tally.count(Rule::InvalidUtf8, column);
    String::from_utf8_lossy(field).into_owned()
}
