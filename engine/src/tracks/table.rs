//! The tracks of a catalogue, column by column.

use super::column::{ListColumn, TextColumn};
use super::known::{Known, Measured};
use crate::error::EngineError;
use crate::id::{ArtistId, GenreId, SongId, TrackRow, all_below};
use crate::song::{VersionKind, parse_title, song_key};
use crate::store::{Section, artefact};
use catalog::{AudioFeature, GenreCount, ReleaseDate, SongEntry, TrackId, Tracks};
use rayon::prelude::*;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// All tracks, by row. Artists, genres and languages are stored once and referred to by id.
///
/// Serialised only as a key of the pipeline's cache, without what follows from other columns.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TrackTable {
    ids: TextColumn,
    rows_by_id: Section<[TrackRow]>,
    names: TextColumn,
    artist_names: TextColumn,
    artists: ListColumn<ArtistId>,
    genre_names: TextColumn,
    genres: ListColumn<GenreId>,
    language_names: TextColumn,
    languages: Section<[Known<u16>]>,
    release_dates: TextColumn,
    popularity: Section<[Known<u8>]>,
    duration_ms: Section<[Known<u32>]>,
    explicit: Section<[Known<u8>]>,
    features: Section<[[Measured; AudioFeature::COUNT]]>,
    songs: Section<[SongId]>,
    /// The tracks of each song, in row order.
    #[serde(skip)]
    versions: ListColumn<TrackRow>,
    /// The track that stands for each song.
    #[serde(skip)]
    representatives: Section<[TrackRow]>,
}

artefact!(TrackTable {
    ids,
    rows_by_id,
    names,
    artist_names,
    artists,
    genre_names,
    genres,
    language_names,
    languages,
    release_dates,
    popularity,
    duration_ms,
    explicit,
    features,
    songs,
    versions,
    representatives,
});

impl TrackTable {
    /// The table of these tracks, in their order; their own `index` is ignored.
    pub fn new(tracks: impl IntoIterator<Item = SongEntry>) -> Self {
        let mut builder = Builder::default();
        tracks.into_iter().for_each(|track| builder.push(&track));
        builder.finish()
    }

    /// The same tracks, their popularity unknown. So another track may stand for a song.
    #[must_use]
    pub fn without_popularity(&self) -> Self {
        let popularity = vec![Known::from(None); self.len()].into();
        Self { popularity, ..self.clone() }.grouped()
    }

    /// Number of tracks.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are no tracks.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The track in a row, if there is one.
    pub fn entry(&self, row: TrackRow) -> Option<SongEntry> {
        let at = row.index();
        Some(SongEntry {
            id: self.ids.get(at).parse().ok()?,
            index: row.0,
            name: self.names.get(at).to_owned(),
            artists: self.artists(row).map(str::to_owned).collect(),
            release_date: self.release_dates.get(at).parse().ok(),
            popularity: self.popularity(row),
            duration_ms: self.duration_ms(row),
            explicit: self.explicit(row),
            features: AudioFeature::ALL
                .map(|feature| (feature, self.feature(row, feature)))
                .into_iter()
                .collect(),
            genres: self.genres(row).map(str::to_owned).collect(),
            lang: self.language(row).map(str::to_owned),
        })
    }

    /// The row of the track with this id.
    pub fn row(&self, id: &TrackId) -> Option<TrackRow> {
        let found =
            self.rows_by_id.binary_search_by(|&row| self.ids.get(row.index()).cmp(id.as_str()));
        found.ok().map(|at| self.rows_by_id[at])
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = TrackRow> + use<> {
        (0..self.len()).map(TrackRow::at)
    }

    /// The track with this id.
    ///
    /// # Errors
    /// If there is none.
    pub fn track(&self, id: &TrackId) -> Result<SongEntry, EngineError> {
        let entry = self.row(id).and_then(|row| self.entry(row));
        entry.ok_or_else(|| EngineError::UnknownTrack(id.clone()))
    }

    /// The tracks with these ids, and the ids that no track has.
    pub fn look_up(&self, ids: &[TrackId]) -> Tracks {
        let mut found = Tracks::default();
        for id in ids {
            match self.row(id).and_then(|row| self.entry(row)) {
                Some(track) => found.tracks.push(track),
                None => found.missing.push(id.clone()),
            }
        }
        found
    }

    /// The title in a row.
    pub fn name(&self, row: TrackRow) -> &str {
        self.names.get(row.index())
    }

    /// The artists in a row, the main one first.
    pub fn artists(&self, row: TrackRow) -> impl Iterator<Item = &str> {
        self.artists.get(row.index()).iter().map(|artist| self.artist_names.get(artist.index()))
    }

    /// The main artist of the track in a row.
    pub fn main_artist(&self, row: TrackRow) -> Option<ArtistId> {
        self.artists.get(row.index()).first().copied()
    }

    /// The genres in a row.
    pub fn genres(&self, row: TrackRow) -> impl Iterator<Item = &str> {
        self.genres.get(row.index()).iter().map(|genre| self.genre_names.get(genre.index()))
    }

    /// The genres with the number of tracks that have each, the commonest first.
    pub fn genre_counts(&self) -> Vec<GenreCount> {
        let mut tracks = vec![0; self.genre_names.len()];
        for row in 0..self.len() {
            for genre in self.genres.get(row) {
                if let Some(count) = tracks.get_mut(genre.index()) {
                    *count += 1;
                }
            }
        }
        let names = self.genre_names.iter().map(str::to_owned);
        let mut counts: Vec<GenreCount> =
            names.zip(tracks).map(|(name, tracks)| GenreCount { name, tracks }).collect();
        counts.sort_by(|a, b| b.tracks.cmp(&a.tracks).then_with(|| a.name.cmp(&b.name)));
        counts
    }

    /// Popularity in a row, 0 to 100.
    pub fn popularity(&self, row: TrackRow) -> Option<u8> {
        self.popularity.get(row.index())?.get()
    }

    /// The song that the track in a row is a version of.
    pub fn song(&self, row: TrackRow) -> Option<SongId> {
        self.songs.get(row.index()).copied()
    }

    /// An audio feature in a row.
    pub fn feature(&self, row: TrackRow, feature: AudioFeature) -> Option<f32> {
        self.features.get(row.index())?[feature as usize].into()
    }

    /// The release date in a row.
    pub fn release_date(&self, row: TrackRow) -> Option<ReleaseDate> {
        self.release_dates.get(row.index()).parse().ok()
    }

    /// The length in a row, in milliseconds.
    pub(crate) fn duration_ms(&self, row: TrackRow) -> Option<u32> {
        self.duration_ms.get(row.index())?.get()
    }

    /// Whether the lyrics of the track in a row are marked as explicit.
    pub(crate) fn explicit(&self, row: TrackRow) -> Option<bool> {
        self.explicit.get(row.index())?.get().map(|explicit| explicit != 0)
    }

    /// The genres in a row, by id.
    pub(crate) fn genre_ids(&self, row: TrackRow) -> &[GenreId] {
        self.genres.get(row.index())
    }

    /// The genre with this name.
    pub(crate) fn genre_id(&self, name: &str) -> Option<GenreId> {
        self.genre_names.iter().position(|genre| genre == name).map(GenreId::at)
    }

    /// The name of a genre.
    pub fn genre_name(&self, genre: GenreId) -> &str {
        self.genre_names.get(genre.index())
    }

    /// The names of all genres, by id.
    pub(crate) fn genre_names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.genre_names.iter()
    }

    /// The artists in a row by id, the main one first.
    pub fn artist_ids(&self, row: TrackRow) -> &[ArtistId] {
        self.artists.get(row.index())
    }

    /// The artists, in order.
    pub fn all_artists(&self) -> impl ExactSizeIterator<Item = ArtistId> + use<> {
        (0..self.artist_names.len()).map(ArtistId::at)
    }

    /// The name of an artist.
    pub fn artist_name(&self, artist: ArtistId) -> &str {
        self.artist_names.get(artist.index())
    }

    /// Those of the artists that the catalogue has.
    pub(crate) fn known_artists(&self, names: &[String]) -> Vec<ArtistId> {
        let artists = self.artist_names.iter().enumerate();
        let known = artists.filter(|(_, name)| names.iter().any(|wanted| wanted == name));
        known.map(|(at, _)| ArtistId::at(at)).collect()
    }

    /// Where the language in a row stands among the languages.
    pub(crate) fn language_index(&self, row: TrackRow) -> Option<u16> {
        self.languages.get(row.index())?.get()
    }

    /// Where a language stands among the languages.
    pub(crate) fn index_of_language(&self, code: &str) -> Option<u16> {
        let at = self.language_names.iter().position(|language| language == code)?;
        u16::try_from(at).ok()
    }

    /// The genre with this name, in any case.
    pub(crate) fn known_genre(&self, name: &str) -> Result<GenreId, EngineError> {
        let genre = self.genre_id(&name.to_lowercase());
        genre.ok_or_else(|| EngineError::UnknownGenre(name.to_owned()))
    }

    /// A song of which only the genre is known, for use as a seed.
    pub(crate) fn song_of_genre(&self, name: &str) -> Result<SongEntry, EngineError> {
        let genre = self.known_genre(name)?;
        let genres = vec![self.genre_names.get(genre.index()).to_owned()];
        let song = unknown_song().ok_or_else(|| EngineError::UnknownGenre(name.to_owned()))?;
        Ok(SongEntry { genres, ..song })
    }

    /// Number of distinct songs.
    pub fn songs(&self) -> usize {
        self.versions.len()
    }

    /// The tracks of a song, in row order.
    pub fn versions(&self, song: SongId) -> &[TrackRow] {
        self.versions.get(song.index())
    }

    /// How many tracks a song has.
    pub(crate) fn version_count(&self, song: SongId) -> u32 {
        u32::try_from(self.versions(song).len()).unwrap_or(u32::MAX)
    }

    /// The tracks of each song, in row order.
    pub fn tracks_by_song(&self) -> &ListColumn<TrackRow> {
        &self.versions
    }

    /// The track that stands for a song, wherever one has to: the most popular one that is no special version.
    pub fn representative(&self, song: SongId) -> TrackRow {
        self.representatives[song.index()]
    }

    /// The track that stands for each song.
    pub fn representatives(&self) -> &[TrackRow] {
        &self.representatives
    }

    fn plainest(&self, tracks: &[TrackRow]) -> TrackRow {
        let rank = |&track: &TrackRow| {
            let kind = parse_title(self.name(track)).kind;
            let special = if kind <= VersionKind::Remaster { VersionKind::Original } else { kind };
            (special, Reverse(self.popularity(track)), track)
        };
        match tracks {
            [only] => *only,
            tracks => tracks.iter().copied().min_by_key(rank).unwrap_or_default(),
        }
    }

    /// Groups the tracks by song.
    fn grouped(mut self) -> Self {
        let mut tracks =
            vec![Vec::new(); self.songs.iter().max().map_or(0, |last| last.index() + 1)];
        for (row, song) in self.songs.iter().enumerate() {
            tracks[song.index()].push(TrackRow::at(row));
        }
        self.versions = tracks.into_iter().collect();
        let songs = (0..self.versions.len()).into_par_iter().map(SongId::at);
        let plainest = songs.map(|song| self.plainest(self.versions(song)));
        self.representatives = plainest.collect::<Vec<_>>().into();
        self
    }

    /// The id of the track in a row, if there is one.
    pub fn id(&self, row: TrackRow) -> Option<TrackId> {
        self.ids.get(row.index()).parse().ok()
    }

    /// The language in a row, an ISO 639 code.
    pub fn language(&self, row: TrackRow) -> Option<&str> {
        Some(self.language_names.get(self.language_index(row)?.into()))
    }

    /// Whether all columns have as many rows, and every id is of something that exists.
    pub(crate) fn is_consistent(&self) -> bool {
        self.has_even_columns() && self.has_valid_ids()
    }

    fn has_valid_ids(&self) -> bool {
        let languages = self.languages.iter().filter_map(|language| language.get()).max();
        self.songs_are_numbered()
            && self.is_grouped()
            && all_below(&self.rows_by_id, self.len())
            && all_below(self.artists.values(), self.artist_names.len())
            && all_below(self.genres.values(), self.genre_names.len())
            && languages.is_none_or(|last| usize::from(last) < self.language_names.len())
    }

    /// Whether each song has its own tracks, and one of them stands for it.
    fn is_grouped(&self) -> bool {
        let is_of = |row: &TrackRow, song| self.song(*row) == Some(SongId::at(song));
        self.versions.values().len() == self.len()
            && self.representatives.len() == self.songs()
            && self.representatives.iter().enumerate().all(|(song, row)| is_of(row, song))
            && self.versions.rows().enumerate().all(|(song, rows)| {
                rows.is_sorted_by(|a, b| a < b) && rows.iter().all(|row| is_of(row, song))
            })
    }

    /// Whether songs are numbered in the order of their first tracks, so that each has some.
    fn songs_are_numbered(&self) -> bool {
        let mut next = 0;
        self.songs.iter().all(|&SongId(song)| {
            let numbered = song <= next;
            next = next.max(song.saturating_add(1));
            numbered
        })
    }

    fn has_even_columns(&self) -> bool {
        let rows = self.len();
        let lengths = [
            self.ids.len(),
            self.rows_by_id.len(),
            self.artists.len(),
            self.genres.len(),
            self.languages.len(),
            self.release_dates.len(),
            self.popularity.len(),
            self.duration_ms.len(),
            self.explicit.len(),
            self.features.len(),
            self.songs.len(),
        ];
        lengths.iter().all(|&length| length == rows)
    }
}

#[derive(Default)]
struct Builder {
    table: TrackTable,
    artists: Numbering,
    genres: Numbering,
    languages: Numbering,
    songs: Numbering,
}

impl Builder {
    fn push(&mut self, track: &SongEntry) {
        let table = &mut self.table;
        table.ids.push(track.id.as_str());
        table.names.push(&track.name);
        table
            .artists
            .push(track.artists.iter().map(|artist| ArtistId(self.artists.number(artist))));
        table.genres.push(track.genres.iter().map(|genre| GenreId(self.genres.number(genre))));
        let language = track.lang.as_ref().map(|lang| self.languages.number(lang));
        let language = language.and_then(|number| number.try_into().ok());
        table.languages.to_mut().push(language.into());
        table.release_dates.push(&track.release_date.map(String::from).unwrap_or_default());
        table.popularity.to_mut().push(track.popularity.into());
        table.duration_ms.to_mut().push(track.duration_ms.into());
        table.explicit.to_mut().push(track.explicit.map(u8::from).into());
        let features = AudioFeature::ALL.map(|feature| track.features.get(feature).into());
        table.features.to_mut().push(features);
        let song = self.songs.number(&song_key(&track.name, &track.artists));
        table.songs.to_mut().push(SongId(song));
    }

    fn finish(self) -> TrackTable {
        let mut table = self.table;
        table.artist_names = self.artists.names;
        table.genre_names = self.genres.names;
        table.language_names = self.languages.names;
        let mut rows: Vec<TrackRow> = table.rows().collect();
        rows.sort_by_key(|row| table.ids.get(row.index()));
        table.rows_by_id = rows.into();
        table.grouped()
    }
}

/// Numbers texts in the order in which they first appear.
#[derive(Default)]
struct Numbering {
    numbers: HashMap<String, u32>,
    names: TextColumn,
}

impl Numbering {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = TrackRow::at(self.names.len()).0;
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name);
        number
    }
}

/// A song of which nothing is known.
pub(crate) fn unknown_song() -> Option<SongEntry> {
    Some(SongEntry {
        id: "unknown".parse().ok()?,
        index: 0,
        name: String::new(),
        artists: Vec::new(),
        release_date: None,
        popularity: None,
        duration_ms: None,
        explicit: None,
        features: catalog::AudioFeatures::default(),
        genres: Vec::new(),
        lang: None,
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use catalog::AudioFeatures;

    /// A track with these few facts and all else unknown.
    pub(crate) fn track(id: &str, name: &str, artists: &[&str], genres: &[&str]) -> SongEntry {
        SongEntry {
            id: id.parse().expect("an id"),
            index: 0,
            name: name.into(),
            artists: artists.iter().map(|&artist| artist.into()).collect(),
            release_date: None,
            popularity: None,
            duration_ms: None,
            explicit: None,
            features: AudioFeatures::default(),
            genres: genres.iter().map(|&genre| genre.into()).collect(),
            lang: None,
        }
    }

    #[test]
    fn tracks_come_back() {
        let mut first =
            track("b", "Under Pressure", &["Queen", "David Bowie"], &["rock", "glam rock"]);
        first.release_date = "1981-10".parse().ok();
        first.features.set(AudioFeature::Key, Some(2.0));
        first.lang = Some("en".into());
        let second =
            SongEntry { index: 1, ..track("a", "Heroes", &["David Bowie"], &["glam rock"]) };
        let table = TrackTable::new([first.clone(), second.clone()]);
        assert!(table.is_consistent());
        assert_eq!(table.entry(TrackRow(0)), Some(first));
        assert_eq!(table.entry(TrackRow(1)), Some(second));
        assert_eq!(table.entry(TrackRow(2)), None);
        assert_eq!(table.row(&"a".parse().expect("an id")), Some(TrackRow(1)));
        assert_eq!(table.row(&"c".parse().expect("an id")), None);
    }

    #[test]
    fn the_best_known_plain_version_stands_for_a_song() {
        let known = |name: &str, popularity| {
            let mut track = track("id", name, &["David Bowie"], &[]);
            track.popularity = Some(popularity);
            track
        };
        let check = |tracks: &[(&str, u8)], expected| {
            let table =
                TrackTable::new(tracks.iter().map(|&(name, known_as)| known(name, known_as)));
            assert_eq!(table.representatives(), [TrackRow(expected)], "{tracks:?}");
        };
        check(&[("Heroes", 10), ("Heroes - Live", 60)], 0);
        check(&[("Heroes", 10), ("Heroes - 2017 Remaster", 60), ("Heroes - Live", 70)], 1);
        check(&[("Heroes - Live", 10), ("Heroes - Live", 60)], 1);
        check(&[("Heroes", 10), ("Heroes", 10)], 0);
    }

    #[test]
    fn genres_are_counted() {
        let table = TrackTable::new([
            track("1", "One", &[], &["rock", "blues"]),
            track("2", "Two", &[], &["rock"]),
            track("3", "Three", &[], &["folk"]),
        ]);
        let counts = table.genre_counts();
        let counts: Vec<(&str, u32)> =
            counts.iter().map(|count| (count.name.as_str(), count.tracks)).collect();
        assert_eq!(counts, [("rock", 2), ("blues", 1), ("folk", 1)]);
    }

    #[test]
    fn versions_share_a_song() {
        let table = TrackTable::new([
            track("1", "Heroes", &["David Bowie"], &[]),
            track("2", "Heroes - Live", &["David Bowie"], &[]),
            track("3", "Heroes", &["Peter Gabriel"], &[]),
        ]);
        assert_eq!(table.song(TrackRow(0)), table.song(TrackRow(1)));
        assert_ne!(table.song(TrackRow(0)), table.song(TrackRow(2)));
        assert_eq!(table.song(TrackRow(3)), None);
    }
}
