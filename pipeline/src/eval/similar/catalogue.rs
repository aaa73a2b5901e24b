use catalog::{SongEntry, TrackId};
use engine::numeric::index32;
use engine::recommend::Facts;
use engine::{Engine, TrackRow, TrackTable};
use std::collections::{HashMap, HashSet};

/// The songs of a catalogue, each represented by one track.
pub(super) struct Songs<'a> {
    table: &'a TrackTable,
    entries: Vec<SongEntry>,
    rows: Vec<TrackRow>,
    artists: Vec<Vec<u32>>,
    ids: Vec<TrackId>,
}

impl<'a> Songs<'a> {
    pub(super) fn new(engine: &'a Engine) -> Self {
        let table = engine.tracks();
        let ids: Vec<TrackId> = table.rows().filter_map(|row| table.id(row)).collect();
        let rows = table.representatives().to_vec();
        let entries: Vec<SongEntry> =
            rows.iter().filter_map(|row| engine.tracks().entry(*row)).collect();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut artists = Vec::with_capacity(entries.len());
        for entry in &entries {
            let mut of_song = Vec::new();
            for artist in &entry.artists {
                let next = index32(numbers.len());
                of_song.push(*numbers.entry(artist).or_insert(next));
            }
            artists.push(of_song);
        }
        Self { table, entries, rows, artists, ids }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The ids of all tracks, by row.
    pub(super) fn ids(&self) -> impl Iterator<Item = &TrackId> {
        self.ids.iter()
    }

    /// The song of a track.
    pub(super) fn of_row(&self, row: u32) -> Option<u32> {
        self.table.song(TrackRow(row)).map(|song| song.0)
    }

    /// The track that represents a song.
    pub(super) fn entry(&self, song: u32) -> &SongEntry {
        &self.entries[song as usize]
    }

    pub(super) fn row(&self, song: u32) -> u32 {
        self.rows[song as usize].0
    }

    pub(super) fn main_artist(&self, song: u32) -> Option<u32> {
        self.artists[song as usize].first().copied()
    }

    /// Numbers of the artists of a song.
    pub(super) fn artists(&self, song: u32) -> &[u32] {
        &self.artists[song as usize]
    }

    /// Whether two songs have an artist in common.
    pub(super) fn share_an_artist(&self, a: u32, b: u32) -> bool {
        let (a, b) = (&self.artists[a as usize], &self.artists[b as usize]);
        a.iter().any(|artist| b.contains(artist))
    }

    /// The numbers of each song.
    pub(super) fn facts(&self) -> impl Iterator<Item = Facts<'_>> {
        self.entries.iter().map(Facts::of)
    }

    /// The first `limit` of ordered songs: without the seed, with at most two per artist and, if
    /// `other_artists`, none by the seed's artists.
    pub(super) fn chosen(
        &self,
        ordered: impl Iterator<Item = u32>,
        seed: u32,
        other_artists: bool,
        limit: usize,
    ) -> Vec<u32> {
        let mut by_artist: HashMap<Option<u32>, usize> = HashMap::new();
        let mut taken = HashSet::from([seed]);
        ordered
            .filter(|&song| {
                let count = by_artist.entry(self.main_artist(song)).or_default();
                let left_out = other_artists && self.share_an_artist(seed, song);
                let accepted = *count < PER_ARTIST && !left_out && taken.insert(song);
                *count += usize::from(accepted);
                accepted
            })
            .take(limit)
            .collect()
    }
}

/// The most songs per artist, the same for all methods.
const PER_ARTIST: usize = 2;
