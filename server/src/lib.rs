//! Serves the page and the JSON API from one models directory.

mod api;
mod breaker;
mod build_info;
mod catalogue_facts;
mod cli;
mod client;
mod config;
mod connections;
mod docs;
mod explained;
mod export;
mod gate;
mod health;
mod host;
mod in_path;
mod json;
mod language;
mod layers;
mod load;
mod logging;
mod mcp;
mod metrics;
mod models;
mod origin;
mod problem;
mod qdrant;
mod query_parameters;
mod rate_limit;
mod reload;
mod responses;
mod router;
mod serve;
mod signals;
mod spotify;
mod state;
mod systemd;
mod terminal;
mod traces;
mod track_aliases;

pub use api::openapi_json;
pub use cli::{Cli, Command, Question};
pub use config::{Config, ConfigError, LogFormat, ModelSettings, Settings};
pub use host::Host;
pub use logging::start_logging;
pub use mcp::{StdioError, serve_stdio};
pub use origin::Origin;
pub use problem::Problem;
pub use qdrant::Qdrant;
pub use router::app;
pub use serve::{ServeError, serve};
pub use state::AppState;
pub use terminal::{TerminalError, answer};
pub use traces::Traces;

/// Compiles the example in Rust.
#[cfg(doctest)]
#[doc = include_str!("../../docs/spotify.md")]
struct SpotifyDocument;
