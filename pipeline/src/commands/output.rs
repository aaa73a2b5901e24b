//! What the commands print.

use crate::error::PipelineError;
use serde::Serialize;
use std::fmt::Display;
use std::io::{ErrorKind, Write, stdout};

/// Prints a result on standard output. A reader that stops listening, such as `head`, is no error.
pub(super) fn print(result: &impl Display) -> Result<(), PipelineError> {
    match writeln!(stdout().lock(), "{result}") {
        Err(source) if source.kind() != ErrorKind::BrokenPipe => {
            Err(PipelineError::Io { path: "standard output".into(), source })
        }
        _ => Ok(()),
    }
}

/// Prints a result as indented JSON.
pub(super) fn print_json(result: &impl Serialize) -> Result<(), PipelineError> {
    print(&serde_json::to_string_pretty(result).unwrap_or_default())
}
