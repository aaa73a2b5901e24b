//! Describes source files before anything is built from them.

use crate::columns::Column;
use crate::error::PipelineError;
use crate::progress::Progress;
use crate::read::{Batch, FileKind, ReadError, Source, find_sources, for_each_batch};
use serde::Serialize;
use std::fmt;
use std::path::PathBuf;

/// The contents of source files.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// The files, in the order in which they are read.
    pub files: Vec<FileInspection>,
    /// Rows of tracks.
    pub track_rows: u64,
    /// Rows of artists.
    pub artist_rows: u64,
    /// Rows of lyrics.
    pub lyrics_rows: u64,
}

/// The contents of a file.
#[derive(Clone, Debug, Serialize)]
pub struct FileInspection {
    /// Its name.
    pub file: String,
    /// The kind that it was recognised as.
    pub kind: FileKind,
    /// Why it is skipped, if it is.
    pub skipped: Option<&'static str>,
    /// Number of rows.
    pub rows: u64,
    /// Rows that cannot be read, included in `rows`.
    pub malformed: u64,
    /// The columns that are used.
    pub columns: Vec<ColumnInspection>,
    /// Useful columns that it lacks.
    pub missing: Vec<&'static str>,
    /// The columns that are not used.
    pub unused: Vec<String>,
    /// The names that the header repeats.
    pub duplicates: Vec<String>,
}

/// The contents of a column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnInspection {
    /// Its own name.
    pub column: &'static str,
    /// Its name in the file.
    pub called: String,
    /// Number of empty cells.
    pub empty: u64,
}

impl Inspection {
    /// Reads the source files in `inputs`, which are files, archives or directories.
    ///
    /// # Errors
    /// If a file cannot be read or lacks a column that it must have.
    pub fn of(inputs: &[PathBuf], progress: Progress) -> Result<Self, PipelineError> {
        let sources = find_sources(inputs)?;
        let files: Result<Vec<FileInspection>, _> =
            sources.iter().map(|source| inspect(source, progress)).collect();
        let files = files?;
        let rows = |wanted: fn(FileKind) -> bool| {
            files.iter().filter(|file| wanted(file.kind)).map(|file| file.rows).sum()
        };
        Ok(Self {
            track_rows: rows(FileKind::has_tracks),
            artist_rows: rows(|kind| kind == FileKind::Artists),
            lyrics_rows: rows(|kind| kind == FileKind::Lyrics),
            files,
        })
    }
}

fn inspect(source: &Source, progress: Progress) -> Result<FileInspection, PipelineError> {
    let mut inspection = FileInspection::new(source);
    let step = format!("reading {}", source.name());
    progress.step(&step, source.size() as usize, |bar| {
        for_each_batch(source, &|bytes| bar.inc(bytes as u64), |batch| {
            inspection.add(source, &batch);
            Ok::<(), ReadError>(())
        })
    })?;
    Ok(inspection)
}

impl FileInspection {
    fn new(source: &Source) -> Self {
        let header = &source.header;
        let columns = header.columns().iter().map(|&(column, position)| ColumnInspection {
            column: column.name(),
            called: header.name_at(position).to_owned(),
            empty: 0,
        });
        Self {
            file: source.name(),
            kind: source.kind,
            skipped: source.kind.skipped(),
            rows: 0,
            malformed: 0,
            columns: columns.collect(),
            missing: source.kind.missing(header).map(Column::name).collect(),
            unused: header.unused().map(str::to_owned).collect(),
            duplicates: header.duplicates().into_iter().map(str::to_owned).collect(),
        }
    }

    fn add(&mut self, source: &Source, batch: &Batch) {
        self.rows += (batch.len() + batch.rejects.len()) as u64;
        self.malformed += batch.rejects.len() as u64;
        for (inspected, &(column, _)) in self.columns.iter_mut().zip(source.header.columns()) {
            inspected.empty += batch.empty_cells(column) as u64;
        }
    }
}

impl fmt::Display for Inspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.iter().try_for_each(|file| writeln!(f, "{file}"))?;
        let Self { track_rows, artist_rows, lyrics_rows, .. } = self;
        match track_rows {
            0 => write!(f, "no rows of tracks: there is nothing to build models from"),
            _ => write!(
                f,
                "{track_rows} rows of tracks, {artist_rows} of artists, {lyrics_rows} of lyrics"
            ),
        }
    }
}

impl fmt::Display for FileInspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, kind, rows, malformed, missing, unused, duplicates, .. } = self;
        writeln!(f, "{file}: {kind}, {rows} rows, {malformed} malformed")?;
        if let Some(reason) = self.skipped {
            writeln!(f, "  skipped: {reason}")?;
        }
        for ColumnInspection { column, called, empty } in &self.columns {
            let from = if column == called { String::new() } else { format!(", from {called:?}") };
            let share = 100.0 * *empty as f64 / (*rows).max(1) as f64;
            writeln!(f, "  {column:<18} {empty:>9} empty ({share:.1}%){from}")?;
        }
        write_names(f, "missing", missing)?;
        write_names(f, "not used", unused)?;
        write_names(f, "repeated in the header", duplicates)
    }
}

fn write_names(f: &mut fmt::Formatter<'_>, what: &str, names: &[impl AsRef<str>]) -> fmt::Result {
    if names.is_empty() {
        return Ok(());
    }
    let shown = |name: &str| if name.is_empty() { "(no name)".to_owned() } else { name.to_owned() };
    let names: Vec<String> = names.iter().map(|name| shown(name.as_ref())).collect();
    writeln!(f, "  {what}: {}", names.join(", "))
}
