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
        let described = |song| {
            let parts = evidence.with_sound(song, evidence.of(song));
            let row = self.words.representative(song);
            DescribedSong { song, row, score: score(&parts), parts }
        };
        let candidates = self.candidates(evidence, wanted + MORE);
        let mut found: Vec<DescribedSong> = candidates.map(described).collect();
        found.sort_by(|a, b| best_first(&(a.score, a.song), &(b.score, b.song)));
        found.truncate(wanted);
        found
    }

    /// The songs with the highest scores, sound left out, in no order.
    fn candidates(&self, evidence: &Evidence<'_>, limit: usize) -> impl Iterator<Item = SongId> {
        let mut best = BestSongs::new(limit);
        evidence.found().for_each(|song| best.push(score(&evidence.of(song)), song));
        let of_genres = evidence.of_wanted_genres().filter(|song| !evidence.is_found(*song));
        of_genres.for_each(|song| best.push(evidence.prior(song), song));
        for &song in self.index.by_prior.iter() {
            if !best.takes(self.index.prior[song.index()]) {
                break;
            }
            if !evidence.is_found(song) && evidence.wanted_genre(song).is_none() {
                best.push(evidence.prior(song), song);
            }
        }
        best.into_songs()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tracks::table::tests::track;
    use proptest::prelude::*;

    const GENRES: [&str; 3] = ["trip hop", "jazz", "classic rock"];
    const TEXTS: [&str; 4] = [
        "a jazz song from 1994, the title has forest in it",
        "something like artist three, classic rock",
        "that song about the river from the 80s",
        "trip hop",
    ];

    /// A track whose facts follow from three numbers.
    fn entry((number, popularity, year): (usize, u8, u16)) -> catalog::SongEntry {
        let word = ["forest", "river", "mountain", "city"][number % 4];
        let (title, artist) = (format!("{word} {number}"), format!("artist {}", number % 5));
        let mut track = track(&format!("t{number}"), &title, &[&artist], &[GENRES[number % 3]]);
        track.popularity = Some(popularity);
        track.release_date = year.to_string().parse().ok();
        track
    }

    proptest! {
        #[test]
        fn the_candidates_are_those_of_a_full_scan(
            facts in prop::collection::vec((0_usize..99, 0_u8..100, 1960_u16..2020), 1..60),
            text in prop::sample::select(&TEXTS[..]),
            limit in 1_usize..9,
        ) {
            let table = TrackTable::new(facts.into_iter().map(entry));
            let words = WordIndex::build(&table, &str::to_owned);
            let index = DescribeIndex::new(&words, None, &table);
            let describer = Describer { index: &index, words: &words, lyrics: None, table: &table };
            let ReadText { words: text_words, weights, request } = describer.read_text(text);
            let text = Text { words: &text_words, weights: &weights, request: &request };
            let evidence = Evidence::collect(&text, describer.songs());
            let mut found: Vec<SongId> = describer.candidates(&evidence, limit).collect();
            found.sort_unstable();
            let of = |song| {
                if evidence.is_found(song) { score(&evidence.of(song)) } else { evidence.prior(song) }
            };
            let mut all: Vec<(f32, SongId)> =
                (0..words.songs()).map(SongId::at).map(|song| (of(song), song)).collect();
            all.sort_by(best_first);
            let mut expected: Vec<SongId> = all.into_iter().take(limit).map(|(_, song)| song).collect();
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
