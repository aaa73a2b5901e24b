use crate::{AppState, Config, app};
use engine::{Engine, EngineError};
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal;

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
    let engine = load(config.models.clone()).await?;
    tracing::info!(tracks = engine.len(), models = %config.models.display(), "models loaded");
    let app = app(AppState::new(Arc::new(engine), config));
    tracing::info!("listening on http://{}", listener.local_addr()?);
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app).with_graceful_shutdown(told_to_stop()).await?;
    tracing::info!("stopped");
    Ok(())
}

// Before the models, which take longer: a port that is taken shows at once.
async fn listen(addr: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(addr).await.map_err(|source| ServeError::Listen { addr, source })
}

async fn load(dir: PathBuf) -> Result<Engine, ServeError> {
    let path = dir.clone();
    let loaded = tokio::task::spawn_blocking(move || Engine::load(&path)).await;
    let loaded = loaded.map_err(io::Error::other)?;
    loaded.map_err(|source| ServeError::Models { dir, source })
}

/// Ends on ctrl-c, or when a service manager sends SIGTERM.
async fn told_to_stop() {
    let interrupted = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
    tracing::info!("stopping: requests under way are still answered");
}

#[cfg(unix)]
async fn terminated() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => drop(terminate.recv().await),
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
