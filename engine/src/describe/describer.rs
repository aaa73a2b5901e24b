//! Finds the songs that a text describes.

use super::evidence::{Evidence, Songs, Text};
use super::index::{DescribeIndex, rarity};
use super::part::{Part, PartValues};
use crate::find::{LyricsIndex, WordIndex};
use crate::id::{SongId, TrackRow};
use crate::request::{ReadText, Request};
use crate::tracks::TrackTable;
use std::cmp::Ordering;

/// Finds songs by descriptions.
#[derive(Clone, Copy)]
pub struct Describer<'a> {
    /// What descriptions are compared with.
    pub index: &'a DescribeIndex,
    /// The titles and artists.
    pub words: &'a WordIndex,
    /// The lyrics, if the catalogue has any.
    pub lyrics: Option<&'a LyricsIndex>,
    /// The tracks.
    pub table: &'a TrackTable,
}

/// What a text says, and the songs that it may describe.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// What is understood.
    pub request: Request,
    /// The songs, best first.
    pub songs: Vec<DescribedSong>,
}

/// A song that a text may describe.
#[derive(Clone, Debug, PartialEq)]
pub struct DescribedSong {
    /// The song.
    pub song: SongId,
    /// The track that stands for it.
    pub row: TrackRow,
    /// The sum of its parts' shares.
    pub score: f32,
    /// The values of its parts.
    pub parts: PartValues,
}

/// Songs that are compared by all parts, beyond those that are wanted.
const MORE: usize = 1000;

impl Describer<'_> {
    /// Reads a text.
    pub fn read(&self, text: &str) -> Request {
        self.read_text(text).request
    }

    /// The songs that a text may describe.
    pub fn describe(&self, text: &str, wanted: usize) -> Description {
        let ReadText { words, weights, request } = self.read_text(text);
        let text = Text { words: &words, weights: &weights, request: &request };
        let evidence = Evidence::collect(&text, self.songs());
        let songs = self.best(&evidence, wanted);
        Description { request, songs }
    }

    fn read_text(&self, text: &str) -> ReadText {
        self.index.reader.read(text, |word| self.weight(word))
    }

    fn best(&self, evidence: &Evidence<'_>, wanted: usize) -> Vec<DescribedSong> {
        let words = self.words;
        let songs = (0..words.songs()).map(SongId::at);
        let mut scored: Vec<(f32, SongId)> =
            songs.map(|song| (evidence.prior(song), song)).collect();
        for song in evidence.found() {
            scored[song.index()].0 = score(&evidence.of(song));
        }
        let best_first = |a: &(f32, SongId), b: &(f32, SongId)| compare(*a, *b);
        if scored.len() > wanted + MORE {
            scored.select_nth_unstable_by(wanted + MORE, best_first);
            scored.truncate(wanted + MORE);
        }
        let described = |(_, song): (f32, SongId)| {
            let parts = evidence.with_sound(song, evidence.of(song));
            DescribedSong { song, row: words.representative(song), score: score(&parts), parts }
        };
        let mut found: Vec<DescribedSong> = scored.into_iter().map(described).collect();
        found.sort_by(|a, b| compare((a.score, a.song), (b.score, b.song)));
        found.truncate(wanted);
        found
    }

    fn songs(&self) -> Songs<'_> {
        Songs { index: self.index, words: self.words, lyrics: self.lyrics, table: self.table }
    }

    /// How distinctive a word is, 0 to 1: how few titles and lyrics have it.
    fn weight(&self, word: &str) -> f32 {
        let in_titles = self.index.rarity(self.words.term(word));
        let in_lyrics = self.lyrics.map_or(1.0, |lyrics| {
            let documents = lyrics.term(word).map_or(0, |term| lyrics.documents(term).len());
            rarity(documents, LYRICS_SCALE * lyrics.songs().len())
        });
        in_titles.min(in_lyrics)
    }
}

/// A word is in far more lyrics than titles.
const LYRICS_SCALE: usize = 25;

/// The score of a song with these values.
fn score(values: &PartValues) -> f32 {
    Part::ALL.into_iter().map(|part| part.share(values)).sum()
}

fn compare(a: (f32, SongId), b: (f32, SongId)) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}
