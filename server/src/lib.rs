//! Serves the page and the JSON API over one models directory.

mod api;
mod config;
mod headers;
mod problem;
mod router;
mod serve;
mod spotifinder;
mod state;

pub use config::{Cli, Config};
pub use problem::Problem;
pub use router::app;
pub use serve::{ServeError, serve};
pub use state::AppState;
