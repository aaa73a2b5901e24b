//! Remembers that the files of a models directory were checked, so that a start need not hash them again.
//!
//! A file that was written to, replaced or copied since has another inode or change time, which only who sets the
//! system's clock can choose. It is then hashed as if there were no stamp. Damage to the disk is only noticed by
//! [`verify_files`](super::verify_files).

use super::manifest::{FileFacts, MANIFEST};
use crate::error::EngineError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::Path;

/// The file of the stamp; not part of the models.
pub const STAMP: &str = "checked.json";

/// What the files of a models directory were like when they were what the manifest says.
#[derive(Debug, Serialize, Deserialize)]
pub struct Stamp {
    /// SHA-256 of the manifest.
    manifest: String,
    files: BTreeMap<String, State>,
}

/// What changes with a file's content or place.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct State {
    inode: u64,
    bytes: u64,
    /// Seconds and nanoseconds since 1970 of the last change of content or metadata.
    changed: (i64, i64),
}

impl Stamp {
    pub(super) fn new(manifest: &[u8]) -> Self {
        let FileFacts { sha256: manifest, .. } = FileFacts::of(MANIFEST, manifest);
        Self { manifest, files: BTreeMap::new() }
    }

    /// Adds a file that was checked.
    pub(super) fn add(&mut self, name: &str, metadata: &Metadata) {
        self.files.extend(State::of(metadata).map(|state| (name.to_owned(), state)));
    }

    /// Leaves the stamp in its directory: until a file changes, the models are loaded without hashing it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn save(&self, dir: &Path) -> Result<(), EngineError> {
        let path = dir.join(STAMP);
        let json = serde_json::to_string_pretty(self).unwrap_or_default();
        fs::write(&path, json + "\n").map_err(|error| EngineError::io(&path, &error))
    }

    /// The stamp of a directory, if it has one for this manifest.
    pub(super) fn read(dir: &Path, manifest: &[u8]) -> Option<Self> {
        let stamp: Self = serde_json::from_slice(&fs::read(dir.join(STAMP)).ok()?).ok()?;
        (stamp.manifest == Self::new(manifest).manifest).then_some(stamp)
    }

    /// Whether a file is as it was.
    pub(super) fn fits(&self, name: &str, metadata: &Metadata) -> bool {
        let state = State::of(metadata);
        state.is_some() && self.files.get(name) == state.as_ref()
    }
}

impl State {
    #[cfg(unix)]
    #[expect(clippy::unnecessary_wraps, reason = "other systems do not tell")]
    fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let changed = (metadata.ctime(), metadata.ctime_nsec());
        Some(Self { inode: metadata.ino(), bytes: metadata.len(), changed })
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Option<Self> {
        None
    }
}
