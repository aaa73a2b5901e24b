//! Draws passages of lyrics, so that a line is learned to be right as well as wrong.

use crate::eval::find::{Half, Songs};
use catalog::Query;
use engine::{LyricsIndex, SongId, TrackTable};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};
use std::ops::RangeInclusive;

/// A few words in a row from a song's lyrics.
pub(super) struct Passage {
    pub words: Query,
    /// The rows of the song's tracks.
    pub answers: Vec<u32>,
}

const WORDS: RangeInclusive<usize> = 3..=8;

/// Passages from the lyrics of songs of the tuning half, at most one a song; every other one lacks a letter or a
/// blank.
pub(super) fn passages(
    lyrics: &LyricsIndex,
    table: &TrackTable,
    songs: &Songs,
    count: usize,
) -> Vec<Passage> {
    let rng = &mut ChaCha8Rng::seed_from_u64(1);
    let mut documents: Vec<(u64, u32, SongId)> = (0..)
        .zip(lyrics.songs())
        .filter(|(_, song)| is_for_tuning(table, songs, **song))
        .map(|(document, song)| (rng.random(), document, *song))
        .collect();
    documents.sort_unstable();
    let drawn = documents.into_iter().filter_map(|(_, document, song)| {
        let words: Vec<&str> = lyrics.words_of(document).collect();
        let words = passage(&words, rng)?.parse().ok()?;
        Some(Passage { words, answers: table.versions(song).iter().map(|row| row.0).collect() })
    });
    drawn.take(count).collect()
}

fn is_for_tuning(table: &TrackTable, songs: &Songs, song: SongId) -> bool {
    let half = |row: u32| songs.songs()[songs.track(row).song as usize].half;
    table.versions(song).iter().all(|row| half(row.0) == Half::Tuning)
}

fn passage(words: &[&str], rng: &mut impl Rng) -> Option<String> {
    let length = rng.random_range(WORDS);
    let start = rng.random_range(0..words.len().checked_sub(length)? + 1);
    let mut letters: Vec<char> = words[start..start + length].join(" ").chars().collect();
    if rng.random_bool(0.5) {
        letters.remove(rng.random_range(1..letters.len()));
    }
    Some(letters.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::HintTrack;
    use catalog::SongEntry;

    fn song(title: &str) -> SongEntry {
        serde_json::from_value(serde_json::json!({
            "id": title, "index": 0, "name": title, "artists": ["Salt"], "features": {}, "genres": []
        }))
        .expect("a song")
    }

    #[test]
    fn passages_are_of_the_tuning_half() {
        let table = TrackTable::new((0..40).map(|at| song(&format!("song{at}"))));
        let entries = table.rows().filter_map(|row| table.entry(row));
        let songs = Songs::new(entries.map(HintTrack::from).collect());
        let lyrics =
            |at| ["copper", "kettle", "harbour", "lantern"].map(|word| format!("{word}{at}"));
        let text: Vec<String> =
            (0..40).map(|at| [lyrics(at), lyrics(at)].concat().join(" ")).collect();
        let lyrics = LyricsIndex::build((0..).map(SongId).zip(text.iter().map(String::as_str)));
        let drawn = passages(&lyrics, &table, &songs, 100);
        let tuning = songs.songs().iter().filter(|song| song.half == Half::Tuning).count();
        assert_eq!(drawn.len(), tuning);
        for Passage { words, answers } in drawn {
            let [row] = answers[..] else { panic!("{answers:?}") };
            assert_eq!(songs.songs()[row as usize].half, Half::Tuning);
            let count = words.as_str().split(' ').count();
            assert!((2..=8).contains(&count), "{words}");
            assert!(words.as_str().contains(&row.to_string()), "{words} of {row}");
        }
    }
}
