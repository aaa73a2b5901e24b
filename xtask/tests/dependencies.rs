//! Which crates may depend on which: polars and training stay in the pipeline, the engine on the
//! server.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const WASM: &str = "wasm32-unknown-unknown";

/// `package` and everything that it depends on, but for its tests.
fn dependencies(package: &str, more: &[&str]) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--package", package, "--edges", "normal", "--prefix", "none"])
        .args(more)
        .output()
        .expect("cargo can be started");
    let tree = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    tree.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// The pipeline itself, polars and training frameworks.
fn is_for_the_pipeline(name: &str) -> bool {
    let families = ["polars", "burn", "candle", "tch", "linfa", "smartcore", "lingua"];
    let of_family = |family: &str| name == family || name.starts_with(&format!("{family}-"));
    name == "pipeline" || families.iter().any(|family| of_family(family))
}

fn forbidden(names: &BTreeSet<String>, fits: fn(&str) -> bool) -> Vec<&String> {
    names.iter().filter(|name| fits(name)).collect()
}

#[test]
fn the_pipeline_has_polars() {
    let names = dependencies("pipeline", &[]);
    for name in ["polars", "engine", "catalog"] {
        assert!(names.contains(name), "{name} is not in {names:?}");
    }
    assert_ne!(forbidden(&names, is_for_the_pipeline), Vec::<&String>::new());
}

#[test]
fn the_server_has_the_engine_and_nothing_of_the_pipeline() {
    let names = dependencies("server", &[]);
    for name in ["engine", "app", "ort", "instant-distance", "axum"] {
        assert!(names.contains(name), "{name} is not in {names:?}");
    }
    assert_eq!(forbidden(&names, is_for_the_pipeline), Vec::<&String>::new());
}

#[test]
fn the_front_end_has_nothing_of_the_server() {
    let names = dependencies("frontend", &["--target", WASM]);
    for name in ["app", "catalog", "leptos"] {
        assert!(names.contains(name), "{name} is not in {names:?}");
    }
    let is_for_the_server = |name: &str| {
        matches!(name, "engine" | "server" | "ort" | "instant-distance" | "axum" | "tokio")
            || is_for_the_pipeline(name)
    };
    assert_eq!(forbidden(&names, is_for_the_server), Vec::<&String>::new());
}

#[test]
fn the_engine_has_no_web_framework() {
    let names = dependencies("engine", &[]);
    assert!(names.contains("ort"), "{names:?}");
    let is_for_the_web = |name: &str| {
        matches!(name, "leptos" | "axum" | "hyper" | "tokio") || is_for_the_pipeline(name)
    };
    assert_eq!(forbidden(&names, is_for_the_web), Vec::<&String>::new());
}

/// All files of a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry"));
    let paths = entries.map(|entry| entry.path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Or its noise would be what the finder undoes.
#[test]
fn the_benchmark_of_finding_reads_text_by_itself() {
    let benchmark = concat!(env!("CARGO_MANIFEST_DIR"), "/../pipeline/src/eval/find");
    let files = files(Path::new(benchmark));
    assert!(files.len() > 30, "{} files", files.len());
    let is_of_a_finder =
        |path: &Path| path.components().any(|part| part.as_os_str() == "baselines");
    for path in files.iter().filter(|path| !is_of_a_finder(path)) {
        let code = fs::read_to_string(path).expect("the file");
        let uses = code.split(';').filter(|statement| statement.contains("use engine::"));
        let is_text = |name: &str| matches!(name, "text" | "text::words" | "text::normalise");
        let names = uses.flat_map(|used| used.split(|c: char| "{}, \n".contains(c)));
        assert!(!names.into_iter().any(is_text), "{}", path.display());
        assert!(!code.contains("engine::text"), "{}", path.display());
    }
}
