//! `earworm`: serves the page and the JSON API over one models directory.

use clap::Parser;
use server::{Cli, Command, serve};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let levels = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into());
    tracing_subscriber::fmt()
        .with_env_filter(levels.from_env_lossy())
        .with_writer(std::io::stderr)
        .init();
    let Command::Serve(settings) = Cli::parse().command();
    let config = match settings.resolve() {
        Ok(config) => config,
        Err(error) => {
            eprintln!("earworm: {error}");
            return ExitCode::FAILURE;
        }
    };
    match serve(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("earworm: {error}");
            ExitCode::FAILURE
        }
    }
}
