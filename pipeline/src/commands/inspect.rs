//! `pipeline inspect`.

use super::output;
use crate::error::PipelineError;
use crate::inspect::Inspection;
use crate::progress::Progress;
use crate::read::Column;
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

/// Runs the command; what is found goes to standard output.
///
/// # Errors
/// If a file cannot be read.
pub fn run(args: &InspectArgs, progress: Progress) -> Result<(), PipelineError> {
    if args.columns {
        return Column::all().try_for_each(|column| {
            output::print(&format_args!("{:<18} {}", column.name(), column.names().join(", ")))
        });
    }
    let inspection = Inspection::of(&args.data, progress)?;
    if args.json { output::print_json(&inspection) } else { output::print(&inspection) }
}
