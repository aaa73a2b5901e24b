//! Artists of a catalogue: their genres, tracks and relations, taken from the tracks.

mod names;
mod sound;

use crate::alias::artist_id;
use crate::error::EngineError;
use crate::id::{ArtistId, GenreId, TrackRow, all_below};
use crate::numeric::{float, index32};
use crate::store::{Section, artefact};
use crate::text::normalise;
use crate::tracks::{ListColumn, TextColumn, TrackTable};
use catalog::{Artist, ArtistId as PublicId, ReleaseDate, SongEntry, base62};
use sound::{Sound, closeness};
use std::cmp::Reverse;

/// Every artist that a track names.
pub struct Artists {
    /// The public ids, sorted.
    ids: Section<[[u8; base62::LEN]]>,
    /// The artist of each.
    by_id: Section<[ArtistId]>,
    /// Each artist's tracks, best known first.
    tracks: ListColumn<TrackRow>,
    /// Each artist's genres, the most frequent first.
    genres: ListColumn<GenreId>,
    /// What each genre counts in a comparison: the rarer, the more.
    genre_idf: Section<[f32]>,
    /// The length of each artist's vector of idfs.
    genre_lengths: Section<[f32]>,
    sounds: Section<[Sound]>,
    /// Normalised.
    names: TextColumn,
}

artefact!(Artists { ids, by_id, tracks, genres, genre_idf, genre_lengths, sounds, names });

/// What genres count beside sound when artists are compared.
const GENRE_SHARE: f32 = 0.7;

/// Tracks that an artist is judged by, the best known.
const JUDGED_TRACKS: usize = 50;

impl Artists {
    pub(crate) fn new(table: &TrackTable) -> Self {
        let tracks = tracks_by_artist(table);
        let genres: ListColumn<GenreId> = table
            .all_artists()
            .map(|artist| genres(artist, tracks.get(artist.index()), table))
            .collect();
        let named = |artist| (artist_id(table.artist_name(artist)).digits(), artist);
        let mut ids: Vec<_> = table.all_artists().map(named).collect();
        ids.sort_unstable();
        let genre_idf = genre_idf(&genres, table);
        let length = |artist: ArtistId| {
            let genres = genres.get(artist.index()).iter();
            genres.map(|genre| genre_idf[genre.index()].powi(2)).sum::<f32>().sqrt()
        };
        Self {
            ids: ids.iter().map(|(id, _)| *id).collect(),
            by_id: ids.iter().map(|(_, artist)| *artist).collect(),
            genre_lengths: table.all_artists().map(length).collect(),
            genre_idf: genre_idf.into(),
            sounds: table
                .all_artists()
                .map(|artist| Sound::of(judged(tracks.get(artist.index())), table))
                .collect(),
            tracks,
            genres,
            names: table.all_artists().map(|artist| normalise(table.artist_name(artist))).collect(),
        }
    }

    /// Number of artists.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The artist with this public id.
    pub fn find(&self, id: PublicId) -> Option<ArtistId> {
        let place = self.ids.binary_search(&id.digits()).ok()?;
        Some(self.by_id[place])
    }

    /// Whether they fit a table of tracks.
    pub(crate) fn is_consistent(&self, table: &TrackTable) -> bool {
        let artists = table.all_artists().len();
        let lengths = [
            self.ids.len(),
            self.by_id.len(),
            self.tracks.len(),
            self.genres.len(),
            self.genre_lengths.len(),
            self.sounds.len(),
            self.names.len(),
        ];
        lengths.iter().all(|&length| length == artists)
            && self.genre_idf.len() == table.genre_names().len()
            && all_below(&self.by_id, artists)
            && all_below(self.tracks.values(), table.len())
            && all_below(self.genres.values(), self.genre_idf.len())
    }

    /// An artist's tracks, best known first.
    pub fn tracks(&self, artist: ArtistId) -> &[TrackRow] {
        self.tracks.get(artist.index())
    }

    /// Other artists, at most `limit`, closest first; of equally close ones the better known first.
    pub(crate) fn related(
        &self,
        artist: ArtistId,
        limit: usize,
        table: &TrackTable,
    ) -> Vec<ArtistId> {
        let weights = self.genre_weights(artist);
        let sound = &self.sounds[artist.index()];
        let score = |other: ArtistId| {
            let genres = self.genre_cosine(artist, other, &weights);
            let sound = closeness(sound, &self.sounds[other.index()]);
            GENRE_SHARE * genres + (1.0 - GENRE_SHARE) * sound
        };
        let others = table.all_artists().filter(|other| *other != artist);
        let mut related: Vec<(f32, Option<u8>, ArtistId)> =
            others.map(|other| (score(other), self.popularity(other, table), other)).collect();
        let order = |a: &(f32, Option<u8>, ArtistId), b: &(f32, Option<u8>, ArtistId)| {
            b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2))
        };
        if limit < related.len() {
            related.select_nth_unstable_by(limit, order);
            related.truncate(limit);
        }
        related.sort_unstable_by(order);
        related.into_iter().map(|(.., artist)| artist).collect()
    }

    /// The idf of each genre that an artist has, 0 for all others.
    fn genre_weights(&self, artist: ArtistId) -> Vec<f32> {
        let mut weights = vec![0.0; self.genre_idf.len()];
        for genre in self.genres.get(artist.index()) {
            weights[genre.index()] = self.genre_idf[genre.index()];
        }
        weights
    }

    /// The cosine of two artists' genres, of which `weights` holds the first artist's.
    fn genre_cosine(&self, artist: ArtistId, other: ArtistId, weights: &[f32]) -> f32 {
        let genres = self.genres.get(other.index()).iter();
        let common: f32 = genres.map(|genre| weights[genre.index()].powi(2)).sum();
        let lengths = self.genre_lengths[artist.index()] * self.genre_lengths[other.index()];
        if common > 0.0 { common / lengths } else { 0.0 }
    }

    fn popularity(&self, artist: ArtistId, table: &TrackTable) -> Option<u8> {
        self.tracks(artist).first().and_then(|row| table.popularity(*row))
    }

    fn genre_names<'a>(
        &self,
        artist: ArtistId,
        table: &'a TrackTable,
    ) -> impl Iterator<Item = &'a str> {
        self.genres.get(artist.index()).iter().map(|genre| table.genre_name(*genre))
    }

    pub(crate) fn describe(&self, artist: ArtistId, table: &TrackTable) -> Artist {
        let name = table.artist_name(artist);
        Artist {
            id: artist_id(name),
            name: name.to_owned(),
            genres: self.genre_names(artist, table).map(str::to_owned).collect(),
            popularity: self.popularity(artist, table),
            tracks: index32(self.tracks(artist).len()),
        }
    }

    /// [`Artists::typical_song`] of the artist with a public id.
    pub(crate) fn song_of_artist(
        &self,
        id: PublicId,
        table: &TrackTable,
    ) -> Result<SongEntry, EngineError> {
        let song = self.find(id).and_then(|artist| self.typical_song(artist, table));
        song.ok_or(EngineError::UnknownArtist(id))
    }

    /// A song that is like an artist's: what is typical of the best-known ones.
    pub(crate) fn typical_song(&self, artist: ArtistId, table: &TrackTable) -> Option<SongEntry> {
        let rows = judged(self.tracks(artist));
        Some(SongEntry {
            id: "artist".parse().ok()?,
            index: 0,
            name: String::new(),
            artists: vec![table.artist_name(artist).to_owned()],
            release_date: median_date(rows, table),
            popularity: median(rows, &|row| table.popularity(row)),
            duration_ms: median(rows, &|row| table.duration_ms(row)),
            explicit: None,
            features: sound::typical(rows, table),
            genres: self.genre_names(artist, table).map(str::to_owned).collect(),
            lang: rows.first().and_then(|row| table.language(*row)).map(str::to_owned),
        })
    }
}

fn tracks_by_artist(table: &TrackTable) -> ListColumn<TrackRow> {
    let mut tracks = vec![Vec::new(); table.all_artists().len()];
    for row in table.rows() {
        for artist in table.artist_ids(row) {
            tracks[artist.index()].push(row);
        }
    }
    for rows in &mut tracks {
        rows.sort_by_key(|row| Reverse(table.popularity(*row)));
        rows.dedup();
    }
    tracks.into_iter().collect()
}

fn judged(rows: &[TrackRow]) -> &[TrackRow] {
    &rows[..rows.len().min(JUDGED_TRACKS)]
}

/// The genres of the tracks that are the artist's alone, since others bring theirs along; failing
/// those, of all.
fn genres(artist: ArtistId, rows: &[TrackRow], table: &TrackTable) -> Vec<GenreId> {
    let alone = |row: &&TrackRow| table.artist_ids(**row) == [artist];
    let own: Vec<TrackRow> = rows.iter().filter(alone).copied().collect();
    let mut counts: Vec<(GenreId, u32)> = Vec::new();
    for row in if own.is_empty() { rows } else { &own } {
        for genre in table.genre_ids(*row) {
            match counts.iter_mut().find(|(known, _)| known == genre) {
                Some((_, count)) => *count += 1,
                None => counts.push((*genre, 1)),
            }
        }
    }
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts.into_iter().map(|(genre, _)| genre).collect()
}

fn genre_idf(genres: &ListColumn<GenreId>, table: &TrackTable) -> Vec<f32> {
    let mut artists = vec![0.0_f32; table.genre_names().count()];
    genres.values().iter().for_each(|genre| artists[genre.index()] += 1.0);
    artists.into_iter().map(|count| (1.0 + float(genres.len()) / count.max(1.0)).ln()).collect()
}

fn median<T: Ord>(rows: &[TrackRow], value: &dyn Fn(TrackRow) -> Option<T>) -> Option<T> {
    let mut known: Vec<T> = rows.iter().filter_map(|row| value(*row)).collect();
    known.sort_unstable();
    let middle = known.len() / 2;
    known.into_iter().nth(middle)
}

fn median_date(rows: &[TrackRow], table: &TrackTable) -> Option<ReleaseDate> {
    median(rows, &|row| table.release_date(row))
}

#[cfg(test)]
mod tests;
