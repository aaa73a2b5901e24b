//! The two programs that build the site, installed for this project alone.

use std::fs;

use anyhow::{Context as _, Result};

use crate::exec;
use crate::project::Project;
use crate::steps::Step;

/// Uses the installed programs if their versions fit, or installs them into target/tools.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    let bindgen = locked_version(project, "wasm-bindgen")?;
    let mut outcome = "present";
    for [package, program, version, features] in [
        // The program must have the same version as the library.
        ["wasm-bindgen-cli", "wasm-bindgen", &bindgen, ""],
        ["cargo-leptos", "cargo-leptos", "0.3.10", "no_downloads"],
    ] {
        if !is_installed(project, program, version) {
            step.say(&format!("installing {package} {version}, some minutes"));
            install(project, &format!("{package}@{version}"), features)?;
            outcome = "installed";
        }
    }
    Ok(outcome.into())
}

fn locked_version(project: &Project, package: &str) -> Result<String> {
    let id = exec::output(&mut project.cargo(&format!("pkgid {package}")))?;
    let (_, version) = id.trim().rsplit_once('@').context("`cargo pkgid` prints no version")?;
    Ok(version.to_owned())
}

fn is_installed(project: &Project, program: &str, version: &str) -> bool {
    project.which(program).is_some()
        && exec::output(project.command(program).arg("--version"))
            .is_ok_and(|printed| printed.split_whitespace().any(|word| word == version))
}

/// Installs without optimisation, in half the time. The target directory stays if this is
/// interrupted, so that it can go on.
fn install(project: &Project, package: &str, features: &str) -> Result<()> {
    let target = project.tools_dir().join("build");
    let mut cargo = project.command("cargo");
    cargo.args(["install", "--debug", "--locked", "--force", package, "--features", features]);
    cargo.arg("--root").arg(project.tools_dir()).arg("--target-dir").arg(&target);
    cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    exec::run(&mut cargo)?;
    Ok(fs::remove_dir_all(target)?)
}
