//! Random queries about a catalogue.

use super::catalogue::{Catalogue, phrase};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use rand::seq::{IndexedRandom, SliceRandom};

const OTHERS: [&str; 12] = [
    "lyrics",
    "official video",
    "by",
    "live",
    "a sad rock song from the 80s",
    "something",
    "xqzv",
    "ninety nine",
    "tnt",
    "deja",
    "podmoskovnye",
    "vechera",
];

/// What somebody may type who looks for a song of the catalogue.
pub(super) fn query(catalogue: &Catalogue, rng: &mut ChaCha8Rng) -> String {
    let mut words = beginning(catalogue, rng);
    for _ in 0..rng.random_range(0..4) {
        change(&mut words, catalogue, rng);
    }
    let text = words.join(" ");
    let text = if rng.random_ratio(1, 6) { text.to_uppercase() } else { text };
    let shown = text.trim();
    if shown.is_empty() { "love".to_owned() } else { shown.to_owned() }
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn beginning(catalogue: &Catalogue, rng: &mut ChaCha8Rng) -> Vec<String> {
    let track = catalogue.tracks.choose(rng).expect("there are tracks");
    let artist = track.artists.first().cloned().unwrap_or_default();
    match rng.random_range(0..10) {
        0..3 => split(&track.name),
        3..5 => split(&format!("{} {artist}", track.name)),
        5 => split(&format!("{artist} {}", track.name)),
        6 => split(&artist),
        7 => line(catalogue, rng).unwrap_or_else(|| split(&track.name)),
        8 => {
            let count = rng.random_range(1..16);
            let all: Vec<&str> = track.name.split(' ').chain(OTHERS).collect();
            split(&phrase(&all, count, rng))
        }
        _ => vec![track.name.chars().take(rng.random_range(1..4)).collect()],
    }
}

/// Some words of a song's lyrics.
fn line(catalogue: &Catalogue, rng: &mut ChaCha8Rng) -> Option<Vec<String>> {
    let words = split(&catalogue.lyrics.choose(rng)?.1);
    let start = rng.random_range(0..words.len());
    let end = (start + rng.random_range(2..14)).min(words.len());
    Some(words[start..end].to_vec())
}

fn change(words: &mut Vec<String>, catalogue: &Catalogue, rng: &mut ChaCha8Rng) {
    if words.is_empty() {
        return;
    }
    let at = rng.random_range(0..words.len());
    match rng.random_range(0..11) {
        0..4 => {
            for _ in 0..rng.random_range(1..5) {
                words[at] = misspelt(&words[at], rng);
            }
        }
        4 => drop(words.remove(at)),
        5 => words.shuffle(rng),
        6 => {
            let last = words.last_mut().expect("a word");
            let count = last.chars().count();
            *last = last.chars().take(rng.random_range(1..=count.max(1))).collect();
        }
        7 if words.len() > 1 => {
            let next = words.remove((at + 1) % words.len());
            let at = at.min(words.len() - 1);
            words[at] += &next;
        }
        8 => {
            let letters: Vec<char> = words[at].chars().collect();
            let cut = rng.random_range(0..=letters.len());
            words[at] = letters[..cut].iter().collect();
            words.insert(at + 1, letters[cut..].iter().collect());
            words.retain(|word| !word.is_empty());
        }
        9 => words.insert(at, OTHERS.choose(rng).copied().unwrap_or_default().to_owned()),
        _ => words.extend(split(&catalogue.tracks.choose(rng).expect("a track").name)),
    }
}

/// A word with a letter more, less or other, or with two letters swapped.
fn misspelt(word: &str, rng: &mut ChaCha8Rng) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let letter = *['a', 'e', 'n', 't', 's', 'k', 'é', 'я'].choose(rng).expect("a letter");
    let at = rng.random_range(0..=letters.len());
    match rng.random_range(0..4) {
        0 => letters.insert(at, letter),
        1 if at < letters.len() => drop(letters.remove(at)),
        2 if at < letters.len() => letters[at] = letter,
        _ if at > 1 => letters.swap(at - 1, at - 2),
        _ => {}
    }
    letters.into_iter().collect()
}
