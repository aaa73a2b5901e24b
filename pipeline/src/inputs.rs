//! What a result was made of: a second run with the same inputs leaves it as it is.

use crate::read::file_facts;
use engine::FileFacts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that decides a result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inputs {
    /// The files that are read, in this order.
    pub files: Vec<FileFacts>,
    /// The options, by name.
    pub options: BTreeMap<String, String>,
    /// SHA-256 of the program; its version where the program cannot be read.
    pub program: String,
}

impl Inputs {
    /// These files and options, read by this program.
    pub fn new<const N: usize>(files: Vec<FileFacts>, options: [(&str, String); N]) -> Self {
        let options = options.map(|(name, value)| (name.to_owned(), value)).into();
        Self { files, options, program: program() }
    }
}

fn program() -> String {
    let facts = std::env::current_exe().ok().and_then(|path| file_facts(&path).ok());
    facts.map_or_else(|| env!("CARGO_PKG_VERSION").to_owned(), |facts| facts.sha256)
}
