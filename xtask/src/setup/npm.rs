//! The packages of package.json: sass and wasm-opt for cargo-leptos, Playwright and TypeScript for
//! the tests.

use anyhow::{Result, bail};

use super::debian;
use super::lists::unless_installed;
use crate::exec;
use crate::project::Project;
use crate::steps::Step;

const LOCK: &str = "package-lock.json";

/// A copy of the lock file that was installed last.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// Installs what the lock file names, if that has changed since the last time.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    unless_installed(project, LOCK, INSTALLED, || install(project, step))
}

fn install(project: &Project, step: &Step) -> Result<()> {
    if project.which("npm").is_none() && !debian::install(project, step, &["nodejs", "npm"])? {
        bail!(
            "npm is missing: install Node.js 20.19 or later from https://nodejs.org or your system"
        );
    }
    step.say("npm ci, about 10 s");
    let mut npm = project.command("npm");
    // The optional package is for `sass --watch` alone and would be compiled.
    npm.args(["ci", "--omit=optional", "--engine-strict", "--no-fund", "--no-audit"]);
    exec::output(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")).map(drop)
}
