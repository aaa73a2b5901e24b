//! Keeps a list of recommendations diverse.

use super::companions::artists_of;
use super::songs::SongTable;
use crate::id::{ArtistId, SongId};
use crate::song::{is_placeholder, song_key};
use crate::tracks::TrackTable;
use catalog::{RecommendationRequest, SongEntry};
use rustc_hash::{FxHashMap, FxHashSet};

/// Chooses songs one by one: none twice, no seed nor a version of one, and not too many by one artist.
pub(crate) struct Selection<'a> {
    table: &'a TrackTable,
    songs: &'a SongTable,
    chosen: Vec<(SongId, f32)>,
    limit: usize,
    per_artist: usize,
    taken: FxHashSet<SongId>,
    own_keys: Vec<String>,
    barred: Vec<ArtistId>,
    by_artist: FxHashMap<ArtistId, usize>,
}

impl<'a> Selection<'a> {
    /// An empty list for a request with these seeds.
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
            barred: Vec::new(),
            by_artist: FxHashMap::default(),
        };
        if request.other_artists {
            selection.leave_out_artists(seeds);
        }
        selection
    }

    /// Leaves out the songs of artists.
    pub(crate) fn leave_out(&mut self, artists: &[ArtistId]) {
        self.barred.extend(artists);
    }

    fn leave_out_artists(&mut self, seeds: &[&SongEntry]) {
        self.barred.extend(seeds.iter().flat_map(|seed| artists_of(seed, self.table)));
    }

    /// Whether there are enough songs.
    pub(crate) fn is_full(&self) -> bool {
        self.chosen.len() >= self.limit
    }

    /// Whether a song can still be chosen.
    pub(crate) fn accepts(&self, song: SongId) -> bool {
        let has_most = |artist| self.by_artist.get(artist).is_some_and(|n| *n >= self.per_artist);
        !self.taken.contains(&song)
            && !self.artists(song).iter().any(has_most)
            && !self.is_by_barred_artist(song)
    }

    fn is_by_barred_artist(&self, song: SongId) -> bool {
        !self.barred.is_empty()
            && self.artists(song).iter().any(|artist| self.barred.contains(artist))
    }

    fn artists(&self, song: SongId) -> &'a [ArtistId] {
        self.table.artist_ids(self.songs.row(song))
    }

    /// Takes the songs it accepts, best first, until it is full.
    pub(crate) fn take(&mut self, ordered: impl IntoIterator<Item = (SongId, f32)>) {
        let mut ordered = ordered.into_iter();
        while !self.is_full()
            && let Some((song, score)) = ordered.next()
        {
            if self.accepts(song) && !self.is_own_song(song) {
                self.choose(song, score);
            }
        }
    }

    /// Takes the first song it accepts.
    pub(crate) fn take_one(
        &mut self,
        ordered: impl IntoIterator<Item = (SongId, f32)>,
    ) -> Option<SongId> {
        let before = self.chosen.len();
        ordered.into_iter().find_map(|candidate| {
            self.take([candidate]);
            (self.chosen.len() > before).then_some(candidate.0)
        })
    }

    fn choose(&mut self, song: SongId, score: f32) {
        self.taken.insert(song);
        // "Various Artists" are not one artist.
        let performs = |artist: &&ArtistId| !is_placeholder(self.table.artist_name(**artist));
        for artist in self.artists(song).iter().filter(performs) {
            *self.by_artist.entry(*artist).or_default() += 1;
        }
        self.chosen.push((song, score));
    }

    // A seed from outside the catalogue has no song id, yet versions of it may be in the catalogue.
    fn is_own_song(&mut self, song: SongId) -> bool {
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

    /// The chosen songs with their scores, best first; of equals, those first that were chosen first.
    pub(crate) fn finish(mut self) -> Vec<(SongId, f32)> {
        self.chosen.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.chosen
    }
}
