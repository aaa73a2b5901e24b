//! Serves the page while the browser's part of it is still being compiled: every page works without scripts.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::exec;
use crate::profile::Profile;
use crate::project::Project;
use crate::steps::{Outcome, Step};

/// A server that stops when this is dropped, though not if xtask itself is killed.
pub(crate) struct FirstLook(Child);

impl FirstLook {
    /// Starts the server that `serve` calls, and waits until it listens on `address`.
    pub(crate) fn open(mut serve: Command, address: SocketAddr) -> Result<Self> {
        let mut look = Self(serve.spawn().context("cannot start the server")?);
        while TcpStream::connect(address).is_err() {
            if let Some(status) = look.0.try_wait()? {
                bail!("the server ended ({status}); what it said stands above");
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(look)
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
pub(crate) fn build(project: &Project, profile: Profile, step: &Step) -> Result<Outcome> {
    step.say("compiling; some minutes the first time");
    exec::run(&mut project.cargo("build -p server"))?;
    let site = project.path(SITE);
    copy_files(&project.path("public"), &site)?;
    let mut sass = project.command("sass");
    sass.args(["--no-source-map", "style/main.scss"]).arg(site.join("pkg/earworm.css"));
    exec::run(&mut sass)?;
    // Elsewhere than cargo puts it: beside it there may be the hashes of another site.
    copy(&profile.program(project, "earworm"), &project.path(SERVER))?;
    Ok(Outcome::Done("built".into()))
}

fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
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
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn the_server_stops_with_the_look() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let mut sleep = Command::new("sleep");
        sleep.arg("60");
        let look = FirstLook::open(sleep, address).expect("somebody listens");
        let is_alive = format!("kill -0 {}", look.0.id());
        let is_alive =
            || Command::new("sh").args(["-c", &is_alive]).status().expect("sh").success();
        assert!(is_alive());
        drop(look);
        assert!(!is_alive());
    }

    #[test]
    fn a_server_that_ends_is_reported() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        drop(listener);
        let error = FirstLook::open(Command::new("false"), address).err().expect("it ends");
        assert!(error.to_string().contains("the server ended"), "{error}");
    }
}
