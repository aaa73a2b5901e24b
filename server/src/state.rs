use crate::gate::{Gate, Pass};
use crate::metrics::Metrics;
use crate::models::{LiveModels, ServedModels};
use crate::rate_limit::RateLimit;
use crate::{Config, Problem};
use axum::extract::FromRef;
use engine::{Engine, EngineError};
use leptos::config::LeptosOptions;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// What every request can use.
#[derive(Clone)]
pub struct AppState {
    pub(crate) models: Arc<LiveModels>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) rate_limit: Option<Arc<RateLimit>>,
    pub(crate) config: Arc<Config>,
    gate: Arc<Gate>,
    stopping: Arc<AtomicBool>,
    /// Where the site's files are and what they are called.
    pub(crate) site: LeptosOptions,
}

impl AppState {
    /// Serves this engine as the configuration says.
    pub fn new(engine: Arc<Engine>, config: Config) -> Self {
        Self {
            models: Arc::new(LiveModels::new(engine)),
            rate_limit: RateLimit::per_minute(config.rate_limit).map(Arc::new),
            metrics: Arc::new(Metrics::new()),
            gate: Arc::new(Gate::new(config.max_requests, config.workers)),
            stopping: Arc::default(),
            site: site(&config.site),
            config: Arc::new(config),
        }
    }

    /// The engine that answers now.
    pub(crate) fn engine(&self) -> Arc<Engine> {
        Arc::clone(&self.models.get().engine)
    }

    /// Waits for the right to ask the engine.
    ///
    /// # Errors
    /// If too many requests are under way.
    pub(crate) async fn enter(&self) -> Result<Pass, Problem> {
        let start = Instant::now();
        let pass = self.gate.enter().await?;
        self.metrics.waited(start.elapsed());
        Ok(pass)
    }

    /// From now on the server says that it is not ready.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether it is about to stop.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// Asks the engine, off the async threads because it blocks.
    ///
    /// # Errors
    /// If the engine cannot answer.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, Problem> {
        self.ask_models(move |models| question(&models.engine)).await?.map_err(Problem::from)
    }

    /// Asks the models, off the async threads because that may block.
    ///
    /// # Errors
    /// If too many requests are under way, or the question panicked.
    pub(crate) async fn ask_models<T: Send + 'static>(
        &self,
        question: impl FnOnce(&ServedModels) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let pass = self.enter().await?;
        let (models, metrics) = (self.models.get(), Arc::clone(&self.metrics));
        let answer = tokio::task::spawn_blocking(move || {
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
    // cargo-leptos writes the hashes in the names of the files beside the binary.
    let hash_files = beside_the_binary("hash.txt");
    LeptosOptions::builder()
        .output_name("earworm")
        .site_root(root.as_ref())
        .hash_files(hash_files)
        .build()
}

fn beside_the_binary(file: &str) -> bool {
    std::env::current_exe().is_ok_and(|binary| binary.with_file_name(file).exists())
}
