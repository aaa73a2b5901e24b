//! The two programs that the site is built with, installed for this project alone.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::exec;
use crate::project::Project;
use crate::steps::Step;

struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    features: &'static [&'static str],
    cost: &'static str,
}

/// Uses what is installed if its version fits, or installs it into the project's tools directory.
pub(super) fn ensure(project: &Project, step: &Step) -> Result<String> {
    let mut outcome = "present";
    for tool in tools(project)? {
        if !tool.is_installed(project) {
            tool.install(project, step)?;
            outcome = "installed";
        }
    }
    Ok(outcome.into())
}

fn tools(project: &Project) -> Result<[Tool; 2]> {
    let bindgen = Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: locked_wasm_bindgen(project)?,
        features: &[],
        cost: "about a minute on two cores",
    };
    let leptos = Tool {
        package: "cargo-leptos",
        program: "cargo-leptos",
        version: "0.3.10".into(),
        features: &["no_downloads"],
        cost: "about five minutes on two cores",
    };
    Ok([bindgen, leptos])
}

/// wasm-bindgen's program and library must have the same version.
fn locked_wasm_bindgen(project: &Project) -> Result<String> {
    let lock = fs::read_to_string(project.path("Cargo.lock")).context("cannot read Cargo.lock")?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version.to_owned())
}

impl Tool {
    fn is_installed(&self, project: &Project) -> bool {
        project.which(self.program).is_some()
            && exec::output(project.command(self.program).arg("--version"))
                .is_ok_and(|said| said.split_whitespace().any(|word| word == self.version))
    }

    fn install(&self, project: &Project, step: &Step) -> Result<()> {
        let Self { package, version, cost, .. } = self;
        step.say(&format!("installing {package} {version} from crates.io, {cost}"));
        let work = project.tools_dir().join("build");
        exec::run(&mut self.cargo_install(project, &work))?;
        Ok(fs::remove_dir_all(work)?)
    }

    /// Without optimisation: it builds in half the time and the tools are fast enough. The working
    /// directory stays if the installation is interrupted, so that the next goes on from there.
    fn cargo_install(&self, project: &Project, work: &std::path::Path) -> Command {
        let mut cargo = project.command("cargo");
        cargo.args(["install", "--debug", "--locked", "--force"]);
        cargo.args([self.package, "--version", &self.version]);
        cargo.args(["--features", &self.features.join(",")]);
        cargo.arg("--root").arg(project.tools_dir()).arg("--target-dir").arg(work);
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
        cargo
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_read() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.129"));
        assert_eq!(locked_version(lock, "leptos"), None);
    }
}
