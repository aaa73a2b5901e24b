use crate::models::ServedModels;
use catalog::{GenreCount, Provenance};
use serde::Serialize;
use utoipa::ToSchema;

/// Facts about the catalogue.
#[derive(Serialize, ToSchema)]
pub(crate) struct Catalogue {
    /// Number of tracks.
    tracks: usize,
    /// Number of songs, of which tracks are versions.
    songs: usize,
    /// Number of artists.
    artists: usize,
    /// Number of genres.
    genres: usize,
    /// The most common genres.
    common_genres: Vec<GenreCount>,
    /// Year of the earliest release.
    first_year: Option<u16>,
    /// Year of the latest release.
    last_year: Option<u16>,
    /// Where the audio features come from.
    audio_features: Provenance,
}

const COMMON_GENRES: usize = 20;

impl Catalogue {
    /// The facts about the catalogue of these models.
    pub(crate) fn of(models: &ServedModels) -> Self {
        let ServedModels { engine, genres, .. } = models;
        let tracks = engine.tracks();
        let years = || tracks.rows().filter_map(|row| Some(tracks.release_date(row)?.year()));
        Self {
            tracks: tracks.len(),
            songs: tracks.songs(),
            artists: engine.artists().len(),
            genres: genres.len(),
            common_genres: genres.iter().take(COMMON_GENRES).cloned().collect(),
            first_year: years().min(),
            last_year: years().max(),
            audio_features: engine.provenance(),
        }
    }
}
