//! Makes written files survive a power failure: data reaches the disk before the rename that shows it.

use crate::error::PipelineError;
use std::fs::{self, File};
use std::path::Path;

/// Flushes a directory and the files in it, but not its subdirectories, to disk.
pub(crate) fn sync_dir(dir: &Path) -> Result<(), PipelineError> {
    let io = PipelineError::io(dir);
    for entry in fs::read_dir(dir).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path.is_file() {
            sync(&path)?;
        }
    }
    sync(dir)
}

/// Flushes a file to disk, or on Unix the entries of a directory.
pub(crate) fn sync(path: &Path) -> Result<(), PipelineError> {
    if path.is_dir() && !cfg!(unix) {
        return Ok(());
    }
    File::open(path).and_then(|file| file.sync_all()).map_err(PipelineError::io(path))
}

/// Renames a file or directory that is already on disk, and waits until the new name is too.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), PipelineError> {
    fs::rename(from, to).map_err(PipelineError::io(to))?;
    sync_parent(to)
}

/// Flushes the directory that a path is in.
pub(crate) fn sync_parent(path: &Path) -> Result<(), PipelineError> {
    match path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) => sync(parent),
        None => sync(Path::new(".")),
    }
}
