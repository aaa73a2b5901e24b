use crate::load::load;
use crate::signals::{Hangup, stop_signal};
use crate::{AppState, Config, app, connections, reload};
use engine::{Engine, EngineError};
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Why the server did not start or could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The models directory cannot be used.
    #[error("the models in {} cannot be loaded: {source}", dir.display())]
    Models {
        /// The directory.
        dir: PathBuf,
        /// What is wrong.
        source: EngineError,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {addr} ({source}): stop what uses it, or choose another with --addr")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// The system's error.
        source: io::Error,
    },
    /// The network failed.
    #[error("the server failed: {0}")]
    Io(#[from] io::Error),
}

/// Loads the models and answers requests until SIGTERM or ctrl-c.
///
/// # Errors
/// If the models cannot be loaded or the address cannot be listened on.
pub async fn serve(config: Config) -> Result<(), ServeError> {
    let listener = listen(config.addr).await?;
    let engine = engine(&config).await?;
    tracing::info!(tracks = engine.len(), models = %config.models.display(), "models loaded");
    let state = AppState::new(Arc::new(engine), config.clone());
    // Before the address is logged: until the handler is installed a SIGHUP kills the process.
    tokio::spawn(reload::watch(state.clone(), Hangup::new()));
    tokio::spawn(tidy(state.clone()));
    tracing::info!("listening on http://{}", listener.local_addr()?);
    connections::serve(listener, app(state.clone()), &config, stop(state)).await;
    tracing::info!("stopped");
    Ok(())
}

/// Returns when listening should end: a while after `/readyz` turned 503, so that load balancers have
/// noticed.
async fn stop(state: AppState) {
    stop_signal().await;
    state.stop();
    tracing::info!("stopping: requests in progress are still answered");
    tokio::time::sleep(Duration::from_secs(state.config.shutdown_delay)).await;
}

/// Forgets idle clients of the rate limit once a minute.
async fn tidy(state: AppState) {
    let Some(limit) = state.rate_limit else { return };
    let mut minutes = tokio::time::interval(Duration::from_mins(1));
    loop {
        minutes.tick().await;
        limit.tidy();
    }
}

// Done before loading the models, so that a port in use is reported at once.
async fn listen(addr: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(addr).await.map_err(|source| ServeError::Listen { addr, source })
}

async fn engine(config: &Config) -> Result<Engine, ServeError> {
    let of = config.clone();
    let loaded = tokio::task::spawn_blocking(move || load(&of.models, &of)).await;
    let loaded = loaded.map_err(io::Error::other)?;
    loaded.map_err(|source| ServeError::Models { dir: config.models.clone(), source })
}
