//! What CSV files hold, before anything is made of them.

use crate::error::PipelineError;
use crate::progress::Progress;
use crate::read::{Batch, Column, FileKind, ReadError, Source, find_sources, for_each_batch};
use serde::Serialize;
use std::fmt;
use std::path::PathBuf;

/// What files hold, each and together.
#[derive(Clone, Debug, Serialize)]
pub struct Inspection {
    /// The files, in the order in which they are read.
    pub files: Vec<FileInspection>,
    /// Rows that become tracks.
    pub track_rows: u64,
    /// Rows that tell the genres of artists.
    pub artist_rows: u64,
    /// Rows with the words of tracks.
    pub lyrics_rows: u64,
}

/// What a file holds.
#[derive(Clone, Debug, Serialize)]
pub struct FileInspection {
    /// Its name.
    pub file: String,
    /// What it is taken for.
    pub kind: FileKind,
    /// Why it is left out, if it is.
    pub left_out: Option<&'static str>,
    /// Number of rows.
    pub rows: u64,
    /// Number of rows that are no rows of a table.
    pub malformed: u64,
    /// The columns that are used.
    pub columns: Vec<ColumnInspection>,
    /// Columns that such a file may have and this one has not.
    pub missing: Vec<&'static str>,
    /// The names of columns that are not used.
    pub unused: Vec<String>,
    /// The names that stand in the header more than once.
    pub duplicates: Vec<String>,
}

/// What a column holds.
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
    /// Reads the CSV files among `inputs`, which are files, archives or directories.
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
        let columns = header.places().iter().map(|&(column, place)| ColumnInspection {
            column: column.name(),
            called: header.name_at(place).to_owned(),
            empty: 0,
        });
        Self {
            file: source.name(),
            kind: source.kind,
            left_out: source.kind.left_out(),
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
        for (inspected, &(column, _)) in self.columns.iter_mut().zip(source.header.places()) {
            inspected.empty += batch.empty_cells(column) as u64;
        }
    }
}

impl fmt::Display for Inspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.files.iter().try_for_each(|file| writeln!(f, "{file}"))?;
        let Self { track_rows, artist_rows, lyrics_rows, .. } = self;
        match track_rows {
            0 => write!(f, "no rows of tracks: there is nothing to build models of"),
            _ => write!(
                f,
                "together: {track_rows} rows of tracks, {artist_rows} of artists, \
                 {lyrics_rows} of lyrics"
            ),
        }
    }
}

impl fmt::Display for FileInspection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, kind, rows, malformed, missing, unused, duplicates, .. } = self;
        writeln!(f, "{file}: {kind}, {rows} rows, {malformed} of them malformed")?;
        if let Some(reason) = self.left_out {
            writeln!(f, "  left out: {reason}")?;
        }
        for ColumnInspection { column, called, empty } in &self.columns {
            let from = if column == called { String::new() } else { format!(", from {called:?}") };
            let share = 100.0 * *empty as f64 / (*rows).max(1) as f64;
            writeln!(f, "  {column:<18} {empty:>9} empty ({share:.1}%){from}")?;
        }
        write_names(f, "missing", missing)?;
        write_names(f, "not used", unused)?;
        write_names(f, "twice in the header, the first counts", duplicates)
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
