use super::{Face, Said, pick};
use crate::eval::find::draft::Draft;
use crate::eval::find::spelling::said_alike;
use rand::{Rng, RngExt};

/// With numbers as words or words as numbers, wherever English has them.
pub(super) fn numbers(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    if !face.is_english() {
        return None;
    }
    let any = rng.random_bool(SAID_OTHERWISE);
    let title = exchanged(&face.title(), rng, |word| {
        let others: Vec<&str> = said_alike(word).filter(|other| !is_and(other)).collect();
        let is_shorter = |other: &&str| other.len() < word.len();
        let shortest = others.iter().copied().filter(is_shorter).min_by_key(|other| other.len());
        shortest.filter(|_| !any).map_or(others, |shortest| vec![shortest])
    })?;
    let artist = face.artist.filter(|_| rng.random_bool(0.5));
    let said = Said::new(&title, artist);
    let typed = said.text.clone();
    Some(said.whole(typed))
}

/// How often a word is taken for another that sounds the same, "to" for "too", and not just shortened.
const SAID_OTHERWISE: f64 = 0.2;

/// With "&", "and" or "n" for one another, in the title or in the artist.
pub(super) fn ampersands(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let said = face.said(rng);
    let typed = exchanged(&said.text, rng, |word| {
        let others = ANDS.into_iter().filter(|other| *other != word);
        if is_and(word) { others.collect() } else { Vec::new() }
    })?;
    Some(said.whole(typed))
}

const ANDS: [&str; 3] = ["&", "and", "n"];

fn is_and(word: &str) -> bool {
    word == "+" || ANDS.contains(&word)
}

/// Each word that there is another for, exchanged; none if there is no such word.
fn exchanged(
    text: &str,
    rng: &mut impl Rng,
    others: impl Fn(&str) -> Vec<&'static str>,
) -> Option<String> {
    let words = text.split(' ').map(|word| pick(rng, &others(word)).copied().unwrap_or(word));
    let exchanged = words.collect::<Vec<_>>().join(" ");
    (exchanged != text).then_some(exchanged)
}
