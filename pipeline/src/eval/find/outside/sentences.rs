//! Sentences of newspapers, which name no song.

use include_dir::Dir;
use lingua_english_language_model::ENGLISH_TESTDATA_DIRECTORY;
use lingua_german_language_model::GERMAN_TESTDATA_DIRECTORY;
use lingua_spanish_language_model::SPANISH_TESTDATA_DIRECTORY;
use rand::prelude::*;

/// The first words of a sentence of the Leipzig Corpora Collection.
pub(in crate::eval::find) fn sentence(rng: &mut impl Rng) -> Option<String> {
    let language = LANGUAGES.choose(rng)?;
    let sentences = language.get_file("sentences.txt")?.contents_utf8()?;
    let words: Vec<&str> = sentences.lines().choose(rng)?.split_whitespace().collect();
    let length = rng.random_range(SHORTEST..=LONGEST).min(words.len());
    (length >= SHORTEST).then(|| words[..length].join(" "))
}

/// Test data of lingua's language models.
static LANGUAGES: [&Dir; 3] =
    [&ENGLISH_TESTDATA_DIRECTORY, &GERMAN_TESTDATA_DIRECTORY, &SPANISH_TESTDATA_DIRECTORY];

/// In words.
const SHORTEST: usize = 5;
const LONGEST: usize = 12;
