//! Reads and writes the files of a models directory.

mod artefact;
mod manifest;
mod mapping;
mod retriever;
mod section;
mod stamp;

pub(crate) use artefact::{Artefact, Item, SectionReader, SectionWriter, artefact};
pub use manifest::{FORMAT_VERSION, FileFacts, Manifest, Preset, RetrieverFacts};
pub use retriever::Retriever;
pub(crate) use retriever::{FIND, RECOMMEND};
pub(crate) use section::Section;
pub use stamp::{STAMP, Stamp};

use crate::error::EngineError;
use manifest::{MANIFEST, MANIFEST_HASH, hash_of};
use memmap2::Mmap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{self, File, Metadata};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A models directory that is read file by file.
pub(crate) struct ModelsReader {
    dir: PathBuf,
    pub(crate) manifest: Manifest,
    stamp: Option<Stamp>,
}

impl ModelsReader {
    pub(crate) fn open(dir: &Path) -> Result<Self, EngineError> {
        let (manifest, json) = read_manifest(dir)?;
        Ok(Self { dir: dir.to_owned(), manifest, stamp: Stamp::read(dir, &json) })
    }

    pub(crate) fn lists(&self, name: &str) -> bool {
        self.manifest.files.iter().any(|file| file.name == name)
    }

    pub(crate) fn decode<T: DeserializeOwned>(&self, name: &str) -> Result<T, EngineError> {
        let (bytes, _) = self.checked_file(name)?;
        postcard::from_bytes(&bytes)
            .map_err(|error| EngineError::decode(&self.dir.join(name), &error))
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>, EngineError> {
        Ok(self.checked_file(name)?.0.to_vec())
    }

    /// Maps a file, whose sections are then used in place.
    pub(crate) fn map<A: Artefact>(&self, name: &str) -> Result<A, EngineError> {
        let (bytes, _) = self.checked_file(name)?;
        artefact::read(&self.dir.join(name), Arc::new(bytes))
    }

    pub(crate) fn map_if_listed<A: Artefact>(&self, name: &str) -> Result<Option<A>, EngineError> {
        self.lists(name).then(|| self.map(name)).transpose()
    }

    /// A file that is what the manifest says: by its hash, unless the stamp says that it was checked.
    fn checked_file(&self, name: &str) -> Result<(Mmap, Metadata), EngineError> {
        let path = self.dir.join(name);
        let listed = self.manifest.files.iter().find(|file| file.name == name);
        let expected = listed.ok_or_else(|| EngineError::Unlisted { path: path.clone() })?;
        let (bytes, metadata) =
            mapping::map(&path).map_err(|error| EngineError::io(&path, &error))?;
        let was_checked = self.stamp.as_ref().is_some_and(|stamp| stamp.fits(name, &metadata));
        if was_checked || FileFacts::of(name, &bytes) == *expected {
            Ok((bytes, metadata))
        } else {
            Err(EngineError::Changed { path })
        }
    }

    /// Passes on what was read if it fits the rest of the models.
    pub(crate) fn checked<T>(&self, value: T, consistent: bool) -> Result<T, EngineError> {
        if consistent { Ok(value) } else { Err(EngineError::Inconsistent(self.dir.clone())) }
    }
}

/// A models directory that is written file by file, the manifest last.
pub(crate) struct ModelsWriter {
    dir: PathBuf,
    files: Vec<FileFacts>,
}

impl ModelsWriter {
    pub(crate) fn create(dir: &Path) -> Result<Self, EngineError> {
        fs::create_dir_all(dir).map_err(|error| EngineError::io(dir, &error))?;
        Ok(Self { dir: dir.to_owned(), files: Vec::new() })
    }

    pub(crate) fn encode<T: Serialize>(
        &mut self,
        name: &str,
        value: &T,
    ) -> Result<(), EngineError> {
        let bytes = postcard::to_stdvec(value)
            .map_err(|error| EngineError::decode(&self.dir.join(name), &error))?;
        self.write(name, &bytes)
    }

    /// Writes an artefact as a file to be mapped.
    pub(crate) fn sections(
        &mut self,
        name: &str,
        artefact: &impl Artefact,
    ) -> Result<(), EngineError> {
        self.write(name, &SectionWriter::file(artefact))
    }

    pub(crate) fn write(&mut self, name: &str, bytes: &[u8]) -> Result<(), EngineError> {
        let path = self.dir.join(name);
        // Never over a file that somebody may have mapped.
        let written = File::create_new(&path).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| EngineError::io(&path, &error))?;
        self.files.push(FileFacts::of(name, bytes));
        Ok(())
    }

    /// Writes the manifest, which then lists all files written before it.
    pub(crate) fn finish(mut self, mut manifest: Manifest) -> Result<Manifest, EngineError> {
        manifest.files = std::mem::take(&mut self.files);
        manifest.save(&self.dir)?;
        Ok(manifest)
    }
}

/// Hashes every file of a models directory, whatever its stamp says; the answer may become the new stamp.
///
/// # Errors
/// If a file is missing or is not the one that the manifest describes.
pub fn verify_files(dir: &Path) -> Result<Stamp, EngineError> {
    let (manifest, json) = read_manifest(dir)?;
    let mut stamp = Stamp::new(&json);
    let reader = ModelsReader { dir: dir.to_owned(), manifest, stamp: None };
    for FileFacts { name, .. } in &reader.manifest.files {
        let (_, metadata) = reader.checked_file(name)?;
        stamp.add(name, &metadata);
    }
    Ok(stamp)
}

fn read_manifest(dir: &Path) -> Result<(Manifest, Vec<u8>), EngineError> {
    // Read on its own first: the manifest of another version may have other fields.
    #[derive(serde::Deserialize)]
    struct Version {
        format_version: u32,
    }
    let path = dir.join(MANIFEST);
    let json = read(&path)?;
    let invalid = |error: serde_json::Error| EngineError::Manifest {
        path: path.clone(),
        reason: error.to_string(),
    };
    let Version { format_version: found } = serde_json::from_slice(&json).map_err(invalid)?;
    if found != FORMAT_VERSION {
        return Err(EngineError::Version { path, found, readable: FORMAT_VERSION });
    }
    check_manifest(dir, &path, &json)?;
    Ok((serde_json::from_slice(&json).map_err(invalid)?, json))
}

fn check_manifest(dir: &Path, path: &Path, json: &[u8]) -> Result<(), EngineError> {
    let hash = dir.join(MANIFEST_HASH);
    if read(&hash)? == hash_of(json).as_bytes() {
        return Ok(());
    }
    Err(EngineError::ChangedManifest { path: path.to_owned(), hash })
}

fn read(path: &Path) -> Result<Vec<u8>, EngineError> {
    fs::read(path).map_err(|error| EngineError::io(path, &error))
}
