use super::keyboard::neighbours;
use super::subject::{Subject, pick};
use crate::eval::find::draft::{Claim, Draft};
use crate::eval::find::plain::without_spaces;
use rand::{Rng, RngExt};
use rapidfuzz::distance::osa;

/// A typing error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typo {
    Insert,
    Leave,
    Replace,
    Double,
    Swap,
    Neighbour,
}

/// Errors that do not depend on the keyboard.
const EDITS: [Typo; 4] = [Typo::Insert, Typo::Leave, Typo::Replace, Typo::Double];

const ANY: [Typo; 6] =
    [Typo::Insert, Typo::Leave, Typo::Replace, Typo::Double, Typo::Swap, Typo::Neighbour];

/// One error per four letters, as search engines allow: a shorter word would be unrecognisable.
const LETTERS_AN_ERROR: usize = 4;

pub(super) fn one_edit(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let typo = *pick(rng, &EDITS)?;
    misspelt(subject, rng, &[typo])
}

pub(super) fn two_edits(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let typos = [*pick(rng, &ANY)?, *pick(rng, &ANY)?];
    misspelt(subject, rng, &typos)
}

pub(super) fn transposed(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    misspelt(subject, rng, &[Typo::Swap])
}

pub(super) fn neighbouring(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    misspelt(subject, rng, &[Typo::Neighbour])
}

/// An error in the first letter of a word of at least five letters.
pub(super) fn first_letter(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let typo = *pick(rng, &[Typo::Leave, Typo::Replace, Typo::Swap, Typo::Neighbour])?;
    changed(subject, rng, 1, |words, rng| {
        let long = |word: &&mut Word| word.budget() > 0 && word.letters() > LETTERS_AN_ERROR;
        let mut long: Vec<&mut Word> = words.iter_mut().filter(long).collect();
        let chosen = rng.random_range(0..long.len().max(1));
        long.get_mut(chosen)?.typo(typo, 0, rng)
    })
}

fn misspelt(subject: &Subject, rng: &mut impl Rng, typos: &[Typo]) -> Option<Draft> {
    changed(subject, rng, typos.len(), |words, rng| {
        typos.iter().try_for_each(|&typo| typo_somewhere(typo, words, rng))
    })
}

/// A phrase with a number of errors in its words; none if they cancel out.
fn changed<R: Rng>(
    subject: &Subject,
    rng: &mut R,
    errors: usize,
    change: impl FnOnce(&mut [Word], &mut R) -> Option<()>,
) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let mut words: Vec<Word> = phrase.text.split(' ').map(Word::new).collect();
    let letters: usize = words.iter().map(Word::letters).sum();
    if letters < SHORTEST + LETTERS_AN_ERROR * (errors - 1) {
        return None;
    }
    change(&mut words, rng)?;
    let typed: Vec<String> = words.into_iter().map(|word| word.chars.iter().collect()).collect();
    let draft = with_errors(&phrase.text, typed.join(" "), phrase.artists)?;
    let made = matches!(draft.claim, Claim::Whole { errors: made, .. } if made == errors);
    made.then_some(draft)
}

/// Letters of the shortest text that is misspelt.
const SHORTEST: usize = 6;

/// A misspelt hint that counts its errors; none without errors.
pub(in crate::eval::find) fn with_errors(
    meant: &str,
    typed: String,
    artists: Vec<String>,
) -> Option<Draft> {
    let errors = osa::distance(without_spaces(meant).chars(), without_spaces(&typed).chars());
    (errors > 0).then(|| Draft::new(typed, Claim::Whole { artists, errors }))
}

fn typo_somewhere(typo: Typo, words: &mut [Word], rng: &mut impl Rng) -> Option<()> {
    let mut open: Vec<&mut Word> = words.iter_mut().filter(|word| word.budget() > 0).collect();
    let chosen = rng.random_range(0..open.len().max(1));
    let word = open.get_mut(chosen)?;
    let place = rng.random_range(1..word.chars.len());
    word.typo(typo, place, rng)
}

/// A word that receives errors.
struct Word {
    chars: Vec<char>,
    errors: usize,
}

impl Word {
    fn new(word: &str) -> Self {
        Self { chars: word.chars().collect(), errors: 0 }
    }

    fn letters(&self) -> usize {
        self.chars.iter().filter(|c| c.is_alphabetic()).count()
    }

    /// How many more errors it can take and stay recognisable.
    fn budget(&self) -> usize {
        (self.letters() / LETTERS_AN_ERROR).saturating_sub(self.errors)
    }

    /// Makes an error at a position; none if impossible there.
    fn typo(&mut self, typo: Typo, place: usize, rng: &mut impl Rng) -> Option<()> {
        let here = *self.chars.get(place).filter(|c| c.is_alphabetic())?;
        match typo {
            Typo::Insert => self.chars.insert(place, letter_like(here, rng)?),
            Typo::Leave => drop(self.chars.remove(place)),
            Typo::Replace => self.chars[place] = letter_like(here, rng)?,
            Typo::Double => self.chars.insert(place, here),
            Typo::Swap => {
                self.chars.get(place + 1).filter(|c| c.is_alphabetic())?;
                self.chars.swap(place, place + 1);
            }
            Typo::Neighbour => self.chars[place] = *pick(rng, &neighbours(here))?,
        }
        self.errors += 1;
        Some(())
    }
}

/// A random letter of the same alphabet.
fn letter_like(letter: char, rng: &mut impl Rng) -> Option<char> {
    let alphabet = match letter {
        'a'..='z' | 'à'..='ž' => 'a'..='z',
        'а'..='ё' => 'а'..='я',
        'ά'..='ώ' => 'α'..='ω',
        _ => return None,
    };
    Some(rng.random_range(alphabet))
}
