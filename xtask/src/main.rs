//! `cargo xtask`: sets Earworm up, builds it, runs it and tests it.
//!
//! It contains no build logic: each step checks whether its tool or file is there and, if not, calls
//! rustup, cargo, npm, pip, apt-get, cargo-leptos or Playwright.

mod exec;
mod first_look;
mod models;
mod profile;
mod project;
mod run;
mod setup;
mod site;
mod steps;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::project::Project;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set Earworm up, run it and test it")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set up what is missing, build the site and serve it on this machine
    Run(run::Args),
    /// Set up what is missing and build the site and the server
    Build,
    /// Set up what is missing, then run every check and test
    Test(test::Args),
    /// Set up the wasm target, cargo-leptos, npm packages, ONNX Runtime and a browser
    Setup,
    /// Build models from CSV files
    BuildModels(models::Build),
}

fn main() -> ExitCode {
    let project = Project::locate();
    let result = match Cli::parse().command {
        Command::Run(args) => run::run(&project, &args),
        Command::Build => site::set_up_and_build(&project),
        Command::Test(args) => test::test(&project, &args),
        Command::Setup => setup::setup(&project),
        Command::BuildModels(args) => models::build(&project, &args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

#[test]
fn the_command_line_is_consistent() {
    use clap::CommandFactory as _;
    Cli::command().debug_assert();
}
