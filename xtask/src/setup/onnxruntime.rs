//! ONNX Runtime's shared library, which the engine loads when it starts.

use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;
use zip::ZipArchive;

use super::debian;
use crate::exec;
use crate::project::Project;
use crate::steps::Step;

const VERSION: &str = "1.31.1";

/// The first version with the C API that the engine uses (24).
const OLDEST_MINOR: u32 = 24;

const VENDORED: &str = "vendor/onnxruntime";

const SYSTEM: [&str; 7] = [
    "/usr/local/lib",
    "/usr/lib",
    "/usr/lib64",
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/opt/homebrew/lib",
    "/opt/onnxruntime/lib",
];

/// Finds the library, or takes it out of the package for Python.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    check_own_choice()?;
    if let Some(library) = find(project) {
        return Ok(format!("present, {}", library.display()));
    }
    let python = ensure_pip(project, step)?;
    step.say("downloading 24 MB from PyPI, about 10 s");
    let dir = tempfile::tempdir()?;
    let wheel = download(project, &python, &dir)?;
    let library = extract(&wheel, &project.path(VENDORED))?;
    Ok(format!("installed as {}", library.display()))
}

/// The library that programs started by xtask are to load: the one `ORT_DYLIB_PATH` names, the
/// project's, or the system's if it is new enough.
pub(crate) fn find(project: &Project) -> Option<PathBuf> {
    own_choice()
        .or_else(|| library_in(&project.path(VENDORED), |_| true))
        .or_else(|| SYSTEM.iter().find_map(|dir| library_in(Path::new(dir), is_new_enough)))
}

fn own_choice() -> Option<PathBuf> {
    env::var_os("ORT_DYLIB_PATH").filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn check_own_choice() -> Result<()> {
    match own_choice() {
        Some(path) if !path.is_file() => bail!(
            "ORT_DYLIB_PATH names {}, which is not a file: correct it, or unset it to have ONNX \
             Runtime {VERSION} downloaded",
            path.display()
        ),
        _ => Ok(()),
    }
}

fn library_in(dir: &Path, fits: impl Fn(&str) -> bool) -> Option<PathBuf> {
    let mut libraries: Vec<PathBuf> = fs::read_dir(dir)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name().is_some_and(|name| {
                let name = name.to_string_lossy();
                is_library(&name) && fits(&name)
            })
        })
        .collect();
    libraries.sort();
    libraries.pop()
}

/// Whether a file of this name is the library itself, on Linux, macOS or Windows.
fn is_library(name: &str) -> bool {
    let linux = name.starts_with("libonnxruntime.so");
    let macos = name.strip_suffix(".dylib").is_some_and(|stem| stem.starts_with("libonnxruntime."));
    linux || macos || name == "onnxruntime.dll"
}

/// Whether the version in a name such as `libonnxruntime.so.1.31.1` will do. A name without one
/// tells nothing, so it will not.
fn is_new_enough(name: &str) -> bool {
    let mut numbers = name.split('.').filter_map(|part| part.parse::<u32>().ok());
    numbers.next() == Some(1) && numbers.next().is_some_and(|minor| minor >= OLDEST_MINOR)
}

/// Makes sure of pip and returns the Python to call it with.
fn ensure_pip(project: &Project, step: &Step) -> Result<String> {
    if let Some(python) = python_with_pip(project) {
        return Ok(python);
    }
    if debian::can_install(project) {
        step.say("installing pip with apt-get, about 30 s");
        debian::install(project, &["python3", "python3-pip"])?;
    }
    python_with_pip(project).context(
        "Python's pip is missing, which fetches ONNX Runtime: install it (on Debian \
         `apt-get install python3-pip`), or set ORT_DYLIB_PATH to the library of an ONNX Runtime \
         1.24 or later",
    )
}

fn python_with_pip(project: &Project) -> Option<String> {
    ["python3", "python"].into_iter().map(str::to_owned).find(|python| {
        exec::output(project.command(python).args(["-m", "pip", "--version"])).is_ok()
    })
}

/// Fetches the package's file for this machine. The library in it does not depend on Python, so
/// any version of Python that has one will do.
fn download(project: &Project, python: &str, dir: &TempDir) -> Result<PathBuf> {
    let mut pip = project.command(python);
    pip.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check"]);
    pip.args(["--no-deps", "--only-binary=:all:", "--python-version", "3.12", "--dest"]);
    pip.arg(dir.path()).arg(format!("onnxruntime=={VERSION}"));
    exec::output(&mut pip).context(
        "cannot get ONNX Runtime from PyPI: check the connection and run this command again, or \
         set ORT_DYLIB_PATH to the library of an ONNX Runtime 1.24 or later",
    )?;
    let wheel = fs::read_dir(dir.path())?.next().context("pip downloaded nothing")?;
    Ok(wheel?.path())
}

/// Takes the library and its licences out of the package's file (a zip archive).
fn extract(wheel: &Path, to: &Path) -> Result<PathBuf> {
    let mut archive = ZipArchive::new(File::open(wheel)?)?;
    fs::create_dir_all(to)?;
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    for name in names {
        let base = name.rsplit('/').next().unwrap_or(&name);
        let licence = matches!(base, "LICENSE" | "ThirdPartyNotices.txt");
        if licence || is_library(base) {
            write_whole(&mut archive.by_name(&name)?, &to.join(base))?;
        }
    }
    library_in(to, |_| true)
        .with_context(|| format!("{} holds no ONNX Runtime library", wheel.display()))
}

/// Writes a file that is there wholly or not at all.
fn write_whole(from: &mut impl io::Read, to: &Path) -> Result<()> {
    let dir = to.parent().context("no directory to write to")?;
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    io::copy(from, &mut file)?;
    file.persist(to)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn libraries_are_told_from_their_neighbours() {
        let check = |name, expected| assert_eq!(is_library(name), expected, "{name}");
        check("libonnxruntime.so", true);
        check("libonnxruntime.so.1.31.1", true);
        check("libonnxruntime.1.31.1.dylib", true);
        check("onnxruntime.dll", true);
        check("libonnxruntime_providers_shared.so", false);
        check("onnxruntime_pybind11_state.so", false);
    }

    #[test]
    fn old_system_libraries_are_left_alone() {
        let check = |name, expected| assert_eq!(is_new_enough(name), expected, "{name}");
        check("libonnxruntime.so.1.24.0", true);
        check("libonnxruntime.1.31.1.dylib", true);
        check("libonnxruntime.so.1.21.0", false);
        check("libonnxruntime.so", false);
    }

    #[test]
    fn the_library_and_its_licence_are_extracted() {
        let dir = tempfile::tempdir().expect("a directory");
        let wheel = dir.path().join("onnxruntime.whl");
        let mut archive = ZipWriter::new(File::create(&wheel).expect("a file"));
        for name in ["onnxruntime/LICENSE", "onnxruntime/capi/libonnxruntime.so.1.31.1", "a/b.py"] {
            archive.start_file(name, SimpleFileOptions::default()).expect("an entry");
            archive.write_all(name.as_bytes()).expect("its content");
        }
        archive.finish().expect("an archive");

        let to = dir.path().join("vendor");
        let library = extract(&wheel, &to).expect("it holds the library");
        assert_eq!(library, to.join("libonnxruntime.so.1.31.1"));
        assert_eq!(fs::read_dir(&to).expect("a directory").count(), 2);
    }
}
