//! `pipeline inspect`.

use super::output;
use crate::columns::Column;
use crate::error::PipelineError;
use crate::inspect::Inspection;
use crate::progress::Progress;
use std::path::PathBuf;

/// Show what source files hold, without building anything.
#[derive(Debug, clap::Args)]
pub struct InspectArgs {
    /// Source files, archives or directories of them.
    #[arg(long, required_unless_present = "columns", num_args = 1.., value_name = "PATH")]
    data: Vec<PathBuf>,
    /// List the columns that are understood, each with all its names.
    #[arg(long)]
    columns: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
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
