//! The page before the browser's part of it is built, which takes longer than all else: it works without.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use anyhow::{Context as _, Result};

use crate::exec;
use crate::project::Project;
use crate::steps::{Outcome, Step};

/// A server that stops when this is dropped.
pub(crate) struct FirstLook(Child);

impl FirstLook {
    /// Starts the server that `serve` calls.
    pub(crate) fn open(mut serve: Command) -> Result<Self> {
        Ok(Self(serve.spawn().context("cannot start the server")?))
    }
}

impl Drop for FirstLook {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Where the server for the first look is, and in which directory its site.
pub(crate) const SERVER: &str = "target/first-look/earworm";
pub(crate) const SITE: &str = "target/first-look/site";

/// Compiles the server, and makes the site without scripts.
pub(crate) fn build(project: &Project, step: &Step) -> Result<Outcome> {
    step.say("compiling; some minutes the first time");
    exec::run(&mut project.cargo("build -p server"))?;
    let site = project.path(SITE);
    copy_files(&project.path("public"), &site)?;
    let mut sass = project.command("sass");
    sass.args(["--no-source-map", "style/main.scss"]).arg(site.join("pkg/earworm.css"));
    exec::run(&mut sass)?;
    // Elsewhere than cargo puts it: beside it there may be the hashes of another site.
    copy(&project.target_dir().join("debug/earworm"), &project.path(SERVER))?;
    Ok(Outcome::Done("built".into()))
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    // A program that runs cannot be overwritten, but removed.
    let _ = fs::remove_file(to);
    fs::copy(from, to).map(drop).with_context(|| format!("cannot copy {}", from.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_stops_with_the_look() {
        let mut sleep = Command::new("sleep");
        sleep.arg("60");
        let look = FirstLook::open(sleep).expect("it starts");
        let process = format!("/proc/{}", look.0.id());
        drop(look);
        assert!(!Path::new(&process).exists());
    }
}
