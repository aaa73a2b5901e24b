//! Puts finished models in place, so that readers see the old ones or the new ones, never a mixture.

use crate::error::PipelineError;
use engine::{Engine, Manifest, Models};
use std::fs;
use std::path::{Path, PathBuf};

/// Writes the models aside, loads them as the server would, and only then swaps them with what is
/// at `target`.
///
/// # Errors
/// If the models cannot be written or do not load; what is at `target` then stays as it was.
pub fn publish(
    models: &Models,
    manifest: Manifest,
    target: &Path,
) -> Result<Manifest, PipelineError> {
    let aside = sibling(target, "building");
    remove_if_there(&aside)?;
    let written = write_and_verify(models, manifest, &aside);
    if written.is_err() {
        remove_if_there(&aside)?;
        return written;
    }
    swap(&aside, target)?;
    written
}

fn write_and_verify(
    models: &Models,
    manifest: Manifest,
    dir: &Path,
) -> Result<Manifest, PipelineError> {
    let manifest = models.save(dir, manifest)?;
    Engine::load(dir)?;
    Ok(manifest)
}

fn swap(aside: &Path, target: &Path) -> Result<(), PipelineError> {
    let before = sibling(target, "before");
    remove_if_there(&before)?;
    if target.exists() {
        rename(target, &before)?;
    }
    if let Err(error) = rename(aside, target) {
        if before.exists() {
            rename(&before, target)?;
        }
        return Err(error);
    }
    remove_if_there(&before)
}

/// A directory beside `target`, on the same file system, so that renaming is atomic.
fn sibling(target: &Path, suffix: &str) -> PathBuf {
    let mut name = target.file_name().unwrap_or("models".as_ref()).to_owned();
    name.push(".");
    name.push(suffix);
    target.with_file_name(name)
}

fn rename(from: &Path, to: &Path) -> Result<(), PipelineError> {
    fs::rename(from, to).map_err(|source| PipelineError::Io { path: to.to_owned(), source })
}

fn remove_if_there(dir: &Path) -> Result<(), PipelineError> {
    match fs::remove_dir_all(dir) {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
            Err(PipelineError::Io { path: dir.to_owned(), source })
        }
        _ => Ok(()),
    }
}
