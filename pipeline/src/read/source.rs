//! Finds the source files and recognises what each of them holds.

use super::decompress::{Packing, packing, zip_entries};
use super::error::ReadError;
use super::kind::FileKind;
use super::table::{Format, Table, recognise};
use crate::columns::Header;
use encoding_rs::Encoding;
use engine::FileFacts;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A table in a file or an archive, recognised by its header.
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
    pub(super) format: Format,
    pub(super) encoding: &'static Encoding,
}

impl Source {
    /// The name to show, such as `data.csv` or `data.zip/data.csv`.
    pub fn name(&self) -> String {
        display_name(&self.path, self.entry.as_deref())
    }

    /// The name of the text's encoding, such as `UTF-8`.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// Whether blanks between delimiters and quotation marks are skipped.
    pub fn skips_blanks(&self) -> bool {
        matches!(self.format, Format::Csv { blanks: true, .. })
    }

    /// Size on disk in bytes; 0 if unknown.
    pub fn size(&self) -> usize {
        let bytes = fs::metadata(&self.path).map_or(0, |metadata| metadata.len());
        bytes.try_into().unwrap_or(usize::MAX)
    }
}

fn display_name(path: &Path, entry: Option<&str>) -> String {
    let file =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into());
    entry.map_or(file.clone(), |entry| format!("{file}/{entry}"))
}

/// Finds and recognises the tables in `inputs`: files, archives and directories. Files with tracks come
/// first, then the other kinds; within a kind, files keep the order given, and those of a directory are
/// sorted by name.
///
/// # Errors
/// If an input does not exist, cannot be read, has no tables or lacks a required column, or if a file
/// that was named itself (not found in a directory) has no known columns.
pub fn find_sources(inputs: &[PathBuf]) -> Result<Vec<Source>, ReadError> {
    let mut sources = Vec::new();
    for input in inputs {
        if !input.exists() {
            return Err(ReadError::NotFound(input.clone()));
        }
        let files = if input.is_dir() { table_files(input)? } else { vec![input.clone()] };
        for file in files {
            sources.extend(open(&file, !input.is_dir())?);
        }
    }
    if !sources.iter().any(|source| source.kind.has_tracks()) {
        sources.iter_mut().for_each(use_lyrics_as_songs);
    }
    sources.sort_by_key(|source| source.kind);
    Ok(sources)
}

/// A file with ids, names, artists and lyrics adds lyrics to the tracks of other files, but where there
/// are none, it is the catalogue.
fn use_lyrics_as_songs(source: &mut Source) {
    if source.kind == FileKind::Lyrics
        && FileKind::Songs.required().iter().all(|&column| source.header.has(column))
    {
        source.kind = FileKind::Songs;
    }
}

fn table_files(dir: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let io = |source| ReadError::Io { file: dir.display().to_string(), source };
    let entries: Result<Vec<_>, _> = fs::read_dir(dir).map_err(io)?.collect();
    let paths = entries.map_err(io)?.into_iter().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.is_file() && is_table_name(path)).collect();
    files.sort();
    if files.is_empty() {
        return Err(ReadError::NoTables(dir.to_owned()));
    }
    Ok(files)
}

fn is_table_name(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let name = name.unwrap_or_default();
    is_text_name(&name) || !name.starts_with('.') && ends_with_any(&name, &[".zip", ".parquet"])
}

/// Whether a file is named like a CSV or JSON file, compressed or not.
fn is_text_name(name: &str) -> bool {
    let name = name.to_lowercase();
    let plain = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending));
    let endings = [".csv", ".tsv", ".json", ".jsonl", ".ndjson"];
    !name.starts_with('.') && ends_with_any(plain.unwrap_or(&name), &endings)
}

fn ends_with_any(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

fn open(path: &Path, named: bool) -> Result<Vec<Source>, ReadError> {
    let io = |source| ReadError::Io { file: path.display().to_string(), source };
    let mut file = File::open(path).map_err(io)?;
    let entries = match packing(&mut file).map_err(io)? {
        Packing::Zip => zip_entries(file, path, is_text_name)?.into_iter().map(Some).collect(),
        _ => vec![None],
    };
    let named = named && entries.len() == 1;
    let mut sources = Vec::new();
    for entry in entries {
        let file = display_name(path, entry.as_deref());
        match recognise(path, entry.as_deref(), &file) {
            // JSON files may hold anything.
            Err(ReadError::NotATable(_)) if !named => {}
            table => sources.push(source(path, entry, file, table?, named)?),
        }
    }
    Ok(sources)
}

fn source(
    path: &Path,
    entry: Option<String>,
    file: String,
    table: Table,
    named: bool,
) -> Result<Source, ReadError> {
    let Table { format, encoding, mut header } = table;
    let kind = FileKind::of(&header);
    kind.unused().iter().for_each(|column| header.forget(*column));
    if let Some(column) = kind.lacks(&header) {
        let (column, accepted) = (column.name(), column.names());
        return Err(ReadError::MissingColumn { file, kind, column, accepted });
    }
    match kind {
        FileKind::ListeningHistory if named => Err(ReadError::ListeningHistory(file)),
        FileKind::Unknown if named => {
            Err(ReadError::Unrecognised { file, header: header.names().to_vec() })
        }
        _ => Ok(Source { path: path.to_owned(), entry, kind, header, format, encoding }),
    }
}

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

    #[test]
    fn missing_inputs_are_named() {
        let error = find_sources(&["no/such/file.csv".into()]).expect_err("missing");
        assert!(error.to_string().contains("no/such/file.csv does not exist"), "{error}");
    }

    #[test]
    fn table_names() {
        let check = |name: &str, expected| {
            assert_eq!(is_table_name(Path::new(name)), expected, "{name}");
        };
        check("a.csv", true);
        check("A.CSV.GZ", true);
        check("a.jsonl.zst", true);
        check("a.parquet", true);
        check("a.zip", true);
        check(".a.csv", false);
        check("a.txt", false);
    }
}
