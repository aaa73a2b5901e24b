//! The release site and its server, built when something they are made of changed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

use crate::exec;
use crate::project::Project;
use crate::setup::Need;
use crate::steps::{Step, Steps};

/// What the site and the server are made of.
const SOURCES: [&str; 12] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "app",
    "catalog",
    "engine",
    "frontend",
    "package-lock.json",
    "public",
    "rust-toolchain.toml",
    "server",
    "style",
];

/// `cargo xtask build`: leaves the site in target/site and the server in target/release.
pub(crate) fn set_up_and_build(project: &Project) -> Result<()> {
    let mut steps = Steps::new(Need::TO_RUN.len() + 1);
    for need in Need::TO_RUN {
        need.provide(project, &mut steps)?;
    }
    steps.take("Site and server", |step| build(project, step))?;
    println!("The site is in target/site and the server is target/release/earworm.");
    Ok(())
}

/// Builds both, unless they are newer than their sources: cargo-leptos makes the front end's files
/// anew each time, even if cargo had nothing to compile.
pub(crate) fn build(project: &Project, step: &Step) -> Result<String> {
    let rustc = exec::output(project.command("rustc").arg("-vV"))?;
    if is_current(project, &rustc) {
        return Ok("present".into());
    }
    step.say("building; about five minutes the first time");
    let started = SystemTime::now();
    exec::run(&mut project.cargo("leptos build --release --split --precompress"))?;
    let mut stamp = fs::File::create(stamp_file(project))?;
    stamp.write_all(rustc.as_bytes())?;
    // A source that is edited during the build may have been compiled before the edit.
    stamp.set_modified(started)?;
    Ok("built".into())
}

fn is_current(project: &Project, rustc: &str) -> bool {
    let release = project.target_dir().join("release");
    let stamp = fs::metadata(stamp_file(project)).and_then(|stamp| stamp.modified());
    let Ok(built) = stamp else { return false };
    fs::read_to_string(stamp_file(project)).is_ok_and(|stamp| stamp == rustc)
        && release.join("earworm").is_file()
        && has_named_files(&release.join("hash.txt"), &project.path("target/site/pkg"))
        && SOURCES.iter().all(|source| is_older(&project.path(source), built))
}

fn stamp_file(project: &Project) -> PathBuf {
    project.target_dir().join("release/site.built-by")
}

/// Whether `package` holds a file for each hash in `hashes` (lines of `js: 4u-zj8fr…`). It does not
/// after a build of another profile, which goes to the same place.
fn has_named_files(hashes: &Path, package: &Path) -> bool {
    let (Ok(hashes), Ok(entries)) = (fs::read_to_string(hashes), fs::read_dir(package)) else {
        return false;
    };
    let names: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    let mut lines = hashes.lines().filter_map(|line| line.split_once(": ")).peekable();
    lines.peek().is_some()
        && lines.all(|(kind, hash)| {
            let end = format!("{hash}.{}", extension(kind));
            names.iter().any(|name| name.ends_with(&end))
        })
}

/// Of the parts' loader and of the list of what they load, hash.txt does not say how their names end.
fn extension(kind: &str) -> &str {
    match kind {
        "split" => "js",
        "manifest" => "json",
        kind => kind,
    }
}

/// Whether nothing in `path` changed since `time`. A directory's own time tells of what was removed.
fn is_older(path: &Path, time: SystemTime) -> bool {
    let Ok(modified) = fs::metadata(path).and_then(|file| file.modified()) else { return false };
    let Ok(entries) = fs::read_dir(path) else { return modified < time };
    let mut entries = entries.filter_map(|entry| Some(entry.ok()?.path()));
    modified < time && entries.all(|path| is_older(&path, time))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn an_edit_deep_in_the_sources_shows() {
        let dir = tempfile::tempdir().expect("a directory");
        let source = dir.path().join("src/deep");
        fs::create_dir_all(&source).expect("a directory");
        fs::write(source.join("lib.rs"), "").expect("a file");
        let later = SystemTime::now() + Duration::from_secs(10);
        assert!(is_older(dir.path(), later));

        let file = fs::File::options().write(true).open(source.join("lib.rs")).expect("a file");
        file.set_modified(later + Duration::from_secs(1)).expect("its time");
        assert!(!is_older(dir.path(), later));
        assert!(!is_older(&dir.path().join("missing"), later));
    }

    #[test]
    fn a_package_of_another_build_shows() {
        let dir = tempfile::tempdir().expect("a directory");
        let hashes = dir.path().join("hash.txt");
        let check = |content: &str, expected| {
            fs::write(&hashes, content).expect("a file");
            assert_eq!(has_named_files(&hashes, dir.path()), expected, "{content:?}");
        };
        fs::write(dir.path().join("earworm.4u-zj8.js"), "").expect("a file");
        fs::write(dir.path().join("earworm.bLFBy.css"), "").expect("a file");
        check("js: 4u-zj8\ncss: bLFBy\n", true);
        check("js: 4u-zj8\ncss: other\n", false);
        check("js: 4u-zj8\nmanifest: 9rBH\nsplit: lNNw\n", false);
        fs::write(dir.path().join("__wasm_split_manifest.9rBH.json"), "").expect("a file");
        fs::write(dir.path().join("__wasm_split.lNNw.js"), "").expect("a file");
        check("js: 4u-zj8\nmanifest: 9rBH\nsplit: lNNw\n", true);
        check("", false);
    }
}
