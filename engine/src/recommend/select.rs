//! Keeps a list of recommendations free of repetitions.

use super::songs::SongTable;
use crate::song::song_key;
use crate::track_table::TrackTable;
use catalog::{RecommendationRequest, SongEntry};
use std::collections::{HashMap, HashSet};

/// Chooses songs one by one: never one twice, never a seed or a version of it, and not too many by
/// one artist.
pub(crate) struct Selection<'a> {
    table: &'a TrackTable,
    songs: &'a SongTable,
    chosen: Vec<(u32, f32)>,
    limit: usize,
    per_artist: usize,
    taken: HashSet<u32>,
    own_keys: Vec<String>,
    own_artists: Vec<u32>,
    by_artist: HashMap<u32, usize>,
}

impl<'a> Selection<'a> {
    /// An empty list, for a request whose seeds are these tracks.
    pub(crate) fn new(
        table: &'a TrackTable,
        songs: &'a SongTable,
        seeds: &[&SongEntry],
        request: &RecommendationRequest,
    ) -> Self {
        let own_songs = seeds.iter().filter_map(|seed| table.song(table.row(&seed.id)?));
        let elsewhere = seeds.iter().filter(|seed| table.row(&seed.id).is_none());
        let mut selection = Self {
            table,
            songs,
            chosen: Vec::new(),
            limit: request.limit.get(),
            per_artist: request.per_artist.max(1) as usize,
            taken: own_songs.collect(),
            own_keys: elsewhere.map(|seed| song_key(&seed.name, &seed.artists)).collect(),
            own_artists: Vec::new(),
            by_artist: HashMap::new(),
        };
        if request.other_artists {
            selection.leave_out_artists(seeds);
        }
        selection
    }

    fn leave_out_artists(&mut self, seeds: &[&SongEntry]) {
        for seed in seeds {
            match self.table.row(&seed.id) {
                Some(row) => self.own_artists.extend(self.table.artist_numbers(row)),
                None => self.own_artists.extend(self.table.numbers_of_artists(&seed.artists)),
            }
        }
    }

    /// Whether there are as many songs as are wanted.
    pub(crate) fn is_full(&self) -> bool {
        self.chosen.len() >= self.limit
    }

    /// How many songs are wanted.
    pub(crate) fn wanted(&self) -> usize {
        self.limit
    }

    fn accepts(&self, song: u32) -> bool {
        let count = self.songs.main_artist(song).and_then(|artist| self.by_artist.get(&artist));
        count.is_none_or(|count| *count < self.per_artist)
            && !self.taken.contains(&song)
            && !self.is_by_own_artist(song)
    }

    fn is_by_own_artist(&self, song: u32) -> bool {
        let artists = || self.table.artist_numbers(self.songs.row(song));
        !self.own_artists.is_empty()
            && artists().iter().any(|artist| self.own_artists.contains(artist))
    }

    /// The songs that still can be chosen, for asking about every song of a catalogue.
    pub(crate) fn open(&self) -> Open<'_> {
        let mut taken = vec![false; self.songs.len()];
        self.taken.iter().for_each(|song| taken[*song as usize] = true);
        let full = self.by_artist.iter().filter(|(_, count)| **count >= self.per_artist);
        Open { taken, full: full.map(|(artist, _)| *artist).collect(), selection: self }
    }

    /// Takes what it accepts of songs that stand in order, until it is full.
    pub(crate) fn take(&mut self, ordered: &[(u32, f32)]) {
        for &(song, score) in ordered {
            if self.is_full() {
                return;
            }
            if self.accepts(song) && !self.is_own_song(song) {
                self.choose(song, score);
            }
        }
    }

    /// Takes the first that it accepts of songs that stand in order.
    pub(crate) fn take_one(&mut self, ordered: &[(u32, f32)]) -> Option<u32> {
        let before = self.chosen.len();
        for candidate in ordered {
            self.take(std::slice::from_ref(candidate));
            if self.chosen.len() > before {
                return Some(candidate.0);
            }
        }
        None
    }

    fn choose(&mut self, song: u32, score: f32) {
        self.taken.insert(song);
        if let Some(artist) = self.songs.main_artist(song) {
            *self.by_artist.entry(artist).or_default() += 1;
        }
        self.chosen.push((song, score));
    }

    // A track that is not in the catalogue has no song number, yet its versions may be there.
    fn is_own_song(&mut self, song: u32) -> bool {
        if self.own_keys.is_empty() {
            return false;
        }
        let row = self.songs.row(song);
        let artists: Vec<&str> = self.table.artists(row).collect();
        let own = self.own_keys.contains(&song_key(self.table.name(row), &artists));
        if own {
            self.taken.insert(song);
        }
        own
    }

    /// The chosen songs with their scores, best first.
    pub(crate) fn finish(mut self) -> Vec<(u32, f32)> {
        self.chosen.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.chosen
    }
}

/// Songs that can be chosen.
pub(crate) struct Open<'a> {
    taken: Vec<bool>,
    full: Vec<u32>,
    selection: &'a Selection<'a>,
}

impl Open<'_> {
    /// Whether a song can.
    pub(crate) fn has(&self, song: u32) -> bool {
        !self.taken[song as usize]
            && (self.full.is_empty() || !self.is_by_full_artist(song))
            && !self.selection.is_by_own_artist(song)
    }

    fn is_by_full_artist(&self, song: u32) -> bool {
        let artist = self.selection.songs.main_artist(song);
        artist.is_some_and(|artist| self.full.contains(&artist))
    }
}
