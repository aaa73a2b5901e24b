//! `pipeline`: reads catalogues from CSV files and builds models of them.

use anyhow::Result;
use clap::{Parser, Subcommand};
use pipeline::commands::build::{self, BuildArgs};
use pipeline::commands::clean::{self, CleanArgs};
use pipeline::commands::eval::{self, EvalArgs};
use pipeline::commands::hints::{self, HintsArgs};
use pipeline::commands::inspect::{self, InspectArgs};
use pipeline::commands::map::{self, MapArgs};
use pipeline::commands::resize::{self, ResizeArgs};
use pipeline::progress::Progress;

#[derive(Parser)]
#[command(version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build models of CSV files.
    Build(BuildArgs),
    /// Clean CSV files to one catalogue, with an account of every row.
    Clean(CleanArgs),
    /// Measure how good the rules and models are.
    Eval(EvalArgs),
    /// Draw labelled noisy hints from a catalogue: an open benchmark for finders.
    Hints(HintsArgs),
    /// Say what CSV files hold, before anything is built of them.
    Inspect(InspectArgs),
    /// Draw the map of models anew, or that of models that have none.
    Map(MapArgs),
    /// Make models of more or fewer tracks out of others, to measure how costs grow.
    Resize(ResizeArgs),
}

fn main() -> Result<()> {
    let progress = Progress::on_stderr();
    match Cli::parse().command {
        Command::Build(args) => build::run(&args, progress)?,
        Command::Clean(args) => clean::run(&args, progress)?,
        Command::Hints(args) => hints::run(&args, progress)?,
        Command::Eval(args) => eval::run(&args, progress)?,
        Command::Inspect(args) => inspect::run(&args, progress)?,
        Command::Map(args) => map::run(&args, progress)?,
        Command::Resize(args) => resize::run(&args, progress)?,
    }
    Ok(())
}
