//! The cleaned catalogue.

mod parquet;

pub use parquet::ParquetError;

use crate::playlists::Playlist;
use catalog::{AudioFeatures, Provenance, ReleaseDate, TrackId};

/// The name that `pipeline clean` gives to the catalogue.
pub const CATALOGUE_FILE: &str = "catalogue.parquet";

/// The name of its account, which is written last.
pub const ACCOUNT_FILE: &str = "account.json";

/// A cleaned catalogue: what models are built of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// The tracks, in the order of their first appearance in the source.
    pub tracks: Vec<CatalogueTrack>,
    /// Where the audio features come from.
    pub provenance: Provenance,
    /// What people put together, to learn from; not part of a catalogue that is written to a file.
    pub playlists: Vec<Playlist>,
}

/// A track of a cleaned catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogueTrack {
    /// Identifies the track.
    pub id: TrackId,
    /// Title.
    pub name: String,
    /// Artists, the main one first.
    pub artists: Vec<String>,
    /// Ids of the artists, where the source gives them.
    pub id_artists: Vec<String>,
    /// When it came out.
    pub release_date: Option<ReleaseDate>,
    /// 0 to 100.
    pub popularity: Option<u8>,
    /// Milliseconds.
    pub duration_ms: Option<u32>,
    /// Whether the lyrics are marked as explicit.
    pub explicit: Option<bool>,
    /// How it sounds.
    pub features: AudioFeatures,
    /// Genres, each once.
    pub genres: Vec<String>,
    /// ISO 639-1 code of the name's language.
    pub lang: Option<String>,
    /// Lyrics.
    pub lyrics: Option<String>,
}

impl CatalogueTrack {
    /// A track of which nothing else is known.
    pub fn new(id: TrackId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            artists: Vec::new(),
            id_artists: Vec::new(),
            release_date: None,
            popularity: None,
            duration_ms: None,
            explicit: None,
            features: AudioFeatures::default(),
            genres: Vec::new(),
            lang: None,
            lyrics: None,
        }
    }
}
