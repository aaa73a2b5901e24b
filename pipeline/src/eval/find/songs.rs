//! The catalogue as the generator of hints sees it: songs and the tracks that are versions of them.

use super::plain;
use super::seed::Half;
use super::spelling::loose;
use crate::catalogue::CatalogueTrack;
use catalog::{SongEntry, TrackId};
use engine::numeric::index32;
use engine::{base_title, song_key};
use rayon::prelude::*;
use std::collections::HashMap;

/// The facts of a track that hints are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct HintTrack {
    /// The id.
    pub id: TrackId,
    /// Title.
    pub name: String,
    /// Artists, the main one first.
    pub artists: Vec<String>,
    /// 0 to 100.
    pub popularity: Option<u8>,
    /// ISO 639-1 code of the language of the title.
    pub lang: Option<String>,
}

/// The tracks of a catalogue, by row, grouped into songs.
pub struct Songs {
    tracks: Vec<SongTrack>,
    groups: Vec<Song>,
    by_title: HashMap<String, Vec<u32>>,
}

/// A track with its name parsed.
pub struct SongTrack {
    /// The track.
    pub track: HintTrack,
    /// The title without the parts that name a version.
    pub title: String,
    /// Normalised names of the artists.
    pub artist_names: Vec<String>,
    /// Number of its song.
    pub song: u32,
    pub(super) loose_title: String,
}

/// A song: all its versions.
pub struct Song {
    /// Rows of the tracks, ascending.
    pub rows: Vec<u32>,
    /// Row of the most popular track.
    pub best_known: u32,
    /// Its popularity, 0 to 100; 0 if it is not known.
    pub popularity: u8,
    /// The half it belongs to.
    pub half: Half,
}

impl Songs {
    /// Groups tracks, given in the order of their rows, into songs.
    pub fn new(tracks: Vec<HintTrack>) -> Self {
        let (keys, mut tracks): (Vec<String>, Vec<SongTrack>) =
            tracks.into_par_iter().map(SongTrack::new).unzip();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut songs: Vec<Song> = Vec::new();
        for (row, (key, track)) in keys.iter().zip(&mut tracks).enumerate() {
            track.song = *numbers.entry(key).or_insert(index32(songs.len()));
            if track.song as usize == songs.len() {
                songs.push(Song::new(index32(row), Half::of(key)));
            }
            songs[track.song as usize].rows.push(index32(row));
        }
        songs.iter_mut().for_each(|song| song.find_best_known(&tracks));
        let by_title = by_title(&tracks);
        Self { tracks, groups: songs, by_title }
    }

    /// Number of tracks.
    pub fn len(&self) -> usize {
        self.tracks.len()
    }

    /// Whether there are no tracks.
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty()
    }

    /// The track in a row.
    pub fn track(&self, row: u32) -> &SongTrack {
        &self.tracks[row as usize]
    }

    /// All tracks, by row.
    pub fn tracks(&self) -> &[SongTrack] {
        &self.tracks
    }

    /// All songs, by number.
    pub fn songs(&self) -> &[Song] {
        &self.groups
    }

    /// Rows of the tracks with loosely this title.
    pub(super) fn with_title(&self, loose_title: &str) -> &[u32] {
        self.by_title.get(loose_title).map_or(&[], Vec::as_slice)
    }

    /// Whether all right answers for a song belong to its half. A track of the same title and artist may
    /// count as another song.
    pub(super) fn is_of_one_half(&self, song: u32) -> bool {
        let song = &self.groups[song as usize];
        let half = |row: u32| self.groups[self.track(row).song as usize].half;
        self.answers(song.best_known).into_iter().all(|row| half(row) == song.half)
    }

    /// Rows of the right answers if the song of this title and artist is meant, ascending; none if
    /// there is no such song.
    pub(super) fn answers_named(&self, title: &str, artist: &str) -> Vec<u32> {
        let artist = plain::normalise(artist);
        let by = |row: &&u32| self.track(**row).artist_names.contains(&artist);
        let row = self.with_title(&loose(&base_title(title))).iter().find(by);
        row.map(|&row| self.answers(row)).unwrap_or_default()
    }

    /// Rows of the right answers if the song in `row` is meant, ascending: its versions, and tracks
    /// of the same title that share an artist with one of them.
    pub fn answers(&self, row: u32) -> Vec<u32> {
        let song = &self.groups[self.track(row).song as usize];
        let mut answers = song.rows.clone();
        for &version in &song.rows {
            let version = self.track(version);
            let same_title = self.with_title(&version.loose_title).iter();
            answers.extend(same_title.filter(|&&row| self.track(row).shares_artist(version)));
        }
        answers.sort_unstable();
        answers.dedup();
        answers
    }
}

fn by_title(tracks: &[SongTrack]) -> HashMap<String, Vec<u32>> {
    let mut by_title: HashMap<String, Vec<u32>> = HashMap::new();
    for (row, track) in tracks.iter().enumerate() {
        by_title.entry(track.loose_title.clone()).or_default().push(index32(row));
    }
    by_title
}

impl SongTrack {
    fn new(track: HintTrack) -> (String, Self) {
        let key = song_key(&track.name, &track.artists);
        let title = base_title(&track.name);
        let artist_names = track.artists.iter().map(|artist| plain::normalise(artist)).collect();
        let loose_title = loose(&title);
        (key, Self { track, title, artist_names, song: 0, loose_title })
    }

    /// The first artist who is an actual performer, as written.
    pub fn performer(&self) -> Option<&str> {
        let named = self.track.artists.iter().zip(&self.artist_names);
        named.filter(|(_, name)| is_performer(name)).map(|(artist, _)| artist.as_str()).next()
    }

    fn shares_artist(&self, other: &Self) -> bool {
        self.artist_names.iter().any(|name| is_performer(name) && other.artist_names.contains(name))
    }
}

fn is_performer(name: &str) -> bool {
    !matches!(
        name,
        "" | "various artists"
            | "various"
            | "traditional"
            | "anonymous"
            | "unknown"
            | "unknown artist"
            | "varios artistas"
    )
}

impl Song {
    fn new(row: u32, half: Half) -> Self {
        Self { rows: Vec::new(), best_known: row, popularity: 0, half }
    }

    fn find_best_known(&mut self, tracks: &[SongTrack]) {
        let popularity = |row: u32| tracks[row as usize].track.popularity.unwrap_or_default();
        let best = self.rows.iter().rev().copied().max_by_key(|&row| popularity(row));
        self.best_known = best.unwrap_or(self.best_known);
        self.popularity = popularity(self.best_known);
    }
}

impl From<SongEntry> for HintTrack {
    fn from(track: SongEntry) -> Self {
        let SongEntry { id, name, artists, popularity, lang, .. } = track;
        Self { id, name, artists, popularity, lang }
    }
}

impl From<CatalogueTrack> for HintTrack {
    fn from(track: CatalogueTrack) -> Self {
        let CatalogueTrack { id, name, artists, popularity, lang, .. } = track;
        Self { id, name, artists, popularity, lang }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A catalogue of titles and semicolon-separated artists.
    pub(crate) fn songs(tracks: &[(&str, &str)]) -> Songs {
        let tracks = tracks.iter().enumerate().map(|(row, (name, artists))| HintTrack {
            id: format!("id{row}").parse().expect("an id"),
            name: (*name).to_owned(),
            artists: artists.split(';').map(str::to_owned).collect(),
            popularity: u8::try_from(row % 100).ok(),
            lang: Some("en".to_owned()),
        });
        Songs::new(tracks.collect())
    }

    #[test]
    fn versions_and_same_titles_by_an_artist_are_answers() {
        let songs = songs(&[
            ("Heroes", "David Bowie"),
            ("Heroes - Live", "David Bowie"),
            ("Heroes", "Philip Glass;David Bowie"),
            ("Heroes", "Motörhead"),
        ]);
        assert_eq!(songs.answers(0), [0, 1, 2]);
        assert_eq!(songs.answers(3), [3]);
        let bowie = &songs.songs()[songs.track(0).song as usize];
        assert_eq!((bowie.best_known, bowie.popularity), (1, 1));
    }

    #[test]
    fn placeholders_are_not_performers() {
        let songs = songs(&[("Heroes", "Various Artists;Oasis"), ("Silent Night", "Traditional")]);
        assert_eq!(songs.track(0).performer(), Some("Oasis"));
        assert_eq!(songs.track(1).performer(), None);
    }
}
