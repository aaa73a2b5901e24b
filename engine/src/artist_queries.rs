//! What an engine answers about artists.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::id;
use catalog::{Artist, ArtistId, SongEntry};
use std::collections::HashSet;
use std::ops::Range;

impl Engine {
    /// The artist with an id.
    ///
    /// # Errors
    /// If there is none.
    pub fn artist(&self, id: ArtistId) -> Result<Artist, EngineError> {
        Ok(self.artists().describe(self.known_artist(id)?, self.tracks()))
    }

    /// The songs of an artist at these places, best known first, one version of each.
    ///
    /// # Errors
    /// If there is no such artist.
    pub fn artist_songs(
        &self,
        id: ArtistId,
        places: Range<usize>,
    ) -> Result<Vec<SongEntry>, EngineError> {
        let rows = self.artists().tracks(self.known_artist(id)?);
        let mut songs = HashSet::new();
        let first = rows.iter().filter(|row| songs.insert(self.tracks().song(**row)));
        let wanted = first.skip(places.start).take(places.len());
        Ok(wanted.filter_map(|row| self.tracks().entry(*row)).collect())
    }

    /// The artists at these places among those whose genres and sound are like an artist's, closest first.
    ///
    /// # Errors
    /// If there is no such artist.
    pub fn related_artists(
        &self,
        id: ArtistId,
        places: Range<usize>,
    ) -> Result<Vec<Artist>, EngineError> {
        let artist = self.known_artist(id)?;
        Ok(self.described(self.artists().related(artist, places.end, self.tracks()), places))
    }

    /// The artists at these places among those whose names have all words of a text: those without other
    /// words first, then the better known.
    pub fn find_artists(&self, text: &str, places: Range<usize>) -> Vec<Artist> {
        self.described(self.artists().named_like(text, self.tracks()), places)
    }

    /// All artists, best known first.
    pub fn all_artists(&self) -> Vec<Artist> {
        self.described(self.artists().all(self.tracks()), 0..usize::MAX)
    }

    fn described(&self, artists: Vec<id::ArtistId>, places: Range<usize>) -> Vec<Artist> {
        let wanted = artists.into_iter().skip(places.start).take(places.len());
        wanted.map(|artist| self.artists().describe(artist, self.tracks())).collect()
    }

    fn known_artist(&self, public: ArtistId) -> Result<id::ArtistId, EngineError> {
        self.artists().find(public).ok_or(EngineError::UnknownArtist(public))
    }
}
