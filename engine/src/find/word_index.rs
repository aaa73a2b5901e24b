//! An inverted index of the words of all songs.

use super::song_texts::{Field, SongTexts};
use super::title_order::TitleOrder;
use super::vocabulary::Vocabulary;
use crate::id::TrackRow;
use crate::song::{VersionKind, parse_title};
use crate::text;
use crate::tracks::TrackTable;
use crate::tracks::column::{ListColumn, TextColumn};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The words of titles and artists, the songs that each stands in, and what each song is called.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WordIndex {
    pub(super) vocabulary: Vocabulary,
    pub(super) texts: SongTexts,
    pub(super) titles: TitleOrder,
    postings: ListColumn,
    /// The track that stands for each song.
    representatives: Vec<TrackRow>,
    /// How well known each song is, 0 to 100.
    popularity: Vec<u8>,
    #[serde(skip)]
    idf: Vec<f32>,
    #[serde(skip)]
    prior: Vec<f32>,
}

/// What it is worth to be the best known, and to have a title of one word.
const KNOWN: f32 = 0.8;
const SHORT: f32 = 1.2;

/// What is assumed of a song whose popularity is unknown: that it is like most songs.
const UNKNOWN_POPULARITY: u8 = 20;

/// Writes a text in Latin letters, if it is in others.
pub type Romanise<'a> = &'a dyn Fn(&str) -> String;

impl WordIndex {
    /// The index of the songs of a table. `romanise` gives texts in other alphabets a second
    /// spelling in Latin letters, by which they are found as well.
    pub fn build(table: &TrackTable, romanise: Romanise<'_>) -> Self {
        let versions = table.tracks_by_song();
        let mut described = Vec::with_capacity(versions.len());
        let mut representatives = Vec::with_capacity(versions.len());
        let mut popularity = Vec::with_capacity(versions.len());
        for tracks in versions.rows() {
            let first = representative(tracks, table);
            representatives.push(first);
            popularity.push(popularity_of(tracks, table));
            described.push(describe(first, tracks, table, romanise));
        }
        Self::index(&described, representatives, popularity)
    }

    fn index(described: &[Texts], representatives: Vec<TrackRow>, popularity: Vec<u8>) -> Self {
        let mut postings = BTreeMap::<&str, Vec<u32>>::new();
        for (song, texts) in described.iter().enumerate() {
            for word in texts.iter().flat_map(|(_, words)| words) {
                let songs = postings.entry(word).or_default();
                if songs.last() != Some(&(song as u32)) {
                    songs.push(song as u32);
                }
            }
        }
        let vocabulary = Vocabulary::new(postings.keys().collect::<TextColumn>());
        let mut texts = SongTexts::default();
        let number = |word: &String| vocabulary.id(word).unwrap_or_default();
        described.iter().for_each(|song| {
            texts.push(
                song.iter().map(|(field, words)| (*field, words.iter().map(number).collect())),
            );
        });
        let titles = TitleOrder::of(&texts, &popularity);
        let postings = postings.into_values().collect();
        Self { vocabulary, texts, titles, postings, representatives, popularity, ..Self::default() }
    }

    /// Derives what is not stored; to be called once the index is known to be consistent.
    #[must_use]
    pub(crate) fn prepared(mut self) -> Self {
        let words = 0..self.postings.len();
        self.idf = words.map(|word| self.idf_of(self.postings.get(word).len())).collect();
        self.prior = (0..self.songs() as u32).map(|song| self.prior_of(song)).collect();
        self
    }

    fn prior_of(&self, song: u32) -> f32 {
        let popularity = f32::from(self.popularity[song as usize]) / 100.0;
        let words = self.texts.of(song).next().map_or(1, |title| title.words.len());
        KNOWN * popularity + SHORT / words.max(1) as f32
    }

    /// Orders songs with the same words: well-known ones and short titles first. On the scale of
    /// [`WordIndex::idf`].
    pub(super) fn prior(&self, song: u32) -> f32 {
        self.prior[song as usize]
    }

    /// Number of songs.
    pub fn songs(&self) -> usize {
        self.representatives.len()
    }

    /// The track that stands for a song: the best known of those that are no special version.
    pub fn representative(&self, song: u32) -> TrackRow {
        self.representatives[song as usize]
    }

    /// The songs that a word stands in.
    pub(super) fn songs_with(&self, word: u32) -> &[u32] {
        self.postings.get(word as usize)
    }

    /// How well known each song is, 0 to 100.
    pub(super) fn popularity(&self) -> &[u8] {
        &self.popularity
    }

    /// How telling a word is.
    pub(super) fn idf(&self, word: u32) -> f32 {
        self.idf[word as usize]
    }

    /// How telling a word is that stands in so many songs.
    pub(super) fn idf_of(&self, frequency: usize) -> f32 {
        inverse_document_frequency(self.songs(), frequency)
    }

    /// Whether the parts fit each other and a table.
    pub(crate) fn is_consistent(&self, table: &TrackTable) -> bool {
        let songs = self.songs();
        self.vocabulary.is_consistent()
            && self.texts.is_consistent(self.vocabulary.len() as u32)
            && self.titles.is_consistent(&self.texts)
            && self.postings.len() == self.vocabulary.len()
            && self.postings.values().iter().all(|&song| (song as usize) < songs)
            && [self.texts.len(), self.popularity.len(), table.songs()] == [songs; 3]
            && self.representatives.iter().all(|&row| row.index() < table.len())
    }
}

/// How telling a word is: ln(1 + (n − df + ½) / (df + ½)), as in BM25 (Robertson et al., 1994).
pub(super) fn inverse_document_frequency(documents: usize, frequency: usize) -> f32 {
    let (n, df) = (documents as f32, frequency as f32);
    (1.0 + (n - df + 0.5).max(0.0) / (df + 0.5)).ln()
}

/// The fields of a song as words.
type Texts = Vec<(Field, Vec<String>)>;

fn describe(
    first: TrackRow,
    tracks: &[TrackRow],
    table: &TrackTable,
    romanise: Romanise<'_>,
) -> Texts {
    let mut texts = Texts::new();
    let mut version = Vec::new();
    let others = tracks.iter().copied().filter(|&track| track != first);
    for track in std::iter::once(first).chain(others) {
        let title = parse_title(table.name(track));
        for spelling in [title.base.as_str(), before_bracket(&title.base)] {
            add_spellings(&mut texts, Field::Title, spelling, romanise);
        }
        for artist in table.artists(track) {
            add_spellings(&mut texts, Field::Artist, artist, romanise);
        }
        version.extend(title.parts.iter().flat_map(|part| text::words(&part.text)));
    }
    version.sort_unstable();
    version.dedup();
    version.truncate(LONGEST_VERSION);
    texts.push((Field::Version, version));
    texts.sort_by_key(|(field, _)| *field);
    texts
}

/// Words that tell versions apart, at most.
const LONGEST_VERSION: usize = 48;

/// Spellings of titles, and artists, of a song with very many versions, at most.
const MOST_TEXTS: usize = 24;

fn add_spellings(texts: &mut Texts, field: Field, text: &str, romanise: Romanise<'_>) {
    add_text(texts, field, text::words(text));
    if text.chars().any(|c| c.is_alphabetic() && c >= FIRST_OTHER_ALPHABET) {
        add_text(texts, field, text::words(&romanise(text)));
    }
}

/// Where Greek begins; what comes before is Latin.
const FIRST_OTHER_ALPHABET: char = '\u{370}';

fn add_text(texts: &mut Texts, field: Field, words: Vec<String>) {
    let same = |(other, text): &(Field, Vec<String>)| *other == field && *text == words;
    if !words.is_empty() && texts.len() < MOST_TEXTS && !texts.iter().any(same) {
        texts.push((field, words));
    }
}

/// "Fly Me to the Moon (In Other Words)" is "Fly Me to the Moon" for short.
fn before_bracket(title: &str) -> &str {
    title.split_once(['(', '[']).map_or("", |(before, _)| before)
}

fn representative(tracks: &[TrackRow], table: &TrackTable) -> TrackRow {
    let rank = |&track: &TrackRow| {
        let kind = parse_title(table.name(track)).kind;
        let special = if kind <= VersionKind::Remaster { VersionKind::Original } else { kind };
        (special, std::cmp::Reverse(table.popularity(track)), track)
    };
    match tracks {
        [only] => *only,
        tracks => tracks.iter().copied().min_by_key(rank).unwrap_or_default(),
    }
}

fn popularity_of(tracks: &[TrackRow], table: &TrackTable) -> u8 {
    let known = tracks.iter().filter_map(|&track| table.popularity(track)).max();
    known.unwrap_or(UNKNOWN_POPULARITY)
}
