//! `pipeline inspect`.

use crate::error::PipelineError;
use crate::progress::Progress;
use crate::read::{Batch, Column, FileKind, Source, find_sources, for_each_batch};
use serde::Serialize;
use std::path::PathBuf;

/// Says what CSV files hold, before anything is built of them.
#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// CSV files, or a directory of them.
    #[arg(required_unless_present = "columns", value_name = "PATH")]
    data: Vec<PathBuf>,
    /// List the columns that are understood, with all names that each may have.
    #[arg(long)]
    columns: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What a file holds.
#[derive(Debug, Serialize)]
struct Inspection {
    file: String,
    kind: FileKind,
    left_out: Option<&'static str>,
    rows: u64,
    malformed: u64,
    columns: Vec<ColumnInspection>,
    unused: Vec<String>,
    duplicates: Vec<String>,
}

/// What a column holds.
#[derive(Debug, Serialize)]
struct ColumnInspection {
    column: &'static str,
    called: String,
    empty: u64,
}

/// Runs the command; what is found goes to standard output.
///
/// # Errors
/// If a file cannot be read.
pub fn run(args: &InspectArgs, progress: Progress) -> Result<(), PipelineError> {
    if args.columns {
        Column::all()
            .for_each(|column| println!("{:<18} {}", column.name(), column.names().join(", ")));
        return Ok(());
    }
    let sources = find_sources(&args.data)?;
    let inspections: Result<Vec<Inspection>, _> =
        sources.iter().map(|source| inspect(source, progress)).collect();
    print(&inspections?, args.json);
    Ok(())
}

fn inspect(source: &Source, progress: Progress) -> Result<Inspection, PipelineError> {
    let mut inspection = Inspection::new(source);
    let step = format!("reading {}", source.name());
    progress.step(&step, source.size() as usize, |bar| {
        for_each_batch(source, &|bytes| bar.inc(bytes as u64), |batch| {
            inspection.add(source, &batch);
            Ok::<(), PipelineError>(())
        })
    })?;
    Ok(inspection)
}

impl Inspection {
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

fn print(inspections: &[Inspection], json: bool) {
    if json {
        println!("{}", serde_json::to_string_pretty(inspections).unwrap_or_default());
        return;
    }
    inspections.iter().for_each(print_one);
}

fn print_one(inspection: &Inspection) {
    let Inspection { file, kind, rows, malformed, unused, duplicates, .. } = inspection;
    println!("{file}: {kind}, {rows} rows, {malformed} of them malformed");
    if let Some(reason) = inspection.left_out {
        println!("  left out: {reason}");
    }
    for ColumnInspection { column, called, empty } in &inspection.columns {
        let from = if column == called { String::new() } else { format!(", from {called:?}") };
        let share = 100.0 * *empty as f64 / (*rows).max(1) as f64;
        println!("  {column:<18} {empty:>9} empty ({share:.1}%){from}");
    }
    if !unused.is_empty() {
        println!("  not used: {}", unused.join(", "));
    }
    if !duplicates.is_empty() {
        println!("  twice in the header, the first counts: {}", duplicates.join(", "));
    }
}
