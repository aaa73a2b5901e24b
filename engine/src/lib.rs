//! Finds songs from hints and recommends similar ones, from a models directory.
mod error;
pub use error::EngineError;

use catalog::{Match, Query, ResultCount, SearchResults, SongEntry, TrackId};
use std::path::Path;

/// A loaded models directory that answers questions; cheap to share behind an `Arc`, all methods
/// take `&self` and block for about a millisecond: call them off the async threads.
pub struct Engine {}

impl Engine {
    /// Loads and verifies a models directory.
    pub fn load(dir: &Path) -> Result<Self, EngineError> {
        let _ = dir;
        unimplemented!()
    }
    /// Songs that the hint may mean, best first.
    pub fn find_song_entries(&self, hint: &Query, limit: ResultCount) -> Result<SearchResults, EngineError> {
        let _ = (hint, limit);
        unimplemented!()
    }
    /// The likeliest song.
    pub fn find_song_entry(&self, hint: &Query) -> Result<Option<SongEntry>, EngineError> {
        let _ = hint;
        unimplemented!()
    }
    /// Songs that sound like a track (in the catalogue or not), best first, never the track itself.
    pub fn get_recommendations(&self, track: &SongEntry, limit: ResultCount) -> Result<Vec<Match>, EngineError> {
        let _ = (track, limit);
        unimplemented!()
    }
    /// The track with this id.
    pub fn track(&self, id: &TrackId) -> Result<SongEntry, EngineError> {
        Err(EngineError::UnknownTrack(id.clone()))
    }
    /// Number of tracks.
    pub fn len(&self) -> usize {
        0
    }
    /// Whether there are no tracks.
    pub fn is_empty(&self) -> bool {
        true
    }
    /// Where the audio features of the catalogue come from.
    pub fn provenance(&self) -> catalog::Provenance {
        catalog::Provenance::Measured
    }
}
