//! Maps files of a models directory into memory.

use memmap2::Mmap;
use std::fs::{File, Metadata};
use std::io;
use std::path::Path;

/// The content of a file, and the metadata of the file that was mapped.
#[expect(unsafe_code, reason = "a mapping is only sound while nobody writes to the file")]
pub(super) fn map(path: &Path) -> io::Result<(Mmap, Metadata)> {
    let file = File::open(path)?;
    // SAFETY: the bytes must not change while they are mapped. The pipeline writes models into a new directory,
    // which then takes the old one's place by a rename, and never opens a published file for writing; replaced
    // files are unlinked, which leaves them to whoever maps them. Operators are told to do the same.
    let bytes = unsafe { Mmap::map(&file) }?;
    Ok((bytes, file.metadata()?))
}
