use crate::{Config, Qdrant};
use engine::{Engine, EngineError, Models};
use std::path::Path;

/// Loads the models in a directory, with their embeddings in the configured Qdrant if there is one.
/// Blocks.
///
/// # Errors
/// If they cannot be loaded, or the Qdrant URL is invalid.
pub(crate) fn load(dir: &Path, config: &Config) -> Result<Engine, EngineError> {
    if config.qdrant_url.is_empty() {
        return Engine::load(dir);
    }
    let (manifest, models) = Models::open(dir)?;
    let qdrant = Qdrant::at(&config.qdrant_url, &config.qdrant_api_key)?;
    let indexes = qdrant.indexes(&manifest);
    Engine::with_indexes(manifest, models, indexes)
}
