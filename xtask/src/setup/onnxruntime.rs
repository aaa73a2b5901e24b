//! ONNX Runtime's shared library, which the engine loads from vendor/ when it starts.

use std::env;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::debian;
use super::lists::unless_installed;
use crate::exec;
use crate::project::Project;
use crate::steps::Step;

/// The version, with the hashes that pip compares.
const WANTED: &str = "xtask/onnxruntime.txt";

/// A copy of what was installed last.
const INSTALLED: &str = "vendor/onnxruntime.txt";

/// Installs the Python package that contains the library, unless `ORT_DYLIB_PATH` names another.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    if env::var_os("ORT_DYLIB_PATH").is_some_and(|path| !path.is_empty()) {
        return Ok("present, as ORT_DYLIB_PATH says".into());
    }
    unless_installed(project, WANTED, INSTALLED, || install(project, step))
}

fn install(project: &Project, step: &Step) -> Result<()> {
    if exec::output(pip(project).arg("--version")).is_err()
        && !debian::install(project, step, &["python3", "python3-pip"])?
    {
        bail!("pip, which downloads ONNX Runtime, is missing: install Python 3 with pip");
    }
    step.say("downloading 24 MB from PyPI, about 10 s");
    download(project).context(
        "cannot install ONNX Runtime: check the connection and repeat, or set ORT_DYLIB_PATH to the \
         library of ONNX Runtime 1.24 or later",
    )
}

fn pip(project: &Project) -> Command {
    let mut python = project.command("python3");
    python.args(["-m", "pip"]);
    python
}

/// The library does not depend on Python, so the wheel of any version will do.
fn download(project: &Project) -> Result<()> {
    let mut pip = pip(project);
    pip.args(["install", "--disable-pip-version-check", "--no-deps", "--upgrade"]);
    pip.args(["--only-binary=:all:", "--python-version=3.12", "--target=vendor"]);
    pip.args(["--require-hashes", "--requirement", WANTED]);
    exec::output(&mut pip).map(drop)
}
