//! Finds the songs that a text describes.

use super::best::BestSongs;
use super::evidence::{Evidence, Text};
use super::index::{DescribeIndex, rarity};
use super::part::{Part, PartValues};
use super::songs::Songs;
use crate::best::best_first;
use crate::find::{LyricsIndex, WordIndex};
use crate::id::{SongId, TrackRow};
use crate::request::{ReadText, Request};
use crate::tracks::TrackTable;

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
        let mut best = BestSongs::new(wanted + MORE);
        for song in (0..self.words.songs()).map(SongId::at) {
            if !evidence.is_found(song) {
                best.push(evidence.prior(song), song);
            }
        }
        evidence.found().for_each(|song| best.push(score(&evidence.of(song)), song));
        let described = |song| {
            let parts = evidence.with_sound(song, evidence.of(song));
            let row = self.words.representative(song);
            DescribedSong { song, row, score: score(&parts), parts }
        };
        let mut found: Vec<DescribedSong> = best.into_songs().map(described).collect();
        found.sort_by(|a, b| best_first(&(a.score, a.song), &(b.score, b.song)));
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
