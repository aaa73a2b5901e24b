use crate::{Config, Qdrant};
use engine::{Engine, EngineError};
use std::path::Path;

/// Loads the models in a directory, with their codes in the index that the configuration names; blocks
/// meanwhile.
///
/// # Errors
/// If they cannot be loaded, or the index elsewhere cannot be used.
pub(crate) fn load(dir: &Path, config: &Config) -> Result<Engine, EngineError> {
    let engine = Engine::load(dir)?;
    if config.qdrant_url.is_empty() {
        return Ok(engine);
    }
    let indexes = Qdrant::at(&config.qdrant_url)?.indexes(engine.manifest());
    engine.with_indexes(indexes)
}
