//! What descriptions are compared with.

use super::part::Part;
use crate::find::{Field, LyricsIndex, WordIndex};
use crate::id::{GenreId, SongId, TermId, TrackRow, all_below};
use crate::numeric::{float, float64, single};
use crate::request::{NameTable, Names, Reader};
use crate::store::{Section, artefact};
use crate::text;
use crate::tracks::{ListColumn, TextColumn, TrackTable};
use catalog::{AudioFeature, ReleaseDate};
use std::collections::HashMap;

/// Facts of all songs, by song, and the names that requests mention.
///
/// Stored with the models: after changing the weight of [`Part::Popularity`] or a part below it, or anything else that
/// this file derives, build the models again.
#[derive(Debug)]
pub struct DescribeIndex {
    pub(super) reader: Reader,
    /// The year of the first version; 0 if unknown.
    pub(super) years: Section<[u16]>,
    pub(super) genres: ListColumn<GenreId>,
    pub(super) songs_by_genre: ListColumn<SongId>,
    /// The names of all genres, with a blank at either end of each word.
    pub(super) genre_names: TextColumn,
    pub(super) has_lyrics: Section<[bool]>,
    pub(super) popularity: Section<[f32]>,
    pub(super) versions: Section<[f32]>,
    /// The score that a song has whatever the text.
    pub(super) prior: Section<[f32]>,
    /// The songs by their prior, the highest first.
    pub(super) by_prior: Section<[SongId]>,
    /// In how many titles each term is.
    title_frequency: Section<[u32]>,
    /// The mean and the standard deviation of each audio feature.
    spread: Section<[[f32; 2]]>,
}

artefact!(DescribeIndex {
    reader,
    years,
    genres,
    songs_by_genre,
    genre_names,
    has_lyrics,
    popularity,
    versions,
    prior,
    by_prior,
    title_frequency,
    spread,
});

/// The logarithm of how much likelier a song of this popularity is to be meant than any song: the share
/// of answers to `ToT_Music`'s training posts over the share of all 268,605 songs, at 0, 10, … 100.
const UNKNOWN_POPULARITY: f32 = -0.7;
const POPULARITY: [f32; 11] = [-2.0, -4.0, -3.5, -1.5, -0.6, 0.4, 1.5, 2.3, 2.3, 2.3, 2.3];

impl DescribeIndex {
    /// Derives it from the songs of a table.
    pub fn new(words: &WordIndex, lyrics: Option<&LyricsIndex>, table: &TrackTable) -> Self {
        let songs = || (0..words.songs()).map(SongId::at);
        let years: Section<[u16]> = songs().map(|song| first_year(song, table)).collect();
        let genres: ListColumn<GenreId> = songs()
            .map(|song| table.genre_ids(words.representative(song)).iter().copied())
            .collect();
        let has_lyrics = has_lyrics(words.songs(), lyrics);
        let popularity: Section<[f32]> = songs().map(|song| popularity(song, table)).collect();
        let versions: Section<[f32]> =
            songs().map(|song| float(table.versions(song).len().max(1)).ln()).collect();
        let prior = |song: SongId| {
            let at = song.index();
            Part::Popularity.weight() * popularity[at]
                + Part::Versions.weight() * versions[at]
                + Part::KnownLyrics.weight() * f32::from(u8::from(has_lyrics[at]))
        };
        let prior: Section<[f32]> = songs().map(prior).collect();
        let mut by_prior: Vec<SongId> = songs().collect();
        by_prior.sort_by(|a, b| prior[b.index()].total_cmp(&prior[a.index()]));
        let now = table.rows().filter_map(|row| table.release_date(row)).map(ReleaseDate::year);
        Self {
            reader: Reader { names: names(words, table), now: now.max().unwrap_or_default() },
            songs_by_genre: songs_by_genre(&genres, table.genre_names().len()),
            genres,
            genre_names: table
                .genre_names()
                .map(|name| format!(" {} ", name.replace('-', " ")))
                .collect(),
            has_lyrics: has_lyrics.into(),
            popularity,
            versions,
            prior,
            by_prior: by_prior.into(),
            title_frequency: title_frequency(words).into(),
            spread: AudioFeature::ALL.iter().map(|feature| spread(*feature, table)).collect(),
            years,
        }
    }

    /// Whether it fits the words and the table that it was made of.
    pub(crate) fn is_consistent(&self, words: &WordIndex, table: &TrackTable) -> bool {
        let (songs, genres) = (words.songs(), table.genre_names().len());
        let lengths = [
            self.years.len(),
            self.genres.len(),
            self.has_lyrics.len(),
            self.popularity.len(),
            self.versions.len(),
            self.prior.len(),
        ];
        self.reader.names.is_consistent(songs, genres)
            && lengths.iter().all(|&length| length == songs)
            && [self.songs_by_genre.len(), self.genre_names.len()] == [genres; 2]
            && self.title_frequency.len() == words.terms()
            && self.spread.len() == AudioFeature::COUNT
            && all_below(self.genres.values(), genres)
            && all_below(self.songs_by_genre.values(), songs)
            && all_below(&self.by_prior, songs)
    }

    /// How few titles have a term, 0 to 1.
    pub(super) fn rarity(&self, term: Option<TermId>) -> f32 {
        let titles = term.and_then(|term| self.title_frequency.get(term.index())).copied();
        rarity(titles.unwrap_or_default() as usize, self.years.len())
    }

    /// How far a track's audio feature is from the mean, in standard deviations; 0 if unknown.
    pub(super) fn deviation(
        &self,
        row: TrackRow,
        feature: AudioFeature,
        table: &TrackTable,
    ) -> f32 {
        let [mean, deviation] = self.spread[feature as usize];
        table.feature(row, feature).map_or(0.0, |value| (value - mean) / deviation)
    }
}

fn songs_by_genre(genres: &ListColumn<GenreId>, count: usize) -> ListColumn<SongId> {
    let mut songs = vec![Vec::new(); count];
    for (of, song) in genres.rows().zip((0..).map(SongId)) {
        of.iter().for_each(|genre| songs[genre.index()].push(song));
    }
    songs.into_iter().map(Vec::into_iter).collect()
}

fn has_lyrics(songs: usize, lyrics: Option<&LyricsIndex>) -> Vec<bool> {
    let mut has = vec![false; songs];
    let with_lyrics = lyrics.into_iter().flat_map(LyricsIndex::songs);
    with_lyrics.for_each(|song| has[song.index()] = true);
    has
}

/// How rare something is that `frequency` of `of` titles or lyrics have, 0 to 1.
pub(super) fn rarity(frequency: usize, of: usize) -> f32 {
    let common = (float(of) / COMMON).max(2.0).ln();
    (1.0 - (1.0 + float(frequency)).ln() / common).max(0.0)
}

/// A word of one in so many titles is not distinctive at all.
const COMMON: f32 = 50.0;

fn without_article((song, name): (SongId, Vec<&str>)) -> Option<(SongId, Vec<&str>)> {
    (name.len() > 1 && name[0] == "the").then(|| (song, name[1..].to_vec()))
}

fn names(words: &WordIndex, table: &TrackTable) -> Names {
    let of = |field: Field| {
        let songs = (0..words.songs()).map(SongId::at);
        songs.flat_map(move |song| {
            let names = words.names(song, field);
            names.map(move |name| {
                (song, name.iter().map(|&term| words.text(term)).collect::<Vec<_>>())
            })
        })
    };
    let mut songs_of = HashMap::<Vec<&str>, u32>::new();
    of(Field::Artist).for_each(|(_, name)| *songs_of.entry(name).or_default() += 1);
    let artists = of(Field::Artist).chain(of(Field::Artist).filter_map(without_article));
    let short = of(Field::Artist).flat_map(|(song, name)| {
        let known = songs_of.get(&name).copied().unwrap_or_default() >= SHORT_FOR;
        let short = if known { short_names(&name) } else { Vec::new() };
        short.into_iter().map(move |short| (song, vec![short]))
    });
    let tracks = tracks_by_genre(table);
    let genres = table.genre_names().enumerate();
    let genres = genres.map(|(at, name)| (GenreId::at(at), text::words(name).join(" ")));
    let common = |genre: GenreId| tracks[genre.index()] as usize * RARE_GENRE >= table.len();
    // "rain" and "reading" are genres of a few tracks, and ordinary words.
    let genres = genres.filter(|(genre, words)| words.contains(' ') || common(*genre));
    let titles = NameTable::new(of(Field::Title));
    Names::new(NameTable::new(artists), titles, NameTable::new(short), genres)
}

/// A genre of one track in so many is known by more than one word only.
const RARE_GENRE: usize = 2000;

fn tracks_by_genre(table: &TrackTable) -> Vec<u32> {
    let mut tracks = vec![0; table.genre_names().len()];
    for genre in table.rows().flat_map(|row| table.genre_ids(row)) {
        tracks[genre.index()] += 1;
    }
    tracks
}

/// Songs of an artist who is called something for short.
const SHORT_FOR: u32 = 25;

/// What an artist may be called for short: the initials of three words and more, the first of two.
fn short_names(name: &[&str]) -> Vec<String> {
    let initials = || name.iter().filter_map(|word| word.chars().next()).collect();
    match name {
        [first, _] if first.chars().count() > 3 && *first != "the" => vec![(*first).to_owned()],
        [_, _, _, ..] => vec![initials()],
        _ => Vec::new(),
    }
}

fn title_frequency(words: &WordIndex) -> Vec<u32> {
    let mut frequency = vec![0; words.terms()];
    for song in (0..words.songs()).map(SongId::at) {
        for term in words.names(song, Field::Title).next().into_iter().flatten() {
            frequency[term.index()] += 1;
        }
    }
    frequency
}

fn first_year(song: SongId, table: &TrackTable) -> u16 {
    let dates = table.versions(song).iter().filter_map(|&row| table.release_date(row));
    dates.map(ReleaseDate::year).min().unwrap_or_default()
}

fn popularity(song: SongId, table: &TrackTable) -> f32 {
    let known = table.versions(song).iter().filter_map(|&row| table.popularity(row)).max();
    known.map_or(UNKNOWN_POPULARITY, |known| {
        let (at, part) = (usize::from(known / 10).min(9), f32::from(known % 10) / 10.0);
        POPULARITY[at] * (1.0 - part) + POPULARITY[at + 1] * part
    })
}

fn spread(feature: AudioFeature, table: &TrackTable) -> [f32; 2] {
    let values = || table.rows().filter_map(|row| table.feature(row, feature)).map(f64::from);
    let count = float64(values().count().max(1));
    let mean = values().sum::<f64>() / count;
    let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    [single(mean), single(variance.sqrt().max(1e-6))]
}
