//! The standard library for wasm32-unknown-unknown, of the Rust toolchain in use.

use std::fs;

use anyhow::{Context as _, Result};

use crate::exec;
use crate::project::Project;
use crate::steps::Step;

const TARGET: &str = "wasm32-unknown-unknown";

/// Makes `cargo build --target wasm32-unknown-unknown` work. The script is for machines that cannot
/// reach rustup's servers.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    if works(project)? {
        return Ok("present".into());
    }
    step.say("rustup target add, about 5 s");
    let added = exec::run(project.command("rustup").args(["target", "add", TARGET]));
    if added.is_ok() && works(project)? {
        return Ok("added by rustup".into());
    }
    step.say("compiling it from Debian's source package, about a minute");
    exec::run(&mut project.command(project.path(".ci/wasm-std"))).context(
        "this Rust cannot compile for wasm32-unknown-unknown: run `rustup target add` where rustup's \
         servers can be reached, or install the target the way Rust was installed",
    )?;
    Ok("built from source".into())
}

/// Whether a library that uses std can be compiled and linked for the target.
fn works(project: &Project) -> Result<bool> {
    let dir = tempfile::tempdir()?;
    let source = dir.path().join("probe.rs");
    fs::write(&source, "pub fn probe() -> usize { std::env::args().count() }\n")?;
    let mut rustc = project.command("rustc");
    rustc.args(["--edition", "2024", "--crate-type", "cdylib", "--target", TARGET]);
    rustc.arg(&source).arg("-o").arg(dir.path().join("probe.wasm"));
    Ok(rustc.output().context("cannot start rustc")?.status.success())
}
