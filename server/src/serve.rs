use crate::load::load;
use crate::signals::{Hangup, told_to_stop};
use crate::{AppState, Config, app, connections, reload};
use engine::{Engine, EngineError};
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// Why the server did not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The models directory cannot be used.
    #[error("the models in {} cannot be loaded: {source}", dir.display())]
    Models {
        /// The directory.
        dir: PathBuf,
        /// What is wrong with it.
        source: EngineError,
    },
    /// The address cannot be listened on.
    #[error("cannot listen on {addr} ({source}): stop what uses it, or choose another with --addr")]
    Listen {
        /// The address.
        addr: SocketAddr,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The network failed.
    #[error("the server failed: {0}")]
    Io(#[from] io::Error),
}

/// Loads the models and answers requests until the process is told to stop.
///
/// # Errors
/// If the models cannot be loaded or the address cannot be listened on.
pub async fn serve(config: Config) -> Result<(), ServeError> {
    let listener = listen(config.addr).await?;
    let engine = engine(&config).await?;
    tracing::info!(tracks = engine.len(), models = %config.models.display(), "models loaded");
    let state = AppState::new(Arc::new(engine), config.clone());
    // Before anybody is told that the server is there: until then a SIGHUP ends it.
    tokio::spawn(reload::watch(state.clone(), Hangup::new()));
    tokio::spawn(tidy(state.clone()));
    tracing::info!("listening on http://{}", listener.local_addr()?);
    connections::serve(listener, app(state.clone()), &config, stop(state)).await;
    tracing::info!("stopped");
    Ok(())
}

/// Ends when listening should: some time after the server has said that it is not ready, so that
/// nobody sends it new requests.
async fn stop(state: AppState) {
    told_to_stop().await;
    state.stop();
    tracing::info!("stopping: requests under way are still answered");
    tokio::time::sleep(Duration::from_secs(state.config.shutdown_delay)).await;
}

/// Forgets every minute which clients have not asked for long.
async fn tidy(state: AppState) {
    let Some(limit) = state.rate_limit else { return };
    let mut minutes = tokio::time::interval(Duration::from_mins(1));
    loop {
        minutes.tick().await;
        limit.tidy();
    }
}

// Before the models, which take longer: a port that is taken shows at once.
async fn listen(addr: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(addr).await.map_err(|source| ServeError::Listen { addr, source })
}

async fn engine(config: &Config) -> Result<Engine, ServeError> {
    let of = config.clone();
    let loaded = tokio::task::spawn_blocking(move || load(&of.models, &of)).await;
    let loaded = loaded.map_err(io::Error::other)?;
    loaded.map_err(|source| ServeError::Models { dir: config.models.clone(), source })
}
