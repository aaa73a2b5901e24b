//! Swaps finished models in, so that readers see either the old or the new ones, never a mixture.

use crate::durable::{rename, sync, sync_dir, sync_parent};
use crate::error::PipelineError;
use crate::fingerprint::Fingerprint;
use crate::progress::Progress;
use crate::read::file_facts;
use engine::{Engine, Manifest, Models, STAMP, verify_files};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const MANIFEST: &str = "manifest.json";

/// Records what the models were built from; not part of the models.
const BUILT_FROM: &str = "built-from.json";

/// Marks a directory that a build has not finished.
const UNFINISHED: &str = "unfinished";

/// Writes the models to a sibling directory, loads them as the server would and only then swaps
/// them with what is at `target`. `finish` may add to the manifest what the loaded models tell.
///
/// # Errors
/// If `target` holds something other than models, or if the models cannot be written or loaded;
/// `target` then stays as it was.
pub fn publish(
    models: &Models,
    manifest: Manifest,
    inputs: &Fingerprint,
    target: &Path,
    progress: Progress,
    finish: Finish<'_>,
) -> Result<Manifest, PipelineError> {
    check_target(target)?;
    let aside = sibling(target, "building");
    remove_unfinished(&aside)?;
    let written = write_and_verify(models, manifest, inputs, &aside, progress, finish);
    if written.is_err() {
        remove_unfinished(&aside)?;
        return written;
    }
    swap(&aside, target)?;
    written
}

/// Adds to the manifest of loaded models.
pub type Finish<'a> = &'a dyn Fn(&Engine, &mut Manifest) -> Result<(), PipelineError>;

fn write_and_verify(
    models: &Models,
    manifest: Manifest,
    inputs: &Fingerprint,
    dir: &Path,
    progress: Progress,
    finish: Finish<'_>,
) -> Result<Manifest, PipelineError> {
    let marker = dir.join(UNFINISHED);
    fs::create_dir_all(dir).map_err(PipelineError::io(dir))?;
    fs::write(&marker, "").map_err(PipelineError::io(&marker))?;
    let mut manifest = progress.step("writing the models", 0, |_| models.save(dir, manifest))?;
    let engine = progress.step("verifying the models", 0, |_| Engine::load(dir))?;
    finish(&engine, &mut manifest)?;
    manifest.save(dir)?;
    // Before the stamp: network file systems change the times of files when they are flushed.
    sync_dir(dir)?;
    verify_files(dir)?.save(dir)?;
    let path = dir.join(BUILT_FROM);
    let json = serde_json::to_string_pretty(inputs).unwrap_or_default();
    fs::write(&path, json + "\n").map_err(PipelineError::io(&path))?;
    fs::remove_file(&marker).map_err(PipelineError::io(&marker))?;
    sync_dir(dir)?;
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
    if !target.exists() || is_empty(target) || holds_only_models(target) {
        return Ok(());
    }
    Err(PipelineError::NotModels(target.to_owned()))
}

fn is_empty(dir: &Path) -> bool {
    fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none())
}

/// Whether a directory has a manifest of Earworm, perhaps of another version, and no file or directory
/// besides those in it.
fn holds_only_models(dir: &Path) -> bool {
    let Some(manifest) = read_json::<Value>(&dir.join(MANIFEST)) else { return false };
    let (Some(files), true) = (manifest["files"].as_array(), manifest["format_version"].is_u64())
    else {
        return false;
    };
    let known = |name: &str| {
        name.starts_with(MANIFEST)
            || [BUILT_FROM, STAMP].contains(&name)
            || files.iter().any(|file| file["name"].as_str() == Some(name))
    };
    let entries = fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    entries.is_ok_and(|entries| {
        entries
            .iter()
            .all(|entry| known(&entry.file_name().to_string_lossy()) && entry.path().is_file())
    })
}

/// Removes what an interrupted build left at `aside`.
///
/// # Errors
/// If something else is there.
fn remove_unfinished(aside: &Path) -> Result<(), PipelineError> {
    if aside.exists() && !aside.join(UNFINISHED).is_file() {
        check_target(aside)?;
    }
    remove_if_there(aside)
}

/// Exchanges the directories atomically where the system can; elsewhere `target` is missing for a
/// moment.
fn swap(aside: &Path, target: &Path) -> Result<(), PipelineError> {
    if exchange(aside, target) {
        sync_parent(target)?;
        return remove_if_there(aside);
    }
    let before = sibling(target, "before");
    remove_unfinished(&before)?;
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

/// Removes a directory of models. The mark goes last: without it, what is left after a crash would be taken for
/// somebody else's, and no build would remove it.
fn remove_if_there(dir: &Path) -> Result<(), PipelineError> {
    if !dir.exists() {
        return Ok(());
    }
    let (io, marker) = (PipelineError::io(dir), dir.join(UNFINISHED));
    fs::write(&marker, "").map_err(io)?;
    sync(dir)?;
    for entry in fs::read_dir(dir).map_err(io)? {
        let path = entry.map_err(io)?.path();
        if path != marker {
            fs::remove_file(path).map_err(io)?;
        }
    }
    sync(dir)?;
    fs::remove_dir_all(dir).map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalog::ResultCount;

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
        let manifest = r#"{"format_version": 1, "files": [{"name": "tracks.bin"}]}"#;
        check(&[("manifest.json", manifest), ("tracks.bin", "")], true);
        check(
            &[("manifest.json", manifest), ("built-from.json", ""), ("manifest.json.sha256", "")],
            true,
        );
        check(&[("manifest.json", manifest), (STAMP, "")], true);
        check(&[("manifest.json", manifest), ("letter.txt", "Dear")], false);
        check(&[("manifest.json", r#"{"name": "my web app"}"#)], false);
        check(&[("manifest.json", "not JSON")], false);
        check(&[("letter.txt", "Dear")], false);
        assert!(check_target("no/such/directory".as_ref()).is_ok());
    }

    #[test]
    fn only_unfinished_builds_are_removed() {
        let check = |files: &[(&str, &str)], allowed: bool| {
            let dir = dir_with(&[]);
            let aside = dir.path().join("models.building");
            fs::create_dir(&aside).expect("created");
            for (name, content) in files {
                fs::write(aside.join(name), content).expect("written");
            }
            assert_eq!(remove_unfinished(&aside).is_ok(), allowed, "{files:?}");
            assert_eq!(aside.exists(), !allowed);
        };
        check(&[], true);
        check(&[("unfinished", ""), ("tracks.bin", "half")], true);
        check(&[("letter.txt", "Dear")], false);
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

    fn answers(engine: &Engine) -> String {
        let query = "bohemain rapsody quen".parse().expect("a query");
        let found = engine.finding().find(&query, ResultCount::default()).expect("an answer");
        let song = &found.results[0].track;
        let similar = engine.recommending().similar(song, ResultCount::default());
        serde_json::to_string(&(&found, similar.expect("an answer"))).expect("JSON")
    }

    #[test]
    fn models_that_are_open_go_on_answering_when_others_take_their_place() {
        let dir = dir_with(&[]);
        let target = dir.path().join("models");
        let publish_from = |source: &Path| {
            let (manifest, models) = Models::open(source).expect("models");
            let (inputs, silent) = (Fingerprint::default(), Progress::silent());
            publish(&models, manifest, &inputs, &target, silent, &|_, _| Ok(()))
                .expect("published");
        };
        publish_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo"));
        let open = Engine::load(&target).expect("models");
        let before = answers(&open);
        for _ in 0..2 {
            publish_from(&target);
            assert_eq!(answers(&open), before);
            assert_eq!(answers(&Engine::load(&target).expect("models")), before);
        }
        assert!(target.join(STAMP).is_file());
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
        fs::write(dir.path().join("tracks.bin"), "half").expect("written");
        assert_eq!(built_from(dir.path(), &inputs("en")), None);
    }
}
