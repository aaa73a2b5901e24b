//! The standard library for wasm32-unknown-unknown, of the Rust toolchain in use.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::exec;
use crate::project::Project;
use crate::steps::Step;

pub(super) const TARGET: &str = "wasm32-unknown-unknown";

/// rustup's servers answer in seconds or, behind some firewalls, never.
const RUSTUP_LIMIT: Duration = Duration::from_mins(2);

/// The toolchain that cargo uses in the checkout.
pub(super) struct Toolchain {
    pub(super) sysroot: PathBuf,
    /// The version of rustc, such as `1.95.0`.
    pub(super) release: String,
    pub(super) commit: String,
}

/// Makes `cargo build --target wasm32-unknown-unknown` work: it does already, or rustup adds the
/// target, or the standard library is built from the source that Debian has of the same rustc.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    if works(project)? {
        return Ok("present".into());
    }
    let toolchain = Toolchain::active(project)?;
    toolchain.remove_outdated()?;
    if added_by_rustup(project, step) && works(project)? {
        return Ok("added by rustup".into());
    }
    build_from_source(project, &toolchain, step)?;
    if !works(project)? {
        bail!("the standard library was built but does not work; {}", advice(&toolchain.release));
    }
    Ok("built from source".into())
}

impl Toolchain {
    fn active(project: &Project) -> Result<Self> {
        let version = exec::output(project.command("rustc").arg("-vV"))?;
        let sysroot = exec::output(project.command("rustc").args(["--print", "sysroot"]))?;
        Ok(Self {
            sysroot: sysroot.trim().into(),
            release: field(&version, "release")?,
            commit: field(&version, "commit-hash")?,
        })
    }

    /// Removes a standard library that this program built for an earlier rustc: beside it, rustup's
    /// would not work either.
    fn remove_outdated(&self) -> Result<()> {
        let libraries = self.sysroot.join("lib/rustlib");
        let built = libraries.join(TARGET);
        let from_rustup = libraries.join(format!("manifest-rust-std-{TARGET}")).exists();
        if built.exists() && !from_rustup {
            fs::remove_dir_all(&built)
                .with_context(|| format!("cannot remove {}", built.display()))?;
        }
        Ok(())
    }
}

fn field(version: &str, name: &str) -> Result<String> {
    version
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .map(str::to_owned)
        .with_context(|| format!("`rustc -vV` does not tell its {name}"))
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

fn added_by_rustup(project: &Project, step: &Step) -> bool {
    if project.which("rustup").is_none() {
        return false;
    }
    step.say("asking rustup for it, about 5 s");
    let mut rustup = project.command("rustup");
    rustup.args(["target", "add", TARGET]).env("RUST_BACKTRACE", "0");
    match exec::run_within(&mut rustup, RUSTUP_LIMIT) {
        Ok(()) => true,
        Err(error) => {
            step.say(&format!("not to be had from rustup: {error:#}"));
            false
        }
    }
}

#[cfg(unix)]
fn build_from_source(project: &Project, toolchain: &Toolchain, step: &Step) -> Result<()> {
    step.say("looking for the source of its standard library in Debian's packages");
    let source = super::debian::std_source(project, &toolchain.release)
        .with_context(|| advice(&toolchain.release))?;
    step.say("compiling the standard library, about 40 s");
    super::wasm_std::build(project, toolchain, source.as_ref())
}

#[cfg(not(unix))]
fn build_from_source(_: &Project, toolchain: &Toolchain, _: &Step) -> Result<()> {
    bail!(advice(&toolchain.release))
}

fn advice(release: &str) -> String {
    format!(
        "Rust {release} cannot compile for {TARGET} here: run `rustup target add {TARGET}` where \
         rustup's servers can be reached, or install that target with what installed Rust"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustc_version_is_read() {
        let version = "rustc 1.95.0 (5980 2026-04-14)\nbinary: rustc\nrelease: 1.95.0\n";
        assert_eq!(field(version, "release").expect("it is there"), "1.95.0");
        assert!(field(version, "commit-hash").is_err());
    }
}
