//! `earworm`: serves the page, the JSON API and tools for agents over one models directory, or answers
//! on the terminal.

use clap::Parser;
use server::{
    Cli, Command, Config, LogFormat, Settings, answer, serve, serve_stdio, start_logging,
};
use std::error::Error;
use std::process::ExitCode;
use tokio::runtime::Runtime;

/// Exit status of a search without results.
const NOTHING_FOUND: u8 = 3;

fn main() -> ExitCode {
    engine::return_freed_memory();
    let done = match Cli::parse().command() {
        Command::Serve(settings) => run(&settings, serve),
        Command::Mcp(source) => run(&source.into(), serve_stdio),
        Command::Answer(question) => {
            start_logging(LogFormat::Text);
            answer(&question).map(found).map_err(Into::into)
        }
    };
    done.unwrap_or_else(|error| {
        eprintln!("earworm: {error}");
        ExitCode::FAILURE
    })
}

fn run<S, E>(settings: &Settings, serve: fn(Config) -> S) -> Result<ExitCode, Box<dyn Error>>
where
    S: Future<Output = Result<(), E>>,
    E: Error + 'static,
{
    let config = settings.resolve()?;
    start_logging(config.log_format);
    let runtime = Runtime::new()?;
    let served = runtime.block_on(serve(config));
    // Dropping the runtime would wait for calls of the engine, which may take arbitrarily long.
    runtime.shutdown_background();
    served?;
    Ok(ExitCode::SUCCESS)
}

fn found(anything: bool) -> ExitCode {
    if anything { ExitCode::SUCCESS } else { NOTHING_FOUND.into() }
}
