use super::{Face, Said, pick};
use crate::eval::find::ambiguity::LastWord;
use crate::eval::find::draft::{Claim, Draft};
use crate::eval::find::spelling::typed;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

/// Some words of the title in a row, and the last word of the artist's name.
pub(super) fn part_surname(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let artist = typed(face.artist?);
    let (_, surname) = artist.rsplit_once(' ')?;
    let title = face.title();
    let words: Vec<&str> = title.split(' ').collect();
    let length = rng.random_range(1..=words.len().saturating_sub(1).max(1));
    let from_start = rng.random_bool(0.5);
    let start = if from_start { 0 } else { rng.random_range(0..=words.len() - length) };
    let part = &words[start..start + length];
    let telling = is_telling(surname) && part.iter().any(|word| is_telling(word));
    telling.then(|| Draft::part(format!("{} {surname}", part.join(" "))))
}

/// Whether a word says something by itself; shorter ones mostly do not. In other scripts than Latin,
/// a letter says more.
fn is_telling(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    letters >= 4 || (letters >= 2 && !word.is_ascii())
}

/// The title, and the artist in half of the cases, typed so far: at least two characters of the last
/// word, and not all of them.
pub(super) fn prefix(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let said = face.said(rng);
    let (before, last) = said.text.rsplit_once(' ').unwrap_or(("", &said.text));
    let length = last.chars().count();
    if length < 3 {
        return None;
    }
    let kept: String = last.chars().take(rng.random_range(2..length)).collect();
    let typed = format!("{before} {kept}").trim_start().to_owned();
    Some(Draft::new(typed, Claim::Part(LastWord::Unfinished)))
}

/// Without a blank somewhere, or without any.
pub(super) fn joined(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let said = face.said(rng);
    let blanks: Vec<usize> = said.text.match_indices(' ').map(|(at, _)| at).collect();
    let &blank = pick(rng, &blanks)?;
    let mut typed = said.text.clone();
    if rng.random_bool(0.15) {
        typed.retain(|c| c != ' ');
    } else {
        typed.remove(blank);
    }
    Some(said.whole(typed))
}

/// With a blank inside a word of at least six letters; at least two stay on each side.
pub(super) fn split(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let said = face.said(rng);
    let mut words = said.words();
    let long = |word: &&mut String| word.chars().filter(|c| c.is_alphabetic()).count() >= 6;
    let mut long: Vec<&mut String> = words.iter_mut().filter(long).collect();
    let chosen = rng.random_range(0..long.len().max(1));
    let word = long.get_mut(chosen)?;
    let place = rng.random_range(2..=word.chars().count() - 2);
    let at = word.char_indices().nth(place)?.0;
    word.insert(at, ' ');
    let typed = words.join(" ");
    Some(said.whole(typed))
}

/// A title of three words or more without up to half of them, and the artist in half of the cases.
pub(super) fn dropped(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let title = face.title();
    let mut words: Vec<&str> = title.split(' ').collect();
    if words.len() < 3 {
        return None;
    }
    for _ in 0..rng.random_range(1..=words.len() / 2) {
        // Short words are forgotten sooner.
        let places = [rng.random_range(0..words.len()), rng.random_range(0..words.len())];
        let shorter = places.into_iter().min_by_key(|&at| words[at].chars().count())?;
        words.remove(shorter);
    }
    let artist = face.artist.filter(|_| rng.random_bool(0.5));
    let telling = words.iter().any(|word| is_telling(word));
    telling.then(|| Draft::part(Said::new(&words.join(" "), artist).text))
}

/// Words around a title or a title and an artist, which are named by T and A.
const AROUND: [&str; 24] = [
    "T lyrics",
    "T A lyrics",
    "A T lyrics",
    "lyrics T",
    "lyrics to T",
    "T lyrics by A",
    "T official video",
    "T A official video",
    "A T official video",
    "A T official music video",
    "T A official audio",
    "T video",
    "T song",
    "T song by A",
    "T by A",
    "song T",
    "the song T by A",
    "song T by A",
    "that song T",
    "T A hd",
    "T A full song",
    "T A youtube",
    "play T by A",
    "T A mp3",
];

/// With words that people add, such as "official video".
pub(super) fn added(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let around = pick(rng, &AROUND)?;
    let artist = face.artist.filter(|_| around.split(' ').any(|word| word == "A"));
    if artist.is_none() && around.split(' ').any(|word| word == "A") {
        return None;
    }
    let (title, name) = (face.title(), artist.map(typed).unwrap_or_default());
    let words = around.split(' ').map(|word| match word {
        "T" => title.as_str(),
        "A" => name.as_str(),
        word => word,
    });
    let typed = words.collect::<Vec<_>>().join(" ");
    Some(Draft::whole(typed, artist.map(str::to_owned).into_iter().collect()))
}

/// The words in another order; at least three of them.
pub(super) fn shuffled(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let said = face.said(rng);
    let in_order = said.words();
    let mut words = in_order.clone();
    words.shuffle(rng);
    (words.len() >= 3 && words != in_order).then(|| said.whole(words.join(" ")))
}
