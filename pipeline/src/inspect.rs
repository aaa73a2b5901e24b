//! Describes source files before anything is built from them.

use crate::clean::check;
use crate::columns::Column;
use crate::error::PipelineError;
use crate::progress::Progress;
use crate::read::{Batch, FileKind, ReadError, Source, find_sources, for_each_batch};
use crate::rules::{Effect, Rule, Tally};
use engine::numeric::float_from_u64;
use serde::Serialize;
use std::collections::BTreeMap;
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
    /// The encoding of its text.
    pub encoding: &'static str,
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
    #[serde(skip)]
    tally: Tally,
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
    /// Number of other cells whose values cannot be used; if there are many, the column may have been
    /// recognised wrongly.
    pub invalid: u64,
    /// Number of values that each rule repairs.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub repaired: BTreeMap<&'static str, u64>,
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
    progress.step(&step, source.size(), |bar| {
        for_each_batch(source, &|bytes| bar.inc(bytes as u64), |batch| {
            inspection.add(source, &batch);
            Ok::<(), ReadError>(())
        })
    })?;
    inspection.count_rules(source);
    Ok(inspection)
}

impl FileInspection {
    fn new(source: &Source) -> Self {
        let header = &source.header;
        let columns = header.columns().iter().map(|&(column, position)| ColumnInspection {
            column: column.name(),
            called: header.name_at(position).to_owned(),
            empty: 0,
            invalid: 0,
            repaired: BTreeMap::new(),
        });
        Self {
            file: source.name(),
            kind: source.kind,
            skipped: source.kind.skipped(),
            encoding: source.encoding(),
            rows: 0,
            malformed: 0,
            columns: columns.collect(),
            missing: source.kind.missing(header).map(Column::name).collect(),
            unused: header.unused().map(str::to_owned).collect(),
            duplicates: header.duplicates().into_iter().map(str::to_owned).collect(),
            tally: Tally::default(),
        }
    }

    fn add(&mut self, source: &Source, batch: &Batch) {
        self.rows += (batch.len() + batch.rejects.len()) as u64;
        self.malformed += batch.rejects.len() as u64;
        for (inspected, &(column, _)) in self.columns.iter_mut().zip(source.header.columns()) {
            inspected.empty += (batch.len() - batch.cells(column).len()) as u64;
        }
        self.tally.add(&check(source.kind, batch));
    }

    fn count_rules(&mut self, source: &Source) {
        for (rule, column, count) in self.tally.iter() {
            let columns = source.header.columns();
            let Some(at) = columns.iter().position(|(found, _)| Some(*found) == column) else {
                continue;
            };
            match rule.effect() {
                Effect::Forgets => self.columns[at].invalid += count,
                Effect::Repairs => drop(self.columns[at].repaired.insert(rule.name(), count)),
                Effect::Rejects | Effect::Merges => {}
            }
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
        let Self { file, kind, rows, malformed, encoding, missing, unused, duplicates, .. } = self;
        writeln!(f, "{file}: {kind}, {rows} rows, {malformed} malformed")?;
        if let Some(reason) = self.skipped {
            writeln!(f, "  skipped: {reason}")?;
        }
        if *encoding != "UTF-8" {
            writeln!(f, "  encoding: {encoding}")?;
        }
        self.columns.iter().try_for_each(|column| column.write(f, *rows))?;
        if self.tally.total(Rule::MadeId) > 0 {
            writeln!(
                f,
                "  no id in {} rows: made from title, artists and length",
                self.tally.total(Rule::MadeId)
            )?;
        }
        write_names(f, "missing", missing)?;
        write_names(f, "not used", unused)?;
        write_names(f, "repeated in the header", duplicates)
    }
}

impl ColumnInspection {
    fn write(&self, f: &mut fmt::Formatter<'_>, rows: u64) -> fmt::Result {
        let Self { column, called, empty, invalid, repaired } = self;
        let share = |count: u64, of: u64| 100.0 * float_from_u64(count) / float_from_u64(of.max(1));
        write!(f, "  {column:<18} {empty:>9} empty ({:.1}%)", share(*empty, rows))?;
        if column != called {
            write!(f, ", from {called:?}")?;
        }
        if *invalid > 0 {
            let share = share(*invalid, rows.saturating_sub(*empty));
            let doubt = if share > 50.0 { ": is this the right column?" } else { "" };
            write!(f, ", {invalid} invalid ({share:.1}%){doubt}")?;
        }
        for (rule, count) in repaired {
            write!(f, ", {count} {rule}")?;
        }
        writeln!(f)
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
