//! Recognises how a table is written, by the first bytes of its file.

use super::blanks::has_blanks_before_quotes;
use super::decompress::unpacked;
use super::error::ReadError;
use super::records::{Record, Records};
use super::{encoding, json, parquet};
use crate::columns::{Column, Header};
use encoding_rs::{Encoding, UTF_8};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How a table is written.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) format: Format,
    pub(super) encoding: &'static Encoding,
    pub(super) header: Header,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv {
        delimiter: u8,
        /// Whether there are blanks between delimiters and quotation marks.
        blanks: bool,
    },
    Json(json::Layout),
    Parquet,
}

/// Recognises the table in a file or an entry of an archive; `file` is its name in errors.
///
/// # Errors
/// If the file cannot be read or is not a table.
pub(super) fn recognise(path: &Path, entry: Option<&str>, file: &str) -> Result<Table, ReadError> {
    if entry.is_none() && is_parquet(path) {
        return parquet_table(path, file);
    }
    let sample = unpacked(path, entry, &|_| (), |reader| first_bytes(reader, file))?;
    let encoding = encoding::detect(&sample).ok_or_else(|| ReadError::NotText(file.to_owned()))?;
    let text = if encoding == UTF_8 {
        sample.strip_prefix(b"\xef\xbb\xbf").map_or(sample.clone(), <[u8]>::to_vec)
    } else {
        encoding.decode(&sample).0.into_owned().into_bytes()
    };
    let (format, header) = match json::layout(&text) {
        Some(layout) => (Format::Json(layout), json_header(&text, layout, file)?),
        None => csv_table(&text, file)?,
    };
    Ok(Table { format, encoding, header })
}

/// Enough to find the encoding and the header.
const SAMPLE_BYTES: u64 = 4 << 20;

fn first_bytes(reader: &mut dyn Read, file: &str) -> Result<Vec<u8>, ReadError> {
    let mut sample = Vec::new();
    let read = reader.take(SAMPLE_BYTES).read_to_end(&mut sample);
    read.map_err(|source| ReadError::Io { file: file.to_owned(), source })?;
    Ok(sample)
}

/// Whether a file is Parquet, judging by its first bytes.
fn is_parquet(path: &Path) -> bool {
    const MAGIC: &[u8; 4] = b"PAR1";
    let mut start = [0; MAGIC.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *MAGIC
}

fn parquet_table(path: &Path, file: &str) -> Result<Table, ReadError> {
    let error = |source| ReadError::Parquet { file: file.to_owned(), source };
    let mut header = Header::new(parquet::header_names(path).map_err(error)?);
    header.forget(Column::Album);
    Ok(Table { format: Format::Parquet, encoding: UTF_8, header })
}

fn json_header(text: &[u8], layout: json::Layout, file: &str) -> Result<Header, ReadError> {
    let names = json::header_names(text, layout);
    if names.is_empty() {
        return Err(ReadError::NotATable(file.to_owned()));
    }
    Ok(Header::new(names))
}

fn csv_table(text: &[u8], file: &str) -> Result<(Format, Header), ReadError> {
    let delimiter = delimiter(text);
    let blanks = has_blanks_before_quotes(text, delimiter);
    let mut records = Records::new(text, delimiter);
    let names = row(&mut records).ok_or_else(|| ReadError::Empty(file.to_owned()))?;
    let mut header = Header::new(names);
    let album = header.columns().iter().find(|(column, _)| *column == Column::Album);
    if let Some(&(_, position)) = album {
        let first = row(&mut records).unwrap_or_default();
        if first.get(position).is_none_or(|album| !album.starts_with('{')) {
            header.forget(Column::Album);
        }
    }
    Ok((Format::Csv { delimiter, blanks }, header))
}

/// The next record, which must end within the sample.
fn row(records: &mut Records<&[u8]>) -> Option<Vec<String>> {
    let Ok(Some(Record::Fields { count, .. })) = records.next(None) else {
        return None;
    };
    let field = |position| String::from_utf8_lossy(records.field(position)).trim().to_owned();
    Some((0..count).map(field).collect())
}

/// The separator that is most frequent in the header.
fn delimiter(text: &[u8]) -> u8 {
    let header =
        text.split(|&byte| byte == b'\n').find(|line| !line.is_empty()).unwrap_or_default();
    let count = |delimiter: u8| memchr::memchr_iter(delimiter, header).count();
    let others = [b';', b'\t'].into_iter().max_by_key(|&other| count(other));
    others.filter(|&other| count(other) > count(b',')).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters() {
        let check = |header: &str, expected: u8| {
            assert_eq!(delimiter(header.as_bytes()), expected, "{header}");
        };
        check("id,name\n1;2;3", b',');
        check("id;name;artists\n1,2,3,4", b';');
        check("id\tname\n", b'\t');
        check("id", b',');
    }
}
