//! Finds the source files and recognises what each of them holds.

use super::decompress::{Packing, packing, unpacked, zip_entries};
use super::error::ReadError;
use super::kind::FileKind;
use super::records::{Record, Records};
use crate::columns::Header;
use engine::FileFacts;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A CSV file, recognised by its header.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path, or that of the archive it is in.
    pub path: PathBuf,
    /// Its name within the archive at `path`, if that is one.
    pub entry: Option<String>,
    /// What it holds.
    pub kind: FileKind,
    /// Its columns.
    pub header: Header,
    /// The byte between fields.
    pub(super) delimiter: u8,
}

impl Source {
    /// The name to show, such as `data.csv` or `data.zip/data.csv`.
    pub fn name(&self) -> String {
        display_name(&self.path, self.entry.as_deref())
    }

    /// Size on disk in bytes; 0 if unknown.
    pub fn size(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |metadata| metadata.len())
    }
}

fn display_name(path: &Path, entry: Option<&str>) -> String {
    let file =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into());
    entry.map_or(file.clone(), |entry| format!("{file}/{entry}"))
}

/// Finds and recognises the CSV files in `inputs`: files, archives and directories. Files with tracks
/// come first, then the other kinds; within a kind, files keep the order given, and those of a
/// directory are sorted by name.
///
/// # Errors
/// If an input does not exist, cannot be read, has no CSV file or lacks a required column, or if a file
/// that was named itself (not found in a directory) has no known columns.
pub fn find_sources(inputs: &[PathBuf]) -> Result<Vec<Source>, ReadError> {
    let mut sources = Vec::new();
    for input in inputs {
        if !input.exists() {
            return Err(ReadError::NotFound(input.clone()));
        }
        let files = if input.is_dir() { csv_files(input)? } else { vec![input.clone()] };
        for file in files {
            sources.extend(open(&file, !input.is_dir())?);
        }
    }
    sources.sort_by_key(|source| source.kind);
    Ok(sources)
}

fn csv_files(dir: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let io = |source| ReadError::Io { file: dir.display().to_string(), source };
    let entries: Result<Vec<_>, _> = fs::read_dir(dir).map_err(io)?.collect();
    let paths = entries.map_err(io)?.into_iter().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.is_file() && is_csv_name(path)).collect();
    files.sort();
    if files.is_empty() {
        return Err(ReadError::NoCsv(dir.to_owned()));
    }
    Ok(files)
}

fn is_csv_name(path: &Path) -> bool {
    let name =
        path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let endings = [".csv", ".csv.gz", ".csv.zst", ".zip"];
    !name.starts_with('.') && endings.iter().any(|ending| name.ends_with(ending))
}

fn open(path: &Path, must_be_known: bool) -> Result<Vec<Source>, ReadError> {
    let io = |source| ReadError::Io { file: path.display().to_string(), source };
    let mut file = File::open(path).map_err(io)?;
    let entries = match packing(&mut file).map_err(io)? {
        Packing::Zip => zip_entries(file, path)?.into_iter().map(Some).collect(),
        _ => vec![None],
    };
    let must_be_known = must_be_known && entries.len() == 1;
    entries.into_iter().map(|entry| recognise(path, entry, must_be_known)).collect()
}

fn recognise(path: &Path, entry: Option<String>, must_be_known: bool) -> Result<Source, ReadError> {
    let file = display_name(path, entry.as_deref());
    let start = unpacked(path, entry.as_deref(), &|_| (), |reader| first_bytes(reader, &file))?;
    check_encoding(&start, &file)?;
    let delimiter = delimiter(&start);
    let names = header_names(&start, delimiter).ok_or_else(|| ReadError::Empty(file.clone()))?;
    let header = Header::new(names);
    let kind = FileKind::of(&header);
    kind.check(&file, &header)?;
    if kind == FileKind::Unknown && must_be_known {
        return Err(ReadError::Unrecognised { file, header: header.names().to_vec() });
    }
    Ok(Source { path: path.to_owned(), entry, kind, header, delimiter })
}

/// The header must end within this many bytes.
const HEADER_BYTES: u64 = 1 << 16;

fn first_bytes(reader: &mut dyn Read, file: &str) -> Result<Vec<u8>, ReadError> {
    let mut start = Vec::new();
    let read = reader.take(HEADER_BYTES).read_to_end(&mut start);
    read.map_err(|source| ReadError::Io { file: file.to_owned(), source })?;
    Ok(start)
}

fn check_encoding(start: &[u8], file: &str) -> Result<(), ReadError> {
    if start.starts_with(PARQUET) {
        return Err(ReadError::Parquet(file.to_owned()));
    }
    let encoding = match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        _ if start.iter().take(4).any(|&byte| byte == 0) => "UTF-16, or is not text",
        _ => return Ok(()),
    };
    Err(ReadError::Encoding { file: file.to_owned(), encoding })
}

/// The separator that is most frequent in the header.
fn delimiter(start: &[u8]) -> u8 {
    let header =
        start.split(|&byte| byte == b'\n').find(|line| !line.is_empty()).unwrap_or_default();
    let count = |delimiter: u8| memchr::memchr_iter(delimiter, header).count();
    let others = [b';', b'\t'].into_iter().max_by_key(|&other| count(other));
    others.filter(|&other| count(other) > count(b',')).unwrap_or(b',')
}

fn header_names(start: &[u8], delimiter: u8) -> Option<Vec<String>> {
    let mut records = Records::new(start, delimiter);
    let Ok(Some(Record::Fields { count, .. })) = records.next(None) else {
        return None;
    };
    let name = |position| String::from_utf8_lossy(records.field(position)).trim().to_owned();
    Some((0..count).map(name).collect())
}

/// Whether a file is Parquet, judging by its first bytes.
pub fn is_parquet(path: &Path) -> bool {
    let mut start = [0; PARQUET.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == *PARQUET
}

const PARQUET: &[u8; 4] = b"PAR1";

/// Name, size and SHA-256 of a file.
///
/// # Errors
/// If it cannot be read.
pub fn file_facts(path: &Path) -> Result<FileFacts, ReadError> {
    let name = display_name(path, None);
    let facts = hash(path).map(|(bytes, sha256)| FileFacts { name: name.clone(), bytes, sha256 });
    facts.map_err(|source| ReadError::Io { file: name, source })
}

fn hash(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let bytes = io::copy(&mut file, &mut digest)?;
    Ok((bytes, format!("{:x}", digest.finalize())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, expected: u8) {
        assert_eq!(delimiter(header.as_bytes()), expected, "{header}");
    }

    #[test]
    fn delimiters() {
        check("id,name\n1;2;3", b',');
        check("id;name;artists\n1,2,3,4", b';');
        check("id\tname\n", b'\t');
        check("id", b',');
    }

    #[test]
    fn encodings_other_than_utf_8_are_refused() {
        assert!(check_encoding(b"\xff\xfei\0d\0", "f").is_err());
        assert!(check_encoding(b"i\0d\0", "f").is_err());
        assert!(check_encoding(b"PAR1\x15\x04", "f").is_err());
        assert!(check_encoding("id,näme".as_bytes(), "f").is_ok());
    }

    #[test]
    fn missing_inputs_are_named() {
        let error = find_sources(&["no/such/file.csv".into()]).expect_err("missing");
        assert!(error.to_string().contains("no/such/file.csv does not exist"), "{error}");
    }
}
