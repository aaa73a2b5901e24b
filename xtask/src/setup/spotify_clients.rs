//! Spotify's clients for Python, which are tested against the server, in a virtual environment.

use anyhow::{Context as _, Result};

use super::debian;
use super::lists::unless_installed;
use crate::exec;
use crate::project::Project;
use crate::steps::Step;

const WANTED: &str = "server/tests/clients/requirements.txt";
const ENVIRONMENT: &str = "target/clients";

/// A copy of the requirements that were installed last.
const INSTALLED: &str = "target/clients/requirements.txt";

pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    unless_installed(project, WANTED, INSTALLED, || install(project, step))
}

fn install(project: &Project, step: &Step) -> Result<()> {
    step.say("installing spotipy and tekore from PyPI, about 15 s");
    let environment = || exec::output(project.command("python3").args(["-m", "venv", ENVIRONMENT]));
    environment().or_else(|error| {
        // Debian has the module in a package of its own.
        if debian::install(project, step, &["python3-venv"])? { environment() } else { Err(error) }
    })?;
    let mut pip = project.command(project.path(ENVIRONMENT).join("bin/pip"));
    let options = "install --quiet --disable-pip-version-check --require-hashes --requirement";
    pip.args(options.split(' ')).arg(WANTED);
    exec::output(&mut pip).context("cannot install spotipy and tekore: check the connection")?;
    Ok(())
}
