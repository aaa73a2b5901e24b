//! `cargo xtask test`: every check and test, with the set-up that each needs.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use crate::exec;
use crate::project::Project;
use crate::setup::{self, Need};
use crate::steps::{Step, Steps};

/// Not where `cargo xtask run` has its site: that may be served at the same time.
const SITE: &str = "target/test-site";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only this step and what it needs; can be given several times
    #[arg(long, value_name = "STEP", value_enum)]
    only: Vec<Check>,
}

/// A step, in the order in which they are taken: the quick ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Check {
    /// cargo fmt
    Format,
    /// cargo clippy for everything but the front end
    Lint,
    /// cargo clippy for the pipeline with the finders that Earworm is compared with
    LintPeers,
    /// cargo clippy for the front end, which is compiled for wasm
    LintFrontend,
    /// cargo deny: licences, banned and duplicate crates, sources
    Deny,
    /// cargo test for xtask, and for which crate may depend on which
    Xtask,
    /// cargo test for the server and what it is made of, the rendered components among it
    Unit,
    /// cargo leptos build --split
    Site,
    /// Playwright, in Chromium
    EndToEnd,
    /// cargo test for the pipeline, on its own: polars turns on other features of shared crates,
    /// so that together with it the server would be compiled a second time
    Pipeline,
}

pub(crate) fn test(project: &Project, args: &Args) -> Result<()> {
    let checks = selected(&args.only);
    let needs: BTreeSet<Need> = checks.iter().flat_map(|check| check.needs()).copied().collect();
    let mut steps = Steps::new(needs.len() + checks.len());
    let result = take_all(project, &needs, &checks, &mut steps);
    steps.summarise();
    result?;
    let which = if args.only.is_empty() { "All tests" } else { "The chosen steps" };
    println!("\n{which} passed.");
    Ok(())
}

/// The steps asked for, or all, with those that they build on.
fn selected(only: &[Check]) -> BTreeSet<Check> {
    let chosen = if only.is_empty() { Check::value_variants() } else { only };
    chosen.iter().flat_map(|check| check.requires().iter().chain([check])).copied().collect()
}

fn take_all(
    project: &Project,
    needs: &BTreeSet<Need>,
    checks: &BTreeSet<Check>,
    steps: &mut Steps,
) -> Result<()> {
    for need in needs {
        need.provide(project, steps)?;
    }
    for check in checks {
        steps.take(check.title(), |step| check.run(project, step))?;
    }
    Ok(())
}

impl Check {
    fn title(self) -> &'static str {
        match self {
            Self::Format => "Format",
            Self::Lint => "Lints",
            Self::LintPeers => "Lints of the peers",
            Self::LintFrontend => "Lints of the front end",
            Self::Deny => "Dependencies",
            Self::Xtask => "Tests of xtask and crate boundaries",
            Self::Unit => "Tests of catalog, engine, app, server",
            Self::Site => "Site and server",
            Self::EndToEnd => "End-to-end tests",
            Self::Pipeline => "Tests of the pipeline",
        }
    }

    fn needs(self) -> &'static [Need] {
        match self {
            Self::Format | Self::Lint | Self::LintPeers | Self::Deny | Self::Xtask => &[],
            Self::LintFrontend => &[Need::WasmTarget],
            Self::Unit => &[Need::OnnxRuntime, Need::Nginx],
            Self::Pipeline => &[Need::OnnxRuntime],
            Self::Site => &[Need::WasmTarget, Need::CargoTools, Need::NpmPackages],
            Self::EndToEnd => &Need::ALL,
        }
    }

    fn requires(self) -> &'static [Self] {
        if self == Self::EndToEnd { &[Self::Site] } else { &[] }
    }

    fn run(self, project: &Project, step: &Step) -> Result<String> {
        let line = match self {
            Self::Format => "fmt --all --check",
            Self::Lint => "clippy --all-targets -- -D warnings",
            Self::LintPeers => "clippy -p pipeline --features peers -- -D warnings",
            Self::LintFrontend => {
                "clippy -p frontend --target wasm32-unknown-unknown -- -D warnings"
            }
            Self::Deny => return deny(project, step),
            Self::Xtask => "test -p xtask",
            Self::Unit => "test -p catalog -p engine -p app -p server",
            Self::Site => return site(project, step),
            Self::EndToEnd => return end_to_end(project, step),
            Self::Pipeline => "test -p pipeline",
        };
        call(project, step, line)
    }
}

fn call(project: &Project, step: &Step, line: &str) -> Result<String> {
    step.say(&format!("cargo {line}"));
    exec::run(&mut project.cargo(line))?;
    Ok("ok".into())
}

/// cargo-deny takes longer to install than all the rest to test, so it is run where it is there.
fn deny(project: &Project, step: &Step) -> Result<String> {
    if project.which("cargo-deny").is_none() {
        step.say("cargo-deny is not installed (`cargo install --locked cargo-deny`)");
        return Ok("left out".into());
    }
    call(project, step, "deny check bans licenses sources")
}

fn site(project: &Project, step: &Step) -> Result<String> {
    step.say("cargo leptos build --split");
    // A backtrace of cargo-leptos would push what the compiler said out of sight.
    let mut cargo = project.cargo("leptos build --split");
    exec::run(cargo.env("LEPTOS_SITE_ROOT", SITE).env("RUST_BACKTRACE", "0"))?;
    Ok("ok".into())
}

/// The configuration in end2end/ starts the server itself, with what it finds in these variables.
fn end_to_end(project: &Project, step: &Step) -> Result<String> {
    step.say("playwright test");
    let mut playwright: Command = project.command("playwright");
    playwright.args(["test", "--config", "end2end/playwright.config.ts"]);
    playwright.env("EARWORM_SERVER_BIN", project.target_dir().join("debug/earworm"));
    playwright.env("EARWORM_MODELS", project.path("models/demo"));
    playwright.env("EARWORM_SITE", project.path(SITE));
    if let Some(browser) = setup::find_browser(project) {
        playwright.env("CHROME_PATH", browser);
    }
    exec::run(&mut playwright)?;
    Ok("ok".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_choice_all_steps_are_taken() {
        assert_eq!(selected(&[]).len(), Check::value_variants().len());
    }

    #[test]
    fn a_step_brings_what_it_builds_on() {
        let check = |only: &[Check], expected: &[Check]| {
            assert_eq!(selected(only).into_iter().collect::<Vec<_>>(), expected);
        };
        check(&[Check::Format], &[Check::Format]);
        check(&[Check::EndToEnd], &[Check::Site, Check::EndToEnd]);
        check(&[Check::EndToEnd, Check::Site], &[Check::Site, Check::EndToEnd]);
    }
}
