//! Which artists people put into playlists together.

use crate::id::ArtistId;
use crate::tracks::ListColumn;
use serde::{Deserialize, Serialize};

/// How many playlists have an artist, and how many of these have another one too. Empty if a catalogue
/// was built without playlists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtistGraph {
    /// How many playlists have each artist.
    playlists: Vec<u32>,
    /// The companions of each artist, those in most playlists first.
    companions: ListColumn<Companion>,
}

/// An artist that playlists have beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Companion {
    /// The artist.
    pub artist: ArtistId,
    /// How many playlists have both.
    pub playlists: u32,
}

impl ArtistGraph {
    /// Appends the next artist of the catalogue: how many playlists have it, and its companions.
    pub fn push(&mut self, playlists: u32, companions: impl IntoIterator<Item = Companion>) {
        self.playlists.push(playlists);
        self.companions.push(companions);
    }

    /// Whether no playlist has any artist.
    pub fn is_empty(&self) -> bool {
        self.playlists.iter().all(|playlists| *playlists == 0)
    }

    /// How many playlists have an artist.
    pub fn playlists(&self, artist: ArtistId) -> u32 {
        self.playlists.get(artist.index()).copied().unwrap_or(0)
    }

    /// The companions of an artist, those in most playlists first.
    pub fn companions(&self, artist: ArtistId) -> &[Companion] {
        self.companions.get(artist.index())
    }

    /// Whether it fits a catalogue with so many artists.
    pub(crate) fn is_consistent(&self, artists: usize) -> bool {
        let sizes = [self.playlists.len(), self.companions.len()];
        let known = |companion: &Companion| companion.artist.index() < artists;
        (sizes == [0, 0] || sizes == [artists, artists])
            && self.companions.values().iter().all(known)
    }
}
