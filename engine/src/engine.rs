//! The engine: loaded models behind a door for each kind of question.

use crate::artists::Artists;
use crate::describe::Describer;
use crate::doors::{Find, Recommend};
use crate::error::EngineError;
use crate::evaluation::Evaluation;
use crate::models::{self, Doors, EnginePart, LoadedModels, Models};
use crate::nearest::VectorIndexes;
use crate::song_map::SongMap;
use crate::song_versions;
use crate::store::Manifest;
use crate::tracks::TrackTable;
use catalog::{Provenance, SongVersion, TrackId};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Loaded models that answer questions: finding, recommending, describing, artists, the map, and looking tracks up.
///
/// Methods take `&self` and block, so call them off the async threads.
pub struct Engine {
    manifest: Manifest,
    tracks: Arc<TrackTable>,
    artists: Arc<Artists>,
    map: Option<SongMap>,
    doors: Doors,
}

impl Engine {
    /// Loads a models directory. Files are hashed, unless its stamp shows that they have not changed since they were.
    ///
    /// # Errors
    /// If a file is missing or is not the one that the manifest describes, or if ONNX Runtime cannot
    /// be loaded or refuses an encoder.
    pub fn load(dir: &Path) -> Result<Self, EngineError> {
        let (manifest, models) = Models::open(dir)?;
        Self::new(manifest, models)
    }

    /// As [`Engine::load`], one part after the other; reports each part once it is loaded, so that its
    /// memory can be measured.
    ///
    /// # Errors
    /// As [`Engine::load`].
    pub fn load_by_parts(dir: &Path, loaded: impl FnMut(EnginePart)) -> Result<Self, EngineError> {
        let LoadedModels { manifest, tracks, artists, map, doors } =
            models::load_by_parts(dir, loaded)?;
        Ok(Self { manifest, tracks, artists, map, doors })
    }

    /// An engine over models that are in memory.
    ///
    /// # Errors
    /// If ONNX Runtime cannot be loaded or refuses an encoder.
    pub fn new(manifest: Manifest, models: Models) -> Result<Self, EngineError> {
        Self::open(manifest, models, None)
    }

    /// An engine that uses these indexes in place of the models' own, whose memory it frees.
    ///
    /// # Errors
    /// As [`Engine::new`], or if the preset of the models searches its own indexes only.
    pub fn with_indexes(
        manifest: Manifest,
        models: Models,
        indexes: VectorIndexes,
    ) -> Result<Self, EngineError> {
        Self::open(manifest, models, Some(indexes))
    }

    fn open(
        manifest: Manifest,
        models: Models,
        indexes: Option<VectorIndexes>,
    ) -> Result<Self, EngineError> {
        let Models { tracks, preset, map, artists } = models;
        let (tracks, artists) = (Arc::new(tracks), Arc::new(artists));
        let doors = preset.open(&tracks, &artists, indexes, &manifest)?;
        Ok(Self { manifest, tracks, artists, map, doors })
    }

    /// Finds songs.
    pub fn finding(&self) -> &dyn Find {
        &*self.doors.finding
    }

    /// Recommends songs.
    pub fn recommending(&self) -> &dyn Recommend {
        &*self.doors.recommending
    }

    /// Finds songs by descriptions; none if the preset cannot.
    pub fn describing(&self) -> Option<Describer<'_>> {
        self.doors.describer(&self.tracks)
    }

    /// The map of the catalogue.
    ///
    /// # Errors
    /// If the models have none.
    pub fn map(&self) -> Result<&SongMap, EngineError> {
        self.map.as_ref().ok_or(EngineError::NoMap)
    }

    /// The tracks, for looking them up.
    pub fn tracks(&self) -> &TrackTable {
        &self.tracks
    }

    /// The versions at these places among the others of a track's song, best known first.
    ///
    /// # Errors
    /// If there is no such track.
    pub fn other_versions(
        &self,
        id: &TrackId,
        places: Range<usize>,
    ) -> Result<Vec<SongVersion>, EngineError> {
        let row = self.tracks.row(id).ok_or_else(|| EngineError::UnknownTrack(id.clone()))?;
        Ok(song_versions::versions_at(&self.tracks, row, places))
    }

    /// All artists.
    pub fn artists(&self) -> &Artists {
        &self.artists
    }

    /// What only evaluation asks; none if the preset has no such parts.
    pub fn evaluation(&self) -> Option<Evaluation<'_>> {
        let (finder, recommender) = self.doors.measured.as_ref()?;
        Some(Evaluation::new(finder, recommender))
    }

    /// What the models were built from.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Where the audio features of the catalogue come from.
    pub fn provenance(&self) -> Provenance {
        self.manifest.provenance
    }
}
