//! Phonetic keys: words that sound alike have the same key.

use super::buckets::{Buckets, hash_chars};
use crate::id::TermId;
use crate::store::artefact;
use crate::tracks::column::TextColumn;

/// Terms by phonetic key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sounds(Buckets);

/// Longer keys than this are distinctive enough to look terms up by.
const SHORT_KEY: usize = 2;

artefact!(Sounds { 0 });

impl Sounds {
    pub(crate) fn of(terms: &TextColumn) -> Self {
        let pairs = terms.iter().enumerate().filter_map(|(at, term)| {
            let key = distinctive_key(term)?;
            Some((hash_chars(key.chars()), TermId::at(at)))
        });
        Self(Buckets::new(pairs.collect()))
    }

    /// Terms that may sound like the typed word, each once; some do not.
    pub(crate) fn candidates(&self, typed: &str) -> &[TermId] {
        distinctive_key(typed).map_or(&[], |key| self.0.get(hash_chars(key.chars())))
    }

    pub(crate) fn is_consistent(&self, vocabulary: usize) -> bool {
        self.0.is_consistent(vocabulary)
    }
}

fn distinctive_key(word: &str) -> Option<String> {
    sound_key(word).filter(|key| key.chars().count() > SHORT_KEY)
}

/// The phonetic key of a Latin word, coarse enough to suit many languages: its consonants in classes,
/// and whether it begins with a vowel. None for other scripts and for words with digits.
///
/// Follows Metaphone (Philips, 1990): spellings of the same sound become one letter, silent and doubled
/// letters are dropped.
pub(crate) fn sound_key(word: &str) -> Option<String> {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let letters = word.as_bytes();
    let mut key = String::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let (sound, length) = sound_at(letters, at);
        if let Some(sound) = sound.filter(|&sound| is_heard(&key, sound)) {
            key.push(sound);
        }
        at += length;
    }
    (!key.is_empty()).then_some(key)
}

/// Only a leading vowel counts, and a repeated sound counts once.
fn is_heard(key: &str, sound: char) -> bool {
    if sound == VOWEL { key.is_empty() } else { !key.ends_with(sound) }
}

const VOWEL: char = 'a';

/// The sound written at `at`, and the number of letters it takes.
fn sound_at(letters: &[u8], at: usize) -> (Option<char>, usize) {
    let rest = &letters[at..];
    let start = at == 0;
    let soft = |at: usize| matches!(rest.get(at), Some(b'e' | b'i' | b'y'));
    match rest {
        [b'k' | b'g', b'n', ..] | [b'p', b's' | b'n', ..] | [b'w', b'r', ..] if start => (None, 1),
        [b't' | b's', b'c', b'h', ..] => (Some('x'), 3),
        [b'c', b'h', b'r', ..] | [b'c', b'k', ..] => (Some('k'), 2),
        [b'p', b'h', ..] => (Some('f'), 2),
        [b's' | b'c', b'h', ..] | [b't', b'i', b'o', ..] => (Some('x'), 2),
        [b't', b'h', ..] => (Some('t'), 2),
        [b'g', b'h', ..] => (start.then_some('k'), 2),
        [b'd', b'g', ..] if soft(2) => (Some('j'), 2),
        [b'w', b'h', ..] => (Some('v'), 2),
        [b'c', ..] if soft(1) => (Some('s'), 1),
        [letter, ..] => (single_sound(*letter, start), 1),
        [] => (None, 1),
    }
}

/// The sound of a single letter; `start` if it begins the word.
fn single_sound(letter: u8, start: bool) -> Option<char> {
    Some(match letter {
        b'c' | b'k' | b'q' | b'g' => 'k',
        b's' | b'z' | b'x' => 's',
        b'j' => 'j',
        b'd' | b't' => 't',
        b'b' | b'p' => 'p',
        b'f' | b'v' => 'f',
        b'm' | b'n' => 'n',
        b'l' => 'l',
        b'r' => 'r',
        b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => VOWEL,
        b'w' if start => 'v',
        b'h' if start => 'h',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, word: &str, alike: bool) {
        assert_eq!(sound_key(typed) == sound_key(word), alike, "{typed} {word}");
    }

    #[test]
    fn words_that_sound_alike() {
        check("fisiks", "physics", true);
        check("nite", "night", true);
        check("nock", "knock", true);
        check("kristina", "christina", true);
        check("boheemian", "bohemian", true);
        check("rapsodee", "rhapsody", true);
        check("shakeera", "shakira", true);
        check("wunderwall", "wonderwall", true);
        check("queen", "quinn", true);
        check("queen", "king", false);
        check("hello", "yellow", false);
        check("queen", "prince", false);
    }

    #[test]
    fn other_scripts_and_numbers_have_no_key() {
        assert_eq!(sound_key("вечера"), None);
        assert_eq!(sound_key("99"), None);
        assert_eq!(sound_key(""), None);
    }

    #[test]
    fn short_words_are_not_found_by_sound() {
        let sounds = Sounds::of(&["cat", "cute", "physics"].into_iter().collect());
        assert!(sounds.candidates("kit").is_empty());
        assert_eq!(sounds.candidates("fisiks"), [TermId(2)]);
    }
}
