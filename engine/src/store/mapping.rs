//! Maps files of a models directory into memory: the one place with unsafe code.

use crate::error::EngineError;
use memmap2::Mmap;
use std::fs::File;
use std::path::Path;

#[expect(unsafe_code, reason = "a mapping is only sound while nobody writes to the file")]
pub(super) fn map(path: &Path) -> Result<Mmap, EngineError> {
    let file = File::open(path).map_err(|error| EngineError::io(path, &error))?;
    // SAFETY: the bytes must not change while they are mapped. The pipeline writes models into a new directory,
    // which then takes the old one's place by a rename, and never opens a published file for writing; replaced
    // files are unlinked, which leaves them to whoever maps them. Operators are told to do the same.
    unsafe { Mmap::map(&file) }.map_err(|error| EngineError::io(path, &error))
}
