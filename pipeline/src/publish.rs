//! Swaps finished models in, so that readers see either the old or the new ones, never a mixture.

use crate::error::PipelineError;
use crate::fingerprint::Fingerprint;
use crate::read::file_facts;
use engine::{Engine, Manifest, Models};
use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};

const MANIFEST: &str = "manifest.json";

/// Records what the models were built from; not part of the models.
const BUILT_FROM: &str = "built-from.json";

/// Writes the models to a sibling directory, loads them as the server would and only then swaps
/// them with what is at `target`.
///
/// # Errors
/// If `target` holds something other than models, or if the models cannot be written or loaded;
/// `target` then stays as it was.
pub fn publish(
    models: &Models,
    manifest: Manifest,
    inputs: &Fingerprint,
    target: &Path,
) -> Result<Manifest, PipelineError> {
    check_target(target)?;
    let aside = sibling(target, "building");
    remove_if_there(&aside)?;
    let written = write_and_verify(models, manifest, inputs, &aside);
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
    inputs: &Fingerprint,
    dir: &Path,
) -> Result<Manifest, PipelineError> {
    let manifest = models.save(dir, manifest)?;
    Engine::load(dir)?;
    let path = dir.join(BUILT_FROM);
    let json = serde_json::to_string_pretty(inputs).unwrap_or_default();
    fs::write(&path, json + "\n").map_err(|source| PipelineError::Io { path, source })?;
    Ok(manifest)
}

/// The manifest of the models at `target`, if they are complete and were built from these inputs.
pub fn built_from(target: &Path, inputs: &Fingerprint) -> Option<Manifest> {
    let found = inputs_of(target)?;
    let manifest: Manifest = read_json(&target.join(MANIFEST))?;
    let whole = || {
        let mut files = manifest.files.iter();
        files.all(|file| file_facts(&target.join(&file.name)).is_ok_and(|found| found == *file))
    };
    (found == *inputs && whole()).then_some(manifest)
}

/// What the models at `target` were built from, if recorded.
pub fn inputs_of(target: &Path) -> Option<Fingerprint> {
    read_json(&target.join(BUILT_FROM))
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Checks that models may be written to `target`: it does not exist, is empty or holds models.
///
/// # Errors
/// If it holds something else, which would be lost.
pub fn check_target(target: &Path) -> Result<(), PipelineError> {
    let empty = fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if !target.exists() || empty || target.join(MANIFEST).is_file() {
        return Ok(());
    }
    Err(PipelineError::NotModels(target.to_owned()))
}

/// Exchanges the directories atomically where the system can; elsewhere `target` is missing for a
/// moment.
fn swap(aside: &Path, target: &Path) -> Result<(), PipelineError> {
    if exchange(aside, target) {
        return remove_if_there(aside);
    }
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

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(aside: &Path, target: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, aside, CWD, target, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// A directory beside `target`, on the same file system, so that it can be renamed.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn dir_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a directory");
        for (name, content) in files {
            fs::write(dir.path().join(name), content).expect("written");
        }
        dir
    }

    #[test]
    fn only_models_are_replaced() {
        let check = |files: &[(&str, &str)], allowed| {
            assert_eq!(check_target(dir_with(files).path()).is_ok(), allowed, "{files:?}");
        };
        check(&[], true);
        check(&[("manifest.json", "{}"), ("tracks.postcard", "")], true);
        check(&[("letter.txt", "Dear")], false);
        assert!(check_target("no/such/directory".as_ref()).is_ok());
    }

    #[test]
    fn directories_are_swapped() {
        let dir = dir_with(&[]);
        let (aside, target) = (dir.path().join("a.building"), dir.path().join("a"));
        for content in ["first", "second"] {
            fs::create_dir(&aside).expect("created");
            fs::write(aside.join("file"), content).expect("written");
            swap(&aside, &target).expect("swapped");
            assert_eq!(fs::read_to_string(target.join("file")).expect("read"), content);
            assert_eq!(fs::read_dir(dir.path()).expect("read").count(), 1);
        }
    }

    #[test]
    fn models_are_known_by_their_inputs() {
        let inputs = |lang: &str| Fingerprint::new(Vec::new(), [("lang", lang.to_owned())]);
        let dir = dir_with(&[]);
        assert_eq!(built_from(dir.path(), &inputs("en")), None);
        let json = serde_json::to_string(&inputs("en")).expect("JSON");
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        for file in fs::read_dir(models).expect("the demo models") {
            let path = file.expect("a file").path();
            fs::copy(&path, dir.path().join(path.file_name().expect("a name"))).expect("copied");
        }
        fs::write(dir.path().join(BUILT_FROM), json).expect("written");
        assert!(built_from(dir.path(), &inputs("en")).is_some());
        assert_eq!(built_from(dir.path(), &inputs("fr")), None);
        fs::write(dir.path().join("tracks.postcard"), "half").expect("written");
        assert_eq!(built_from(dir.path(), &inputs("en")), None);
    }
}
