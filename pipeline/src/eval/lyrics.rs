//! How often a few words in a row from lyrics find their song.

use super::find::Share;
use crate::clean::CleanOptions;
use crate::data::Data;
use crate::error::PipelineError;
use crate::progress::Progress;
use catalog::{Query, ResultCount};
use engine::{Engine, SongId, text};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, RngExt, SeedableRng};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// The results, over passages of two to eight words that no other song's lyrics have.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LyricsEvaluation {
    /// The share whose song is among the first ten.
    pub exact: Share,
    /// The same with one typing error.
    pub misspelt: Share,
}

/// The lyrics of a song, as words with blanks between them and at either end.
type Lyrics = BTreeMap<SongId, String>;

const WORDS: RangeInclusive<usize> = 2..=8;

/// Passages that are drawn for one that no other song has.
const DRAWS: usize = 20;

impl LyricsEvaluation {
    /// Draws so many passages from source files' lyrics and looks for them with models of the same
    /// catalogue.
    ///
    /// # Errors
    /// If a file cannot be read or the engine fails.
    pub fn of(
        models: &Path,
        data: &[PathBuf],
        count: usize,
        progress: Progress,
    ) -> Result<Self, PipelineError> {
        let engine = Engine::load(models)?;
        let lyrics = lyrics_of(&engine, data, progress)?;
        let rng = &mut ChaCha8Rng::seed_from_u64(1);
        let (mut exact, mut misspelt) = (0, 0);
        let passages = passages(&lyrics, count, rng);
        for (song, passage) in &passages {
            exact += usize::from(finds(&engine, passage, *song)?);
            misspelt += usize::from(finds(&engine, &with_error(passage, rng), *song)?);
        }
        let share = |found| Share::new(found, passages.len());
        Ok(Self { exact: share(exact), misspelt: share(misspelt) })
    }
}

fn lyrics_of(
    engine: &Engine,
    data: &[PathBuf],
    progress: Progress,
) -> Result<Lyrics, PipelineError> {
    let (catalogue, _) = Data::recognise(data)?.load(&CleanOptions { lang: None }, progress)?;
    let tracks = engine.tracks();
    let mut lyrics = Lyrics::new();
    for track in catalogue.tracks {
        let song = tracks.row(&track.id).and_then(|row| tracks.song(row));
        if let (Some(song), Some(words)) = (song, track.lyrics) {
            lyrics.entry(song).or_insert_with(|| format!(" {} ", text::normalise(&words)));
        }
    }
    Ok(lyrics)
}

/// Passages that no other song has, each with its song.
fn passages(lyrics: &Lyrics, count: usize, rng: &mut impl Rng) -> Vec<(SongId, String)> {
    let songs: Vec<SongId> = lyrics.keys().copied().collect();
    let mut found = Vec::new();
    for _ in 0..DRAWS * count {
        if found.len() == count || songs.is_empty() {
            break;
        }
        let song = songs[rng.random_range(0..songs.len())];
        let words: Vec<&str> = lyrics[&song].split_whitespace().collect();
        let length = rng.random_range(WORDS).min(words.len());
        let start = rng.random_range(0..=words.len() - length);
        let passage = words[start..start + length].join(" ");
        let within = format!(" {passage} ");
        let others = lyrics.iter().filter(|(other, _)| **other != song);
        if length >= *WORDS.start() && others.into_iter().all(|(_, words)| !words.contains(&within))
        {
            found.push((song, passage));
        }
    }
    found
}

/// A passage with a letter left out, doubled, replaced or swapped with the next.
fn with_error(passage: &str, rng: &mut impl Rng) -> String {
    let mut letters: Vec<char> = passage.chars().collect();
    let places: Vec<usize> = (0..letters.len().saturating_sub(1))
        .filter(|&at| letters[at] != ' ' && letters[at + 1] != ' ')
        .collect();
    let Some(&at) = places.get(rng.random_range(0..places.len().max(1))) else {
        return passage.to_owned();
    };
    match rng.random_range(0..4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = rng.random_range('a'..='z'),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

fn finds(engine: &Engine, typed: &str, song: SongId) -> Result<bool, PipelineError> {
    let query: Query = typed.parse()?;
    let found = engine.finding().find(&query, ResultCount::default())?.results;
    let tracks = engine.tracks();
    let songs =
        found.iter().map(|found| tracks.row(&found.track.id).and_then(|row| tracks.song(row)));
    Ok(songs.into_iter().any(|found| found == Some(song)))
}

impl fmt::Display for LyricsEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "passages of lyrics whose song is among the first ten")?;
        writeln!(f, "as they are            {}", self.exact)?;
        writeln!(f, "with one typing error  {}", self.misspelt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lyrics() -> Lyrics {
        [(SongId(0), " the kettle sings tonight "), (SongId(1), " the kettle knows nobody ")]
            .map(|(song, words)| (song, words.to_owned()))
            .into()
    }

    #[test]
    fn passages_are_of_one_song() {
        let found = passages(&lyrics(), 40, &mut ChaCha8Rng::seed_from_u64(7));
        assert!(found.len() >= 20, "{found:?}");
        for (song, passage) in found {
            assert!(lyrics()[&song].contains(&passage) && passage != "the kettle", "{passage}");
        }
    }

    #[test]
    fn an_error_is_one_edit() {
        let rng = &mut ChaCha8Rng::seed_from_u64(7);
        for _ in 0..50 {
            let typed = with_error("the kettle sings", rng);
            let edits =
                rapidfuzz::distance::osa::distance(typed.chars(), "the kettle sings".chars());
            assert!(edits <= 1, "{typed}");
        }
    }
}
