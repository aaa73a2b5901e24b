use crate::{Config, Qdrant};
use engine::{Engine, EngineError};
use std::path::Path;

/// Loads the models in a directory, with their embeddings in the configured Qdrant if there is one.
/// Blocks.
///
/// # Errors
/// If they cannot be loaded, or the Qdrant URL is invalid.
pub(crate) fn load(dir: &Path, config: &Config) -> Result<Engine, EngineError> {
    let engine = Engine::load(dir)?;
    if config.qdrant_url.is_empty() {
        return Ok(engine);
    }
    let indexes =
        Qdrant::at(&config.qdrant_url, &config.qdrant_api_key)?.indexes(engine.manifest());
    engine.with_indexes(indexes)
}
