//! Everything that decides a result: a second run with the same fingerprint has nothing to do.

use crate::read::file_facts;
use engine::FileFacts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The files, options and program that a result was made with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The source files, in the order in which they are read.
    pub files: Vec<FileFacts>,
    /// The options, by name.
    pub options: BTreeMap<String, String>,
    /// SHA-256 of the running program, or its version where the program cannot be read.
    pub program: String,
}

impl Fingerprint {
    /// The fingerprint of these files and options with this program.
    pub fn new<const N: usize>(files: Vec<FileFacts>, options: [(&str, String); N]) -> Self {
        let options = options.map(|(name, value)| (name.to_owned(), value)).into();
        Self { files, options, program: program() }
    }
}

fn program() -> String {
    let facts = std::env::current_exe().ok().and_then(|path| file_facts(&path).ok());
    facts.map_or_else(|| env!("CARGO_PKG_VERSION").to_owned(), |facts| facts.sha256)
}
