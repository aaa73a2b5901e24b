//! `earworm`: serves the page and the JSON API over one models directory.

use clap::Parser;
use server::{Cli, serve};
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
    match serve(Cli::parse().config()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("earworm: {error}");
            ExitCode::FAILURE
        }
    }
}
