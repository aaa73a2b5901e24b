//! Models that are incomplete, changed or of another version are refused, with the file named.

use catalog::{Query, ResultCount};
use engine::{Engine, EngineError, Models, STAMP, verify_files};
use serde_json::Value;
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
    names.filter(|name| !["built-from.json", STAMP].contains(&name.as_str())).collect()
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

fn load(dir: &Path) -> Result<(), String> {
    Engine::load(dir).map(drop).map_err(|error| error.to_string())
}

/// Changes the last byte of a file: that of a number that may be any.
fn change(path: &Path) -> Vec<u8> {
    let mut bytes = fs::read(path).expect("read");
    *bytes.last_mut().expect("a byte") ^= 1;
    bytes
}

#[test]
fn no_change_escapes_a_stamp() {
    type Change = fn(&Path, &[u8]);
    let in_place: Change = |path, bytes| fs::write(path, bytes).expect("written");
    let by_rename: Change = |path, bytes| {
        fs::write(path.with_extension("aside"), bytes).expect("written");
        fs::rename(path.with_extension("aside"), path).expect("renamed");
    };
    for change_file in [in_place, by_rename] {
        let copy = copy_of_demo();
        verify_files(copy.path()).expect("whole").save(copy.path()).expect("written");
        assert_eq!(load(copy.path()), Ok(()));
        for file in ["find.words.bin", "recommend.encoder.onnx"] {
            let path = copy.path().join(file);
            let whole = fs::read(&path).expect("read");
            change_file(&path, &change(&path));
            let error = load(copy.path()).expect_err("changed");
            assert!(error.contains(file) && error.contains("differs"), "{error}");
            change_file(&path, &whole);
            assert_eq!(load(copy.path()), Ok(()));
        }
    }
}

#[cfg(unix)]
#[test]
fn files_with_a_stamp_are_not_hashed() {
    use std::os::unix::fs::MetadataExt;
    let copy = copy_of_demo();
    verify_files(copy.path()).expect("whole").save(copy.path()).expect("written");
    let (path, stamp) = (copy.path().join("find.words.bin"), copy.path().join(STAMP));
    fs::write(&path, change(&path)).expect("written");
    let metadata = fs::metadata(&path).expect("metadata");
    let mut json: Value = serde_json::from_slice(&fs::read(&stamp).expect("read")).expect("JSON");
    json["files"]["find.words.bin"]["changed"] =
        Value::from(vec![metadata.ctime(), metadata.ctime_nsec()]);
    fs::write(&stamp, json.to_string()).expect("written");
    assert_eq!(load(copy.path()), Ok(()));
    assert!(verify_files(copy.path()).is_err(), "whoever asks for hashes gets them");
}

#[test]
fn a_stamp_is_of_one_manifest() {
    let copy = copy_of_demo();
    verify_files(copy.path()).expect("whole").save(copy.path()).expect("written");
    let (mut manifest, _) = Models::open(copy.path()).expect("whole");
    manifest.files[0].sha256 = "0".repeat(64);
    manifest.save(copy.path()).expect("written");
    assert!(load(copy.path()).is_err());
}

#[test]
fn models_answer_when_their_files_are_gone() {
    let copy = copy_of_demo();
    let engine = Engine::load(copy.path()).expect("whole");
    let ask = || {
        let query: Query = "bohemain rapsody quen".parse().expect("a query");
        let found = engine.finding().find(&query, ResultCount::default()).expect("an answer");
        let song = &found.results[0].track;
        let similar = engine.recommending().similar(song, ResultCount::default());
        (serde_json::to_string(&found).expect("JSON"), similar.expect("an answer"))
    };
    let before = ask();
    drop(copy);
    assert_eq!(ask(), before);
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
