//! `pipeline inspect`.

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
        Column::all()
            .for_each(|column| println!("{:<18} {}", column.name(), column.names().join(", ")));
        return Ok(());
    }
    let inspection = Inspection::of(&args.data, progress)?;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&inspection).unwrap_or_default());
    } else {
        println!("{inspection}");
    }
    Ok(())
}
