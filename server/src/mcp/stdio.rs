//! The tools on stdin and stdout, for an agent that starts the program itself.

use super::tools::Tools;
use crate::api::MAX_BODY;
use crate::models::{Unusable, load_checked};
use crate::{AppState, Config};
use rmcp::ServiceExt;
use rmcp::service::{QuitReason, ServerInitializeError};
use rmcp::transport::async_rw::AsyncRwTransport;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::io::{stdin, stdout};

/// Why the tools cannot be served on stdin and stdout.
#[derive(Debug, thiserror::Error)]
pub enum StdioError {
    /// The models directory cannot be used.
    #[error("the models in {} cannot be loaded: {source}", dir.display())]
    Models {
        /// The directory.
        dir: PathBuf,
        /// What is wrong.
        source: Unusable,
    },
    /// The client does not speak the protocol.
    #[error("no MCP client on stdin ({0}): let an agent start this command")]
    Client(#[source] Box<ServerInitializeError>),
    /// A request panicked.
    #[error("the server failed: {0}")]
    Failed(#[from] tokio::task::JoinError),
}

/// Loads the configured models and answers on stdin and stdout until stdin ends.
///
/// # Errors
/// If the models cannot be used, or the client does not begin as the protocol asks.
pub async fn serve_stdio(config: Config) -> Result<(), StdioError> {
    let of = config.clone();
    let engine = tokio::task::spawn_blocking(move || load_checked(&of)).await?;
    let engine =
        engine.map_err(|source| StdioError::Models { dir: config.models.clone(), source })?;
    tracing::info!(tracks = engine.tracks().len(), models = %config.models.display(), "models loaded");
    let tools = Tools::new(AppState::new(Arc::new(engine), config));
    let transport = AsyncRwTransport::new_server(stdin(), stdout()).with_max_line_length(MAX_BODY);
    let running = match tools.serve(transport).await {
        Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
        started => started.map_err(|error| StdioError::Client(Box::new(error)))?,
    };
    match running.waiting().await? {
        QuitReason::JoinError(panic) => Err(panic.into()),
        _ => Ok(()),
    }
}
