//! Which artists people put into playlists together.

use crate::id::ArtistId;
use crate::numeric::float_from_u32;
use crate::store::{Section, artefact};
use crate::tracks::ListColumn;
use bytemuck::{Pod, Zeroable};

/// How many playlists have an artist, and how many of these have another one too. Empty if a catalogue
/// was built without playlists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArtistGraph {
    /// How many playlists have each artist.
    playlists: Section<[u32]>,
    /// The companions of each artist, the nearest first.
    companions: ListColumn<Companion>,
}

artefact!(ArtistGraph { playlists, companions });

/// An artist that playlists have beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Companion {
    /// The artist.
    pub artist: ArtistId,
    /// How many playlists have both.
    pub playlists: u32,
}

/// So many playlists without the other are added to those of an artist, so that one playlist is little
/// evidence. Chosen on the playlists of the part *tune* among 2, 5 and 10.
const SHRINKAGE: f32 = 5.0;

/// How near two artists are that some playlists have together, given how many have each: their shrunk
/// cosine, 0 to 1.
pub fn nearness(together: u32, playlists: [u32; 2]) -> f32 {
    let [a, b] = playlists.map(|count| float_from_u32(count) + SHRINKAGE);
    float_from_u32(together) / (a * b).sqrt()
}

impl ArtistGraph {
    /// Appends the next artist of the catalogue: how many playlists have it, and its companions.
    pub fn push(&mut self, playlists: u32, companions: impl IntoIterator<Item = Companion>) {
        self.playlists.to_mut().push(playlists);
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

    /// The companions of an artist, the nearest first.
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
