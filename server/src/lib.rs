//! Serves the page and the JSON API over one models directory.

mod api;
mod cli;
mod client;
mod config;
mod connections;
mod cors;
mod docs;
mod export;
mod gate;
mod headers;
mod health;
mod logging;
mod metrics;
mod models;
mod origin;
mod problem;
mod rate_limit;
mod reload;
mod request_id;
mod router;
mod serve;
mod signals;
mod spotifinder;
mod state;
mod terminal;
mod timeout;

pub use api::openapi_json;
pub use cli::{Cli, Command, Question};
pub use config::{Config, ConfigError, LogFormat, Settings};
pub use logging::start_logging;
pub use origin::Origin;
pub use problem::Problem;
pub use router::app;
pub use serve::{ServeError, serve};
pub use state::AppState;
pub use terminal::{TerminalError, answer};
