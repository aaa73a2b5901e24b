use crate::models::{Unusable, load_checked};
use crate::signals::{self, Hangup, Stop};
use crate::{AppState, Config, connections, health, reload, router, systemd};
use arc_swap::ArcSwap;
use axum::Router;
use engine::Engine;
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
        source: Unusable,
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

/// Answers probes at once, everything else once the models are loaded, until SIGTERM or ctrl-c.
///
/// # Errors
/// If the address cannot be listened on or the models cannot be used.
pub async fn serve(config: Config) -> Result<(), ServeError> {
    let (stop, hangup) = signals::install()?;
    let listener = listen(config.addr).await?;
    let addr = listener.local_addr()?;
    tracing::info!(%addr, models = %config.models.display(), "loading the models");
    let app = Arc::new(ArcSwap::from_pointee(health::starting()));
    let life = live(config.clone(), addr, stop, hangup, Arc::clone(&app));
    connections::serve(listener, app, &config, life).await?;
    tracing::info!("stopped");
    Ok(())
}

/// Loads the models, puts them behind `app`, and returns when listening should end.
async fn live(
    config: Config,
    addr: SocketAddr,
    mut stop: Stop,
    hangup: Hangup,
    app: Arc<ArcSwap<Router>>,
) -> Result<(), ServeError> {
    let engine = tokio::select! {
        engine = engine(&config) => engine?,
        () = stop.received() => return Ok(()),
    };
    tracing::info!(tracks = engine.tracks().len(), models = %config.models.display(), "models loaded");
    let state = AppState::new(Arc::new(engine), config);
    app.store(Arc::new(router::app(state.clone())));
    tokio::spawn(reload::watch(state.clone(), hangup));
    tokio::spawn(tidy(state.clone()));
    tracing::info!("listening on http://{addr}");
    systemd::ready();
    stop.received().await;
    state.stop();
    systemd::stopping();
    tracing::info!("stopping: requests in progress are still answered");
    // Load balancers need a while to notice that `/readyz` turned 503. A second signal ends it.
    let delay = tokio::time::sleep(Duration::from_secs(state.config.shutdown_delay));
    tokio::select! {
        () = delay => {}
        () = stop.received() => {}
    }
    Ok(())
}

/// Forgets idle clients of the rate limit once a minute.
async fn tidy(state: AppState) {
    let Some(limit) = &state.rate_limit else { return };
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
    let loaded = tokio::task::spawn_blocking(move || load_checked(&of)).await;
    let loaded = loaded.map_err(io::Error::other)?;
    loaded.map_err(|source| ServeError::Models { dir: config.models.clone(), source })
}
