use crate::error::PipelineError;
use crate::eval::find::finder::{Finder, Found};
use crate::eval::find::songs::Songs;
use catalog::{Query, ResultCount, TrackId};
use engine::Engine;
use std::collections::HashMap;

/// The original's method: models of the preset `spotifinder` for the same catalogue.
pub struct Spotifinder {
    engine: Engine,
    rows: HashMap<TrackId, u32>,
}

impl Spotifinder {
    /// Matches tracks by id, since rows may differ.
    pub fn new(engine: Engine, songs: &Songs) -> Self {
        let ids = songs.tracks().iter().map(|track| track.track.id.clone());
        Self { engine, rows: ids.zip(0..).collect() }
    }
}

impl Finder for Spotifinder {
    fn name(&self) -> String {
        self.engine.manifest().preset.to_string()
    }

    fn find(&self, hint: &Query) -> Result<Found, PipelineError> {
        let found = self.engine.finding().find(hint, ResultCount::default())?;
        let row = |id: &TrackId| self.rows.get(id).copied();
        let rows = found.results.iter().filter_map(|result| row(&result.track.id)).collect();
        Ok(Found { rows, answered: found.best.is_some(), confidence: None, chance: None })
    }
}
