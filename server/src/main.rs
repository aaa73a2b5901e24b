//! `earworm`: serves the page, the JSON API and tools for agents over one models directory, or answers
//! on the terminal.

use clap::Parser;
use server::{
    Cli, Command, Config, LogFormat, Settings, Traces, answer, serve, serve_stdio, start_logging,
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
            start_logging(LogFormat::Text, None);
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
    let runtime = Runtime::new()?;
    let traces = traces(&config, &runtime)?;
    start_logging(config.log_format, traces.as_ref());
    let served = runtime.block_on(serve(config));
    drop(traces);
    // Dropping the runtime would wait for calls of the engine, which may take arbitrarily long.
    runtime.shutdown_background();
    served?;
    Ok(ExitCode::SUCCESS)
}

fn traces(config: &Config, runtime: &Runtime) -> Result<Option<Traces>, Box<dyn Error>> {
    if config.otlp_endpoint.is_empty() {
        return Ok(None);
    }
    let _entered = runtime.enter();
    let invalid = |error| format!("--otlp-endpoint {}: {error}", config.otlp_endpoint);
    Ok(Some(Traces::to(&config.otlp_endpoint).map_err(invalid)?))
}

fn found(anything: bool) -> ExitCode {
    if anything { ExitCode::SUCCESS } else { NOTHING_FOUND.into() }
}
