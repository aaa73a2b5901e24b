//! `cargo xtask test`: every check and test, with the set-up that each needs.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::exec;
use crate::project::Project;
use crate::setup::{
    self, BROWSER, CARGO_TOOLS, CLIENTS, LINTERS, LINTERS_DIR, NPM_PACKAGES, Need, ONNX_RUNTIME,
    WASM_TARGET,
};
use crate::steps::{Outcome, Step, Steps};

/// Not where `cargo xtask run` has its site: that may be served at the same time.
const SITE: &str = "target/test-site";

/// A test that cannot run adds a line `NAME: reason` to this file.
const NOT_RUN: &str = "target/not-run.txt";

/// The compiler that the code has no warnings with.
const KNOWN_RUST: &str = env!("CARGO_PKG_RUST_VERSION");

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Run only this step and what it needs; can be repeated
    #[arg(long, value_name = "STEP", value_parser = CHECKS.map(|check| check.name))]
    only: Vec<String>,
}

struct Check {
    name: &'static str,
    needs: &'static [Need],
    run: fn(&Call) -> Result<Outcome>,
}

/// Always of the same packages, so that their dependencies are compiled once.
const TEST_SERVER: &str = "cargo test -p catalog -p engine -p app -p server";

/// The steps, the quick ones first. The pipeline is tested on its own: polars turns on features of
/// shared crates, so that testing it with the server would compile the server a second time.
const CHECKS: [Check; 13] = [
    check("format", &[], format),
    check("dependencies", &[LINTERS], |call| {
        call.linter("cargo-deny", "check bans licenses sources")
    }),
    check("advisories", &[LINTERS], advisories),
    check("container", &[LINTERS], container),
    check("types", &[NPM_PACKAGES], |call| call.program("tsc -p end2end")),
    check("boundaries", &[], |call| call.program("cargo test -p xtask")),
    check("lint", &[], |call| call.clippy("--all-targets")),
    check("lint-baselines", &[], |call| call.clippy("-p pipeline --features baselines")),
    check("lint-frontend", &[WASM_TARGET], |call| {
        call.clippy("-p frontend --target wasm32-unknown-unknown")
    }),
    check("server", &[ONNX_RUNTIME], |call| call.program(TEST_SERVER)),
    check("clients", &[ONNX_RUNTIME, NPM_PACKAGES, CLIENTS], |call| {
        call.program(&format!("{TEST_SERVER} --test clients -- --include-ignored"))
    }),
    check(
        "end-to-end",
        &[WASM_TARGET, CARGO_TOOLS, NPM_PACKAGES, ONNX_RUNTIME, BROWSER, TEST_SITE],
        end_to_end,
    ),
    check("pipeline", &[ONNX_RUNTIME], |call| call.program("cargo test -p pipeline")),
];

const TEST_SITE: Need = Need { name: "site", ensure: build_test_site };

const fn check(
    name: &'static str,
    needs: &'static [Need],
    run: fn(&Call) -> Result<Outcome>,
) -> Check {
    Check { name, needs, run }
}

/// Runs all steps, whether or not one fails.
pub(crate) fn test(project: &Project, args: &Args) -> Result<()> {
    let is_chosen =
        |check: &Check| args.only.is_empty() || args.only.iter().any(|name| name == check.name);
    let checks: Vec<Check> = CHECKS.into_iter().filter(is_chosen).collect();
    let needs: BTreeSet<&str> =
        checks.iter().flat_map(|check| check.needs).map(|need| need.name).collect();
    let mut steps = Steps::new(needs.len() + checks.len());
    let not_run = project.path(NOT_RUN);
    let _ = fs::remove_file(&not_run);
    for check in checks {
        for need in check.needs {
            if !steps.has_taken(need.name) {
                report(need.provide(project, &mut steps));
            }
        }
        let missing = check.needs.iter().find(|need| steps.has_failed(need.name));
        report(steps.take(check.name, |step| match missing {
            Some(need) => Ok(Outcome::NotRun(format!("{} failed", need.name))),
            None => (check.run)(&Call { project, step }),
        }));
    }
    let not_run = fs::read_to_string(not_run).unwrap_or_default();
    let failed = steps.summarise(&not_run.lines().collect::<Vec<_>>());
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

fn report(result: Result<()>) {
    if let Err(error) = result {
        eprintln!("error: {error:#}");
    }
}

/// What a check calls, and where.
struct Call<'a> {
    project: &'a Project,
    step: &'a Step,
}

impl Call<'_> {
    /// Runs the program that is the first word of `line`.
    fn program(&self, line: &str) -> Result<Outcome> {
        self.run(&mut self.command(line))
    }

    fn command(&self, line: &str) -> Command {
        let mut words = line.split(' ');
        let mut command = self.project.command(words.next().unwrap_or_default());
        command.args(words).env("EARWORM_NOT_RUN", self.project.path(NOT_RUN));
        command
    }

    fn run(&self, command: &mut Command) -> Result<Outcome> {
        let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
        self.step.say(&words.join(" "));
        exec::run(command)?;
        Ok(Outcome::Done("ok".into()))
    }

    /// Another version of clippy may have lints that the code was not written for, so it only warns.
    fn clippy(&self, options: &str) -> Result<Outcome> {
        let deny = if self.knows_rust()? { " -- -D warnings" } else { "" };
        self.program(&format!("cargo clippy {options}{deny}"))
    }

    fn knows_rust(&self) -> Result<bool> {
        let version = exec::output(self.project.command("rustc").arg("--version"))?;
        Ok(version.starts_with(&format!("rustc {KNOWN_RUST}.")))
    }

    fn linter(&self, program: &str, options: &str) -> Result<Outcome> {
        self.run(&mut self.linter_command(program, options))
    }

    fn linter_command(&self, program: &str, options: &str) -> Command {
        let bin = self.project.path(LINTERS_DIR).join("bin");
        let mut command = self.project.command(bin.join(program));
        command.args(options.split(' '));
        command
    }
}

/// Another version of rustfmt may format otherwise.
fn format(call: &Call) -> Result<Outcome> {
    if call.knows_rust()? {
        return call.program("cargo fmt --all --check");
    }
    Ok(Outcome::NotRun(format!("the code is formatted by Rust {KNOWN_RUST}")))
}

fn advisories(call: &Call) -> Result<Outcome> {
    if exec::output(&mut call.linter_command("cargo-deny", "fetch db")).is_err() {
        return Ok(Outcome::NotRun("RustSec's database on GitHub cannot be reached".into()));
    }
    call.linter("cargo-deny", "--offline check advisories")
}

/// As far as the image can be checked without building it.
fn container(call: &Call) -> Result<Outcome> {
    call.linter("hadolint", "Dockerfile")?;
    call.linter("check-jsonschema", "--builtin-schema vendor.compose-spec compose.yaml")
}

fn build_test_site(project: &Project, step: &Step) -> Result<String> {
    step.say("cargo leptos build --split");
    let mut cargo = project.cargo("leptos build --split");
    // A backtrace of cargo-leptos would push the compiler's messages out of sight.
    exec::run(cargo.env("LEPTOS_SITE_ROOT", SITE).env("RUST_BACKTRACE", "0"))?;
    Ok("built".into())
}

/// The configuration in end2end/ starts the server that these variables describe.
fn end_to_end(call: &Call) -> Result<Outcome> {
    let project = call.project;
    let mut playwright = call.command("playwright test --config end2end/playwright.config.ts");
    playwright.env("EARWORM_SERVER_BIN", project.target_dir().join("debug/earworm"));
    playwright.env("EARWORM_MODELS", project.path("models/demo"));
    playwright.env("EARWORM_SITE", project.path(SITE));
    playwright.envs(setup::find_browser(project).map(|browser| ("CHROME_PATH", browser)));
    call.run(&mut playwright)
}
