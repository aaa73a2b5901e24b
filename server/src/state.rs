use crate::gate::{Gate, Pass};
use crate::metrics::Metrics;
use crate::models::{LiveModels, ServedModels};
use crate::rate_limit::RateLimit;
use crate::traces::LEVEL;
use crate::{Config, Problem};
use axum::extract::FromRef;
use engine::{Engine, EngineError};
use leptos::config::LeptosOptions;
use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use tracing::Instrument as _;

/// State shared by all requests. Each layer of a route clones it for each request.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// What an [`AppState`] holds.
pub struct Shared {
    pub(crate) models: Arc<LiveModels>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) config: Arc<Config>,
    gate: Gate,
    stopping: AtomicBool,
    /// Location and names of the site's files.
    pub(crate) site: LeptosOptions,
}

impl AppState {
    /// The state of a server with this engine and configuration.
    pub fn new(engine: Arc<Engine>, config: Config) -> Self {
        Self(Arc::new(Shared {
            models: Arc::new(LiveModels::new(engine)),
            rate_limit: RateLimit::per_minute(config.rate_limit),
            metrics: Arc::new(Metrics::new()),
            gate: Gate::new(config.max_requests.get(), config.workers.get()),
            stopping: AtomicBool::default(),
            site: site(&config.site),
            config: Arc::new(config),
        }))
    }

    /// The current engine.
    pub(crate) fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.models.get().engine)
    }

    /// Waits for permission to use the engine.
    ///
    /// # Errors
    /// If too many requests are in progress.
    pub(crate) async fn enter(&self) -> Result<Pass, Problem> {
        let start = Instant::now();
        let pass = self.gate.enter().instrument(tracing::span!(LEVEL, "gate")).await?;
        self.metrics.waited(start.elapsed());
        Ok(pass)
    }

    /// From now on `/readyz` answers 503.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the server is about to stop.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Calls the engine on a blocking thread, once a worker is free.
    ///
    /// # Errors
    /// If the engine fails, or as [`Self::ask_models`].
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, Problem> {
        self.ask_models(move |models| question(&models.engine)).await?.map_err(Problem::from)
    }

    /// Calls `question` with the current models on a blocking thread, once a worker is free.
    ///
    /// # Errors
    /// If too many requests are in progress, or `question` panicked.
    pub(crate) async fn ask_models<T: Send + 'static>(
        &self,
        question: impl FnOnce(&ServedModels) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let pass = self.enter().await?;
        let (models, metrics) = (self.models.get(), Arc::clone(&self.metrics));
        let span = tracing::span!(LEVEL, "engine");
        let answer = tokio::task::spawn_blocking(move || {
            let _entered = span.entered();
            let start = Instant::now();
            let answer = question(&models);
            metrics.worked(start.elapsed());
            drop(pass);
            answer
        });
        answer.await.map_err(|panic| Problem::internal(&panic))
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.site.clone()
    }
}

fn site(dir: &Path) -> LeptosOptions {
    let root = dir.to_string_lossy();
    // cargo-leptos lists the hashes in the files' names here.
    let hash_files = exists_beside_binary("hash.txt");
    LeptosOptions::builder()
        .output_name("earworm")
        .site_root(root.as_ref())
        .hash_files(hash_files)
        .build()
}

fn exists_beside_binary(file: &str) -> bool {
    std::env::current_exe().is_ok_and(|binary| binary.with_file_name(file).exists())
}
