use super::kind::FileKind;
use std::io;
use std::path::PathBuf;

/// Why a file of a catalogue cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is no such file or directory.
    #[error("{} does not exist: check the path, or give a directory with CSV files", .0.display())]
    NotFound(PathBuf),
    /// A file cannot be read.
    #[error("{file} cannot be read: {source}")]
    Io {
        /// The file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// A compressed file is damaged or is no such file.
    #[error("{file} cannot be unpacked: {reason}; download it again or give it as plain CSV")]
    Unpack {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A directory or an archive has no CSV file.
    #[error(
        "{} holds no CSV file: files are called *.csv, *.csv.gz, *.csv.zst or *.zip", .0.display()
    )]
    NoCsv(PathBuf),
    /// A file has no header.
    #[error("{0} is empty: its first line must name the columns")]
    Empty(String),
    /// A file is text of another encoding.
    #[error("{file} is written in {encoding}: save it as UTF-8")]
    Encoding {
        /// The file.
        file: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// A file is Parquet where CSV is read.
    #[error(
        "{0} is Parquet: `pipeline build` takes a catalogue that `pipeline clean` has written, and \
         everything else is read from CSV"
    )]
    Parquet(String),
    /// A file that should have playlists has something else.
    #[error("{file} holds {kind}: playlists have the columns playlist_id and track_id")]
    NoPlaylists {
        /// The file.
        file: String,
        /// What it holds.
        kind: FileKind,
    },
    /// Nothing in a file's header is known.
    #[error(
        "{file} is no file of tracks, artists or lyrics; its columns are {}: rename them, \
         `pipeline inspect --columns` lists the names that are understood", header.join(", ")
    )]
    Unrecognised {
        /// The file.
        file: String,
        /// The names of its columns.
        header: Vec<String>,
    },
    /// A column that no file of the kind can do without is missing.
    #[error(
        "{file} has no column `{column}`, which a file of {kind} must have: rename the one that \
         holds it; accepted names are {}", accepted.join(", ")
    )]
    MissingColumn {
        /// The file.
        file: String,
        /// What the file was taken for.
        kind: FileKind,
        /// The column's own name.
        column: &'static str,
        /// All names that it may have.
        accepted: &'static [&'static str],
    },
    /// None of the files has tracks.
    #[error(
        "none of the files has tracks: {files}; add one with at least the columns id, name and \
         artists"
    )]
    NoTracksFile {
        /// What was found instead.
        files: String,
    },
    /// polars failed, although the rows were checked.
    #[error("{file} cannot be read as a table: {source}")]
    Table {
        /// The file.
        file: String,
        /// What polars said.
        source: polars::error::PolarsError,
    },
}
