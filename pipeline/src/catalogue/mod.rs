//! The cleaned catalogue.

mod parquet;

pub use parquet::ParquetError;

use crate::playlists::Playlist;
use catalog::{AudioFeatures, Provenance, ReleaseDate, TrackId};

/// The file name of a cleaned catalogue.
pub const CATALOGUE_FILE: &str = "catalogue.parquet";

/// The file name of its account, which is written last.
pub const ACCOUNT_FILE: &str = "account.json";

/// A cleaned catalogue, from which models are built.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Catalogue {
    /// The tracks, in the order in which the sources first mention them.
    pub tracks: Vec<CatalogueTrack>,
    /// Where the audio features come from.
    pub provenance: Provenance,
    /// Playlists to learn similarity from.
    pub playlists: Vec<Playlist>,
}

/// A track of a cleaned catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct CatalogueTrack {
    /// Track id.
    pub id: TrackId,
    /// Title.
    pub name: String,
    /// Artists, the main one first.
    pub artists: Vec<String>,
    /// Ids of the artists, in the same order; empty if unknown.
    pub id_artists: Vec<String>,
    /// Release date.
    pub release_date: Option<ReleaseDate>,
    /// 0 to 100.
    pub popularity: Option<u8>,
    /// Milliseconds.
    pub duration_ms: Option<u32>,
    /// Whether the lyrics are marked as explicit.
    pub explicit: Option<bool>,
    /// Audio features.
    pub features: AudioFeatures,
    /// Genres, each once.
    pub genres: Vec<String>,
    /// ISO 639 code of the song's language.
    pub lang: Option<String>,
    /// Lyrics.
    pub lyrics: Option<String>,
}

impl CatalogueTrack {
    /// A track with nothing else known.
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
