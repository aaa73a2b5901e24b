//! Tools for agents, over the Model Context Protocol. See docs/mcp.md.

mod answer;
mod arguments;
mod describe;
mod find;
mod http;
mod path;
mod schema;
mod similar;
mod sound;
mod stdio;
mod tools;

pub(crate) use http::routes;
pub use stdio::{StdioError, serve_stdio};
