//! Prints results on standard output.

use crate::error::PipelineError;
use serde::Serialize;
use std::fmt::Display;
use std::io::{ErrorKind, Write, stdout};
use std::path::Path;

/// Prints a result. A closed pipe, as with `| head`, is not an error.
pub(super) fn print(result: &impl Display) -> Result<(), PipelineError> {
    match writeln!(stdout().lock(), "{result}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(PipelineError::io(Path::new("standard output"))(error))
        }
        _ => Ok(()),
    }
}

/// Prints a result as indented JSON.
pub(super) fn print_json(result: &impl Serialize) -> Result<(), PipelineError> {
    print(&serde_json::to_string_pretty(result).unwrap_or_default())
}
