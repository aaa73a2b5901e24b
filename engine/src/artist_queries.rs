//! What an engine answers about artists.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::id;
use catalog::{Artist, ArtistId, ResultCount, SongEntry};
use std::collections::HashSet;

impl Engine {
    /// The artist with an id.
    ///
    /// # Errors
    /// If there is none.
    pub fn artist(&self, id: ArtistId) -> Result<Artist, EngineError> {
        Ok(self.artists().describe(self.known_artist(id)?, self.tracks()))
    }

    /// Songs of an artist, best known first, one version of each.
    ///
    /// # Errors
    /// If there is no such artist.
    pub fn artist_songs(
        &self,
        id: ArtistId,
        limit: ResultCount,
    ) -> Result<Vec<SongEntry>, EngineError> {
        let rows = self.artists().tracks(self.known_artist(id)?);
        let mut songs = HashSet::new();
        let first = rows.iter().filter(|row| songs.insert(self.tracks().song(**row)));
        Ok(first.take(limit.get()).filter_map(|row| self.tracks().entry(*row)).collect())
    }

    /// Artists whose genres and sound are like an artist's, closest first.
    ///
    /// # Errors
    /// If there is no such artist.
    pub fn related_artists(
        &self,
        id: ArtistId,
        limit: ResultCount,
    ) -> Result<Vec<Artist>, EngineError> {
        let (artists, table) = (self.artists(), self.tracks());
        Ok(self.described(artists.related(self.known_artist(id)?, limit.get(), table)))
    }

    /// Artists whose names have all words of a text: those without other words first, then the better
    /// known.
    pub fn find_artists(&self, text: &str) -> Vec<Artist> {
        self.described(self.artists().named_like(text, self.tracks()))
    }

    /// All artists, best known first.
    pub fn all_artists(&self) -> Vec<Artist> {
        self.described(self.artists().all(self.tracks()))
    }

    fn described(&self, artists: Vec<id::ArtistId>) -> Vec<Artist> {
        let describe = |artist| self.artists().describe(artist, self.tracks());
        artists.into_iter().map(describe).collect()
    }

    fn known_artist(&self, public: ArtistId) -> Result<id::ArtistId, EngineError> {
        self.artists().find(public).ok_or(EngineError::UnknownArtist(public))
    }
}
