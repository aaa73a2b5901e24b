//! The standard library, compiled from source and put where rustup would have put it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::wasm_target::{TARGET, Toolchain};
use crate::exec;
use crate::project::Project;

const CRATES: &str = "std,panic_abort,panic_unwind,proc_macro,test";

const MANIFEST: &str = r#"[package]
name = "wasm-std"
edition = "2024"

[profile.release]
codegen-units = 1

[workspace]
"#;

/// Compiles the standard library in `source` (it holds `library/`) into `toolchain`.
pub(super) fn build(project: &Project, toolchain: &Toolchain, source: &Path) -> Result<()> {
    let _link = SourceLink::create(toolchain, source)?;
    let work = tempfile::tempdir()?;
    write_empty_crate(work.path())?;
    exec::run(&mut cargo(project, toolchain, source, work.path()))?;
    let built = work.path().join("target").join(TARGET).join("release/deps");
    install(&built, &toolchain.sysroot.join("lib/rustlib").join(TARGET).join("lib"))
}

fn write_empty_crate(dir: &Path) -> Result<()> {
    fs::create_dir(dir.join("src"))?;
    fs::write(dir.join("Cargo.toml"), MANIFEST)?;
    fs::write(dir.join("src/lib.rs"), "#![no_std]\n")?;
    Ok(())
}

/// `-Zbuild-std` on a stable toolchain. The bitcode is for crates that use this library with LTO.
fn cargo(project: &Project, toolchain: &Toolchain, source: &Path, dir: &Path) -> Command {
    let in_sysroot = source_dir(toolchain);
    let remap =
        |from: &Path| format!("--remap-path-prefix={}=/rustc/{}", from.display(), toolchain.commit);
    let flags = ["-Cembed-bitcode=yes".into(), remap(source), remap(&in_sysroot)].join("\x1f");
    let mut cargo = project.command("cargo");
    cargo.current_dir(dir);
    cargo.args(["build", "--quiet", "--release", "--target", TARGET]);
    cargo.arg(format!("-Zbuild-std={CRATES}"));
    if let Some(name) = toolchain.sysroot.file_name().filter(|_| project.which("rustup").is_some())
    {
        // The temporary directory has no rust-toolchain.toml.
        cargo.env("RUSTUP_TOOLCHAIN", name);
    }
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_INCREMENTAL", "0");
    cargo.env("CARGO_TARGET_DIR", dir.join("target")).env("CARGO_ENCODED_RUSTFLAGS", flags);
    for variable in ["CARGO_BUILD_TARGET", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
        cargo.env_remove(variable);
    }
    cargo
}

/// Replaces `lib` by the libraries in `built`, in one move.
fn install(built: &Path, lib: &Path) -> Result<()> {
    let parent = lib.parent().context("the sysroot has no such directory")?;
    fs::create_dir_all(parent)?;
    let new = tempfile::tempdir_in(parent)?;
    for entry in fs::read_dir(built)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| is_std_library(&path)) {
            fs::copy(&path, new.path().join(name))?;
        }
    }
    if lib.exists() {
        fs::remove_dir_all(lib)?;
    }
    fs::rename(new.path(), lib).with_context(|| format!("cannot write {}", lib.display()))?;
    set_readable(lib)
}

fn is_std_library(path: &Path) -> bool {
    let own = path.file_name().is_some_and(|name| name.to_string_lossy().contains("wasm_std"));
    path.extension().is_some_and(|extension| extension == "rlib") && !own
}

/// A temporary directory is its owner's alone; a toolchain is everybody's.
fn set_readable(dir: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(dir, fs::Permissions::from_mode(0o755))?)
}

fn source_dir(toolchain: &Toolchain) -> PathBuf {
    toolchain.sysroot.join("lib/rustlib/src/rust")
}

/// The place where cargo looks for the source, for as long as the value lives.
struct SourceLink(Option<PathBuf>);

impl SourceLink {
    fn create(toolchain: &Toolchain, source: &Path) -> Result<Self> {
        let link = source_dir(toolchain);
        if link.join("library/Cargo.lock").is_file() {
            return Ok(Self(None));
        }
        if let Some(parent) = link.parent() {
            fs::create_dir_all(parent)?;
        }
        let _ = fs::remove_file(&link);
        symlink(source, &link).with_context(|| format!("cannot write {}", link.display()))?;
        Ok(Self(Some(link)))
    }
}

impl Drop for SourceLink {
    fn drop(&mut self) {
        if let Some(link) = &self.0 {
            let _ = fs::remove_file(link);
            let _ = link.parent().map(fs::remove_dir);
        }
    }
}
