//! `pipeline eval`.

mod find;

use crate::error::PipelineError;
use crate::eval::original::OriginalHints;
use crate::eval::songs::{SongsEvaluation, built_in_pairs, read_pairs};
use engine::Engine;
use find::FindArgs;
use serde::Serialize;
use std::fmt::Display;
use std::path::PathBuf;

/// Measures how good the rules and models are.
#[derive(Debug, clap::Args)]
pub struct EvalArgs {
    #[command(subcommand)]
    command: EvalCommand,
}

#[derive(Debug, clap::Subcommand)]
enum EvalCommand {
    /// How often, and how fast, models find the right song from noisy hints.
    Find(FindArgs),
    /// What models find for the sixteen hints of the original.
    Original(OriginalArgs),
    /// How well versions of one song are told from other songs.
    Songs(SongsArgs),
}

#[derive(Debug, clap::Args)]
struct OriginalArgs {
    /// The models directory.
    #[arg(long, value_name = "DIR")]
    models: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct SongsArgs {
    /// A CSV file of labelled pairs; without it, those that come with the program.
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command; the figures go to standard output.
///
/// # Errors
/// If a file cannot be read.
pub fn run(args: &EvalArgs) -> Result<(), PipelineError> {
    match &args.command {
        EvalCommand::Find(args) => print(&find::evaluate(args)?, args.json),
        EvalCommand::Original(args) => original(args)?,
        EvalCommand::Songs(args) => songs(args)?,
    }
    Ok(())
}

fn original(args: &OriginalArgs) -> Result<(), PipelineError> {
    let engine = Engine::load(&args.models)?;
    print(&OriginalHints::on(&engine)?, args.json);
    Ok(())
}

fn songs(args: &SongsArgs) -> Result<(), PipelineError> {
    let pairs = args.pairs.as_deref().map_or_else(built_in_pairs, read_pairs)?;
    print(&SongsEvaluation::new(&pairs), args.json);
    Ok(())
}

fn print(evaluation: &(impl Serialize + Display), json: bool) {
    if json {
        println!("{}", serde_json::to_string_pretty(evaluation).unwrap_or_default());
    } else {
        println!("{}", evaluation.to_string().trim_end());
    }
}
