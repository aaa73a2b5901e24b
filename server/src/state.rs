use crate::Problem;
use axum::extract::FromRef;
use engine::{Engine, EngineError};
use leptos::config::LeptosOptions;
use std::path::Path;
use std::sync::Arc;

/// What every request can use.
#[derive(Clone)]
pub struct AppState {
    /// Answers the questions.
    pub engine: Arc<Engine>,
    /// Where the site's files are and what they are called.
    pub site: LeptosOptions,
}

impl AppState {
    /// Serves this engine, and the site in this directory.
    pub fn new(engine: Arc<Engine>, site: &Path) -> Self {
        let root = site.to_string_lossy();
        // cargo-leptos writes the hashes in the names of the files beside the binary.
        let hash_files = beside_the_binary("hash.txt");
        let site = LeptosOptions::builder()
            .output_name("earworm")
            .site_root(root.as_ref())
            .hash_files(hash_files)
            .build();
        Self { engine, site }
    }

    /// Asks the engine, off the async threads because it blocks.
    ///
    /// # Errors
    /// If the engine cannot answer.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, Problem> {
        let engine = Arc::clone(&self.engine);
        let answer = tokio::task::spawn_blocking(move || question(&engine)).await;
        answer.map_err(|panic| Problem::internal(&panic))?.map_err(Problem::from)
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.site.clone()
    }
}

fn beside_the_binary(file: &str) -> bool {
    std::env::current_exe().is_ok_and(|binary| binary.with_file_name(file).exists())
}
