//! Serves the page and the JSON API over one models directory.

mod api;
mod cli;
mod client;
mod config;
mod cors;
mod docs;
mod headers;
mod health;
mod models;
mod origin;
mod problem;
mod rate_limit;
mod router;
mod serve;
mod spotifinder;
mod state;

pub use api::openapi_json;
pub use cli::{Cli, Command};
pub use config::{Config, ConfigError, LogFormat, Settings};
pub use origin::Origin;
pub use problem::Problem;
pub use router::app;
pub use serve::{ServeError, serve};
pub use state::AppState;
