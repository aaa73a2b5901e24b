//! `pipeline`: cleans catalogues and builds models from them.

use clap::{Parser, Subcommand};
use pipeline::commands::build::{self, BuildArgs};
use pipeline::commands::calibrate::{self, CalibrateArgs};
use pipeline::commands::clean::{self, CleanArgs};
use pipeline::commands::eval::{self, EvalArgs};
use pipeline::commands::fill::{self, FillArgs};
use pipeline::commands::hints::{self, HintsArgs};
use pipeline::commands::inspect::{self, InspectArgs};
use pipeline::commands::map::{self, MapArgs};
use pipeline::commands::resize::{self, ResizeArgs};
use pipeline::error::PipelineError;
use pipeline::progress::Progress;
use std::process::ExitCode;

#[derive(Parser)]
#[command(version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build models from source files.
    Build(BuildArgs),
    /// Learn again how sure the answers of models are.
    Calibrate(CalibrateArgs),
    /// Clean source files into one catalogue, with an account of every row.
    Clean(CleanArgs),
    /// Measure the quality of the rules and models.
    Eval(EvalArgs),
    /// Fill the empty audio features of a CSV file from the catalogue of models.
    Fill(FillArgs),
    /// Generate labelled noisy hints: an open benchmark for song finders.
    Hints(HintsArgs),
    /// Show what source files hold, without building anything.
    Inspect(InspectArgs),
    /// Compute the map of models that have none, or compute it again.
    Map(MapArgs),
    /// Make models with more or fewer tracks from existing ones, to measure how costs grow.
    Resize(ResizeArgs),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), PipelineError> {
    let progress = Progress::on_stderr();
    match command {
        Command::Build(args) => build::run(&args, progress),
        Command::Calibrate(args) => calibrate::run(&args, progress),
        Command::Clean(args) => clean::run(&args, progress),
        Command::Eval(args) => eval::run(&args, progress),
        Command::Fill(args) => fill::run(&args),
        Command::Hints(args) => hints::run(&args, progress),
        Command::Inspect(args) => inspect::run(&args, progress),
        Command::Map(args) => map::run(&args, progress),
        Command::Resize(args) => resize::run(&args, progress),
    }
}
