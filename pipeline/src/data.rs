//! What `--data` names: source files, or a catalogue that was cleaned before.

use crate::catalogue::{ACCOUNT_FILE, CATALOGUE_FILE, Catalogue};
use crate::clean::{Account, CleanOptions, load_catalogue, load_cleaned};
use crate::error::PipelineError;
use crate::progress::Progress;
use crate::read::{file_facts, find_sources};
use engine::FileFacts;
use std::path::{Path, PathBuf};

/// The input of a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// Source files, archives and directories of them.
    Sources(Vec<PathBuf>),
    /// A Parquet file written by `pipeline clean`.
    Cleaned(PathBuf),
}

impl Data {
    /// Recognises a cleaned catalogue, or the directory that holds one; everything else is source
    /// files.
    ///
    /// # Errors
    /// If a cleaned catalogue is unfinished or not the only input.
    pub fn recognise(paths: &[PathBuf]) -> Result<Self, PipelineError> {
        let found: Result<Vec<Option<PathBuf>>, _> =
            paths.iter().map(|path| cleaned(path)).collect();
        let mut found = found?.into_iter().flatten();
        match found.next() {
            None => Ok(Self::Sources(paths.to_vec())),
            Some(catalogue) if paths.len() == 1 => Ok(Self::Cleaned(catalogue)),
            Some(catalogue) => Err(PipelineError::CleanedAmongOthers(catalogue)),
        }
    }

    /// Names, sizes and hashes of the files.
    ///
    /// # Errors
    /// If one of them cannot be read or recognised.
    pub fn files(&self) -> Result<Vec<FileFacts>, PipelineError> {
        let paths = match self {
            Self::Sources(paths) => source_paths(paths)?,
            Self::Cleaned(path) => vec![path.clone()],
        };
        let facts: Result<Vec<FileFacts>, _> = paths.iter().map(|path| file_facts(path)).collect();
        Ok(facts?)
    }

    /// The catalogue and its account.
    ///
    /// # Errors
    /// If the files cannot be read or none has tracks.
    pub fn load(
        &self,
        options: &CleanOptions,
        progress: Progress,
    ) -> Result<(Catalogue, Account), PipelineError> {
        match self {
            Self::Sources(paths) => load_catalogue(paths, options, &progress),
            Self::Cleaned(path) => {
                progress.step("reading the cleaned catalogue", 0, |_| load_cleaned(path, options))
            }
        }
    }
}

/// The cleaned catalogue at a path, which may be the directory that holds it.
fn cleaned(path: &Path) -> Result<Option<PathBuf>, PipelineError> {
    let file = if path.is_dir() { path.join(CATALOGUE_FILE) } else { path.to_owned() };
    if !Catalogue::is_at(&file) {
        return Ok(None);
    }
    if path.is_dir() && !path.join(ACCOUNT_FILE).exists() {
        return Err(PipelineError::Unfinished(path.to_owned()));
    }
    Ok(Some(file))
}

/// The paths of the source files; an archive counts once.
fn source_paths(inputs: &[PathBuf]) -> Result<Vec<PathBuf>, PipelineError> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for source in find_sources(inputs)? {
        if !paths.contains(&source.path) {
            paths.push(source.path);
        }
    }
    Ok(paths)
}
