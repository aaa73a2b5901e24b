//! Slips on keyboards other than QWERTY.

use crate::eval::find::draft::Draft;
use crate::eval::find::noise::{Subject, with_errors};
use rand::prelude::*;

/// With the key beside the right one in a word of at least four letters.
pub(super) fn misspelt(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let keyboard = KEYBOARDS.choose(rng)?;
    let mut words = phrase.words();
    let word = words.iter_mut().filter(|word| word.chars().count() >= 4).choose(rng)?;
    *word = slip(word, keyboard, rng)?;
    with_errors(&phrase.text, words.join(" "), phrase.artists)
}

/// French, German and Dvorak.
const KEYBOARDS: [[&str; 3]; 3] = [
    ["azertyuiop", "qsdfghjklm", "wxcvbn"],
    ["qwertzuiopü", "asdfghjklöä", "yxcvbnm"],
    ["pyfgcrl", "aoeuidhtns", "qjkxbmwvz"],
];

fn slip(word: &str, keyboard: &[&str; 3], rng: &mut impl Rng) -> Option<String> {
    let (at, c) = word.char_indices().skip(1).choose(rng)?;
    let beside = keyboard.iter().find_map(|row| beside(row, c))?;
    let typed = beside.choose(rng)?;
    Some(format!("{}{typed}{}", &word[..at], &word[at + c.len_utf8()..]))
}

/// The keys to the left and right of a key in a row.
fn beside(row: &str, key: char) -> Option<Vec<char>> {
    let keys: Vec<char> = row.chars().collect();
    let at = keys.iter().position(|&c| c == key)?;
    let around = [at.checked_sub(1), at.checked_add(1)];
    Some(around.into_iter().flatten().filter_map(|at| keys.get(at).copied()).collect())
}
