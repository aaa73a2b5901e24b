use super::subject::{Phrase, Subject, pick};
use crate::eval::find::draft::Draft;
use crate::eval::find::spelling::homophones;
use rand::{Rng, RngExt};

/// With numbers as words or words as numbers, in English.
pub(super) fn numbers(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    if !subject.is_english() {
        return None;
    }
    let any = rng.random_bool(ANY_HOMOPHONE);
    let title = exchanged(&subject.title(), rng, |word| {
        let others: Vec<&str> = homophones(word).filter(|other| !is_and(other)).collect();
        let is_shorter = |other: &&str| other.len() < word.len();
        let shortest = others.iter().copied().filter(is_shorter).min_by_key(|other| other.len());
        shortest.filter(|_| !any).map_or(others, |shortest| vec![shortest])
    })?;
    let artist = subject.artist.filter(|_| rng.random_bool(0.5));
    let phrase = Phrase::new(&title, artist);
    let typed = phrase.text.clone();
    Some(phrase.whole(typed))
}

/// How often a word is replaced by any homophone, "to" for "too", rather than shortened.
const ANY_HOMOPHONE: f64 = 0.2;

/// With "&", "and" or "n" for one another.
pub(super) fn ampersands(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let typed = exchanged(&phrase.text, rng, |word| {
        let others = ANDS.into_iter().filter(|other| *other != word);
        if is_and(word) { others.collect() } else { Vec::new() }
    })?;
    Some(phrase.whole(typed))
}

const ANDS: [&str; 3] = ["&", "and", "n"];

fn is_and(word: &str) -> bool {
    word == "+" || ANDS.contains(&word)
}

/// Replaces each word that has an alternative; none if no word has.
fn exchanged(
    text: &str,
    rng: &mut impl Rng,
    others: impl Fn(&str) -> Vec<&'static str>,
) -> Option<String> {
    let words = text.split(' ').map(|word| pick(rng, &others(word)).copied().unwrap_or(word));
    let exchanged = words.collect::<Vec<_>>().join(" ");
    (exchanged != text).then_some(exchanged)
}
