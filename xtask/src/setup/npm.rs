//! The packages of package.json: sass and wasm-opt for cargo-leptos, Playwright for the tests.

use std::fs;

use anyhow::{Context as _, Result, bail};

use super::debian;
use crate::exec;
use crate::project::Project;
use crate::steps::Step;

/// The oldest Node.js that sass and Playwright run on.
const OLDEST_NODE: u32 = 20;

const LOCK: &str = "package-lock.json";

/// A copy of the lock file that was installed last.
const INSTALLED: &str = "node_modules/.installed-lock.json";

/// Installs what the lock file names, if it changed since it was installed last.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    ensure_node(project, step)?;
    let lock = fs::read(project.path(LOCK)).with_context(|| format!("cannot read {LOCK}"))?;
    if fs::read(project.path(INSTALLED)).is_ok_and(|installed| installed == lock) {
        return Ok("present".into());
    }
    step.say("installing, about 10 s");
    let mut npm = project.command("npm");
    // The optional package only serves `sass --watch`, and would be compiled.
    npm.args(["ci", "--omit=optional", "--no-fund", "--no-audit"]);
    exec::output(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::write(project.path(INSTALLED), lock)?;
    Ok("installed".into())
}

fn ensure_node(project: &Project, step: &Step) -> Result<()> {
    let missing = project.which("node").is_none() || project.which("npm").is_none();
    if missing && debian::can_install(project) {
        step.say("installing Node.js with apt-get, about 20 s");
        debian::install(project, &["nodejs", "npm"])?;
    }
    let version = exec::output(project.command("node").arg("--version"))
        .with_context(|| node_advice("Node.js is missing"))?;
    if major(&version).is_none_or(|major| major < OLDEST_NODE) {
        bail!(node_advice(&format!("Node.js {} is too old", version.trim())));
    }
    Ok(())
}

fn node_advice(problem: &str) -> String {
    format!(
        "{problem}: install Node.js {OLDEST_NODE} or later with npm, from https://nodejs.org or \
         your system's packages, then run this command again"
    )
}

/// The first number of a version such as `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_read() {
        let check = |version, expected| assert_eq!(major(version), expected, "{version}");
        check("v20.20.2\n", Some(20));
        check("v9.1.0", Some(9));
        check("node: not found", None);
    }
}
