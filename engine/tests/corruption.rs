//! Models that are incomplete, changed or of another version are refused, with the file named.

use engine::{Engine, EngineError, Models};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn copy_of_demo() -> TempDir {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
    let copy = tempfile::tempdir().expect("a temporary directory");
    for entry in fs::read_dir(demo).expect("the demo models") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        fs::copy(&path, copy.path().join(name)).expect("copied");
    }
    copy
}

fn check(spoil: impl Fn(&Path), expected: &[&str]) {
    let copy = copy_of_demo();
    spoil(copy.path());
    let error = Models::open(copy.path()).err().map(|error| error.to_string()).unwrap_or_default();
    for part in expected {
        assert!(error.contains(part), "{error:?} does not say {part:?}");
    }
}

fn files() -> Vec<String> {
    let copy = copy_of_demo();
    let (manifest, _) = Models::open(copy.path()).expect("the demo models load");
    manifest.files.into_iter().map(|file| file.name).collect()
}

#[test]
fn a_missing_file() {
    for file in files() {
        check(|dir| fs::remove_file(dir.join(&file)).expect("removed"), &[&file, "is missing"]);
    }
}

#[test]
fn a_changed_byte() {
    let flip = |path: &Path| {
        let mut bytes = fs::read(path).expect("read");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).expect("written");
    };
    for file in files() {
        check(|dir| flip(&dir.join(&file)), &[&file, "differs from what the manifest says"]);
    }
}

/// Every file of the directory.
fn all_files() -> Vec<String> {
    let copy = copy_of_demo();
    let entries = fs::read_dir(copy.path()).expect("the copy").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name != "built-from.json").collect()
}

/// So many bytes of each file are tried.
fn sample() -> usize {
    let cases = std::env::var("EARWORM_FUZZ_CASES").ok().and_then(|cases| cases.parse().ok());
    cases.unwrap_or(12)
}

// Each byte in its own turn, the first and the last among them, with another bit each time.
#[test]
fn any_changed_byte_of_any_file() {
    let copy = copy_of_demo();
    let files = all_files();
    assert!(files.len() >= 10, "{files:?}");
    for file in files {
        let path = copy.path().join(&file);
        let whole = fs::read(&path).expect("read");
        let steps = sample().clamp(2, whole.len());
        for step in 0..steps {
            let place = step * (whole.len() - 1) / (steps - 1);
            let mut bytes = whole.clone();
            bytes[place] ^= 1 << (step % 8);
            fs::write(&path, &bytes).expect("written");
            let error = Engine::load(copy.path()).err().map(|error| error.to_string());
            assert!(
                error.as_ref().is_some_and(|error| error.contains(&file)),
                "byte {place} of {file}: {error:?}"
            );
        }
        fs::write(&path, &whole).expect("written");
    }
    assert!(Engine::load(copy.path()).is_ok());
}

#[test]
fn a_manifest_needs_its_hash() {
    let copy = copy_of_demo();
    fs::remove_file(copy.path().join("manifest.json.sha256")).expect("removed");
    let error = Models::open(copy.path()).err();
    assert!(matches!(error, Some(EngineError::Missing { .. })));
}

#[test]
fn a_file_cut_short() {
    let cut = |path: &Path| {
        let bytes = fs::read(path).expect("read");
        fs::write(path, &bytes[..bytes.len() / 2]).expect("written");
    };
    check(|dir| cut(&dir.join("tracks.bin")), &["tracks.bin", "not fully copied"]);
}

#[test]
fn another_format_version() {
    let change = |dir: &Path| {
        let path = dir.join("manifest.json");
        let json = fs::read_to_string(&path).expect("read");
        let json = json.replacen("\"format_version\": ", "\"format_version\": 9", 1);
        fs::write(path, json).expect("written");
    };
    check(change, &["manifest.json", "says format 9", "build the models again"]);
}

#[test]
fn a_manifest_that_is_none() {
    let spoil = |dir: &Path| fs::write(dir.join("manifest.json"), "no JSON").expect("written");
    check(spoil, &["manifest.json", "is not a manifest"]);
}

#[test]
fn a_directory_that_is_not_there() {
    let missing = Models::open(Path::new("no/such/directory")).err();
    assert!(matches!(missing, Some(EngineError::Missing { .. })));
}
