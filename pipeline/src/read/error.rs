use super::kind::FileKind;
use std::io;
use std::path::PathBuf;

/// Why a source file cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No such file or directory.
    #[error("{} does not exist: check the path", .0.display())]
    NotFound(PathBuf),
    /// A file cannot be read.
    #[error("cannot read {file}: {source}")]
    Io {
        /// The file.
        file: String,
        /// The system's error.
        source: io::Error,
    },
    /// A compressed file is damaged, or is not compressed.
    #[error("cannot unpack {file}: {reason}; download it again, or unpack it yourself")]
    Unpack {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A directory or an archive has no tables.
    #[error(
        "{} has no tables: their names end in .csv, .tsv, .json, .jsonl or .parquet, or in .gz, .zst \
         or .zip after that", .0.display()
    )]
    NoTables(PathBuf),
    /// A file has no header.
    #[error("{0} is empty: its first line must name the columns")]
    Empty(String),
    /// A file is not text.
    #[error("{0} is not text: give a CSV, JSON or Parquet file")]
    NotText(String),
    /// A JSON file is not a table.
    #[error("{0} is not a table: a JSON file holds an object per line, or one array of objects")]
    NotATable(String),
    /// A Parquet file cannot be read.
    #[error("cannot read the Parquet file {file}: {source}")]
    Parquet {
        /// The file.
        file: String,
        /// What polars says.
        source: polars::error::PolarsError,
    },
    /// A file tells when tracks were played.
    #[error(
        "{0} is a listening history, which says when songs were played but not how they sound: give \
         a file of tracks, such as a playlist export with audio features"
    )]
    ListeningHistory(String),
    /// A file that should have playlists has something else.
    #[error("{file} holds {kind}: a file of playlists has the columns playlist_id and track_id")]
    NoPlaylists {
        /// The file.
        file: String,
        /// What it holds.
        kind: FileKind,
    },
    /// No column of a file is known.
    #[error(
        "{file} has no known columns ({}): rename them; `pipeline inspect --columns` lists the names \
         that are understood", header.join(", ")
    )]
    Unrecognised {
        /// The file.
        file: String,
        /// The names of its columns.
        header: Vec<String>,
    },
    /// A column that a file of this kind must have is missing.
    #[error(
        "{file} has no column `{column}`, which a file of {kind} must have: rename the one that \
         holds it to one of {}", accepted.join(", ")
    )]
    MissingColumn {
        /// The file.
        file: String,
        /// The kind that the file was recognised as.
        kind: FileKind,
        /// The column's own name.
        column: &'static str,
        /// All names that it may have.
        accepted: &'static [&'static str],
    },
    /// No file has tracks.
    #[error("no file has tracks: {files}; add one with at least the columns id, name and artists")]
    NoTracksFile {
        /// What was found instead.
        files: String,
    },
}
