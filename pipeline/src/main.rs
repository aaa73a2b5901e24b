//! `pipeline`: reads catalogues from CSV files and builds models of them.

use anyhow::Result;
use clap::{Parser, Subcommand};
use pipeline::commands::build::{self, BuildArgs};
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
}

fn main() -> Result<()> {
    let progress = Progress::on_stderr();
    match Cli::parse().command {
        Command::Build(args) => build::run(&args, progress)?,
    }
    Ok(())
}
