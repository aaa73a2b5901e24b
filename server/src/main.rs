//! `earworm`: serves the page and the JSON API over one models directory.

use clap::Parser;
use server::{Cli, serve};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let levels = EnvFilter::builder().with_default_directive(LevelFilter::INFO.into());
    tracing_subscriber::fmt()
        .with_env_filter(levels.from_env_lossy())
        .with_writer(std::io::stderr)
        .init();
    Ok(serve(Cli::parse().config()).await?)
}
