//! `pipeline fill`.

use super::output;
use crate::error::PipelineError;
use engine::{Filler, Models};
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

/// Fill the empty audio features of a CSV file, such as a playlist export, from the catalogue of models.
#[derive(Debug, clap::Args)]
pub struct FillArgs {
    /// CSV file with track ids, or with titles and artists.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Models directory whose catalogue has the features.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// File to write, which must not exist.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command and prints how many rows were found.
///
/// # Errors
/// If the file or the models cannot be read, or the file cannot be written.
pub fn run(args: &FillArgs) -> Result<(), PipelineError> {
    let input = fs::read(&args.file).map_err(PipelineError::io(&args.file))?;
    let (_, models) = Models::open(&args.models)?;
    let (filled, report) = Filler::new(&models.tracks).fill(&input)?;
    let file = File::create_new(&args.out);
    file.and_then(|mut file| file.write_all(filled.as_bytes()))
        .map_err(PipelineError::io(&args.out))?;
    if args.json {
        return output::print_json(&report);
    }
    output::print(&format_args!(
        "{} rows: {} found by id, {} by title, {} not found; {} cells filled",
        report.rows, report.by_id, report.by_title, report.not_found, report.cells
    ))
}
