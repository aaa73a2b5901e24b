use super::subject::{Phrase, Subject, pick};
use crate::eval::find::draft::{Claim, Draft, LastWord};
use crate::eval::find::spelling::typed;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};

/// Consecutive words of the title and the last word of the artist's name.
pub(super) fn part_surname(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let artist = typed(subject.artist?);
    let (_, surname) = artist.rsplit_once(' ')?;
    let title = subject.title();
    let words: Vec<&str> = title.split(' ').collect();
    let length = rng.random_range(1..=words.len().saturating_sub(1).max(1));
    let from_start = rng.random_bool(0.5);
    let start = if from_start { 0 } else { rng.random_range(0..=words.len() - length) };
    let part = &words[start..start + length];
    let distinctive = is_distinctive(surname) && part.iter().any(|word| is_distinctive(word));
    distinctive.then(|| Draft::part(format!("{} {surname}", part.join(" "))))
}

/// Whether a word is distinctive by itself; short ones mostly are not. Outside Latin script a
/// letter says more.
fn is_distinctive(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
    letters >= 4 || (letters >= 2 && !word.is_ascii())
}

/// The title, half of the time with the artist, with an incomplete last word of at least two
/// characters.
pub(super) fn prefix(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let (before, last) = phrase.text.rsplit_once(' ').unwrap_or(("", &phrase.text));
    let length = last.chars().count();
    if length < 3 {
        return None;
    }
    let kept: String = last.chars().take(rng.random_range(2..length)).collect();
    let typed = format!("{before} {kept}").trim_start().to_owned();
    Some(Draft::new(typed, Claim::Part(LastWord::Unfinished)))
}

/// Without one space, or without any.
pub(super) fn joined(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let blanks: Vec<usize> = phrase.text.match_indices(' ').map(|(at, _)| at).collect();
    let &blank = pick(rng, &blanks)?;
    let mut typed = phrase.text.clone();
    if rng.random_bool(0.15) {
        typed.retain(|c| c != ' ');
    } else {
        typed.remove(blank);
    }
    Some(phrase.whole(typed))
}

/// With a space inside a word of at least six letters; at least two stay on each side.
pub(super) fn split(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let mut words = phrase.words();
    let long = |word: &&mut String| word.chars().filter(|c| c.is_alphabetic()).count() >= 6;
    let mut long: Vec<&mut String> = words.iter_mut().filter(long).collect();
    let chosen = rng.random_range(0..long.len().max(1));
    let word = long.get_mut(chosen)?;
    let place = rng.random_range(2..=word.chars().count() - 2);
    let at = word.char_indices().nth(place)?.0;
    word.insert(at, ' ');
    let typed = words.join(" ");
    Some(phrase.whole(typed))
}

/// A title of at least three words without up to half of them, half of the time with the artist.
pub(super) fn dropped(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let title = subject.title();
    let mut words: Vec<&str> = title.split(' ').collect();
    if words.len() < 3 {
        return None;
    }
    for _ in 0..rng.random_range(1..=words.len() / 2) {
        // Short words are forgotten more easily.
        let places = [rng.random_range(0..words.len()), rng.random_range(0..words.len())];
        let shorter = places.into_iter().min_by_key(|&at| words[at].chars().count())?;
        words.remove(shorter);
    }
    let artist = subject.artist.filter(|_| rng.random_bool(0.5));
    let distinctive = words.iter().any(|word| is_distinctive(word));
    distinctive.then(|| Draft::part(Phrase::new(&words.join(" "), artist).text))
}

/// Words around title T and artist A.
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
pub(super) fn added(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let around = pick(rng, &AROUND)?;
    let artist = subject.artist.filter(|_| around.split(' ').any(|word| word == "A"));
    if artist.is_none() && around.split(' ').any(|word| word == "A") {
        return None;
    }
    let (title, name) = (subject.title(), artist.map(typed).unwrap_or_default());
    let words = around.split(' ').map(|word| match word {
        "T" => title.as_str(),
        "A" => name.as_str(),
        word => word,
    });
    let typed = words.collect::<Vec<_>>().join(" ");
    Some(Draft::whole(typed, artist.map(str::to_owned).into_iter().collect()))
}

/// At least three words in another order.
pub(super) fn shuffled(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let in_order = phrase.words();
    let mut words = in_order.clone();
    words.shuffle(rng);
    (words.len() >= 3 && words != in_order).then(|| phrase.whole(words.join(" ")))
}
