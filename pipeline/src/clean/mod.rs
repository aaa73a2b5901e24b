//! Cleans source files into a catalogue, with an account of every row.

mod account;
mod ambiguous;
mod artist;
mod check;
mod collect;
mod credits;
mod date;
mod features;
mod filter;
mod identity;
mod list;
mod literal;
mod lyrics;
mod merge;
mod number;
mod playlist;
mod summary;
mod text;
mod track;

pub use account::{Account, FileAccount};
pub use check::check;
pub use filter::CleanOptions;
pub use identity::made_id;
pub use list::{names, python_list, terms};
pub use literal::MalformedList;
pub use summary::Summary;

use crate::catalogue::Catalogue;
use crate::error::PipelineError;
use crate::progress::Progress;
use crate::read::{ReadError, Source, file_facts, find_sources};
use collect::Collector;
use std::path::{Path, PathBuf};

/// Reads and cleans the source files in `inputs`, which are files, archives or directories: rows with
/// the same id become one track, lyrics are joined by track id and genres by artist, and the language
/// of each title is detected.
///
/// # Errors
/// If a file cannot be read or lacks a required column, or if none has tracks. Bad rows are not errors:
/// they are in the account.
pub fn load_catalogue(
    inputs: &[PathBuf],
    options: &CleanOptions,
    progress: &Progress,
) -> Result<(Catalogue, Account), PipelineError> {
    let sources = find_sources(inputs)?;
    require_tracks(&sources)?;
    let mut collector = Collector::default();
    for source in &sources {
        collector.read(source, *progress)?;
    }
    Ok(collector.finish(options, *progress))
}

fn require_tracks(sources: &[Source]) -> Result<(), ReadError> {
    if sources.iter().any(|source| source.kind.has_tracks()) {
        return Ok(());
    }
    let found: Vec<String> =
        sources.iter().map(|source| format!("{} has {}", source.name(), source.kind)).collect();
    Err(ReadError::NoTracksFile { files: found.join(", ") })
}

/// Reads a catalogue that was cleaned before and applies the options to it.
///
/// # Errors
/// If the file cannot be read or is not such a catalogue.
pub fn load_cleaned(
    path: &Path,
    options: &CleanOptions,
) -> Result<(Catalogue, Account), PipelineError> {
    let mut account = Account::default();
    let file = account.open_cleaned(path, file_facts(path)?);
    let catalogue =
        filter::keep_wanted(Catalogue::read_parquet(path)?, options, &mut account, file);
    account.catalogue = Summary::of(&catalogue);
    Ok((catalogue, account))
}
