use super::keyboard::neighbours;
use super::{Face, pick};
use crate::eval::find::draft::{Claim, Draft};
use crate::eval::find::spelling::blank_free;
use rand::{Rng, RngExt};
use rapidfuzz::distance::osa;

/// A typing error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    Insert,
    Leave,
    Replace,
    Double,
    Swap,
    Neighbour,
}

/// Errors that are not told by the keyboard.
const EDITS: [Slip; 4] = [Slip::Insert, Slip::Leave, Slip::Replace, Slip::Double];

const ANY: [Slip; 6] =
    [Slip::Insert, Slip::Leave, Slip::Replace, Slip::Double, Slip::Swap, Slip::Neighbour];

/// Nobody can tell what a shorter word was before an error: one for four letters, as search engines
/// grant them.
const LETTERS_AN_ERROR: usize = 4;

pub(super) fn one_edit(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let slip = *pick(rng, &EDITS)?;
    misspelt(face, rng, &[slip])
}

pub(super) fn two_edits(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let slips = [*pick(rng, &ANY)?, *pick(rng, &ANY)?];
    misspelt(face, rng, &slips)
}

pub(super) fn transposed(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    misspelt(face, rng, &[Slip::Swap])
}

pub(super) fn neighbouring(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    misspelt(face, rng, &[Slip::Neighbour])
}

/// An error in the first letter of a word of five letters or more.
pub(super) fn first_letter(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let slip = *pick(rng, &[Slip::Leave, Slip::Replace, Slip::Swap, Slip::Neighbour])?;
    changed(face, rng, 1, |words, rng| {
        let long = |word: &&mut Word| word.budget() > 0 && word.letters() > LETTERS_AN_ERROR;
        let mut long: Vec<&mut Word> = words.iter_mut().filter(long).collect();
        let chosen = rng.random_range(0..long.len().max(1));
        long.get_mut(chosen)?.slip(slip, 0, rng)
    })
}

fn misspelt(face: &Face, rng: &mut impl Rng, slips: &[Slip]) -> Option<Draft> {
    changed(face, rng, slips.len(), |words, rng| {
        slips.iter().try_for_each(|&slip| slip_somewhere(slip, words, rng))
    })
}

/// What is said of a song with so many errors made in its words; none if they cancel each other out.
fn changed<R: Rng>(
    face: &Face,
    rng: &mut R,
    errors: usize,
    change: impl FnOnce(&mut [Word], &mut R) -> Option<()>,
) -> Option<Draft> {
    let said = face.said(rng);
    let mut words: Vec<Word> = said.text.split(' ').map(Word::new).collect();
    let letters: usize = words.iter().map(Word::letters).sum();
    if letters < SHORTEST + LETTERS_AN_ERROR * (errors - 1) {
        return None;
    }
    change(&mut words, rng)?;
    let typed: Vec<String> = words.into_iter().map(|word| word.chars.iter().collect()).collect();
    let draft = with_errors(&said.text, typed.join(" "), said.artists)?;
    let made = matches!(draft.claim, Claim::Whole { errors: made, .. } if made == errors);
    made.then_some(draft)
}

/// Letters of the shortest text that is misspelt.
const SHORTEST: usize = 6;

/// A misspelt hint with the number of errors in it; none if there are none.
pub(super) fn with_errors(meant: &str, typed: String, artists: Vec<String>) -> Option<Draft> {
    let errors = osa::distance(blank_free(meant).chars(), blank_free(&typed).chars());
    (errors > 0).then(|| Draft::new(typed, Claim::Whole { artists, errors }))
}

fn slip_somewhere(slip: Slip, words: &mut [Word], rng: &mut impl Rng) -> Option<()> {
    let mut open: Vec<&mut Word> = words.iter_mut().filter(|word| word.budget() > 0).collect();
    let chosen = rng.random_range(0..open.len().max(1));
    let word = open.get_mut(chosen)?;
    let place = rng.random_range(1..word.chars.len());
    word.slip(slip, place, rng)
}

/// A word in which errors are made.
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

    /// How many more errors leave it recognisable.
    fn budget(&self) -> usize {
        (self.letters() / LETTERS_AN_ERROR).saturating_sub(self.errors)
    }

    /// Makes an error at a place; none if it cannot be made there.
    fn slip(&mut self, slip: Slip, place: usize, rng: &mut impl Rng) -> Option<()> {
        let here = *self.chars.get(place).filter(|c| c.is_alphabetic())?;
        match slip {
            Slip::Insert => self.chars.insert(place, letter_like(here, rng)?),
            Slip::Leave => drop(self.chars.remove(place)),
            Slip::Replace => self.chars[place] = letter_like(here, rng)?,
            Slip::Double => self.chars.insert(place, here),
            Slip::Swap => {
                self.chars.get(place + 1).filter(|c| c.is_alphabetic())?;
                self.chars.swap(place, place + 1);
            }
            Slip::Neighbour => self.chars[place] = *pick(rng, &neighbours(here))?,
        }
        self.errors += 1;
        Some(())
    }
}

/// Any letter of the alphabet that a letter belongs to.
fn letter_like(letter: char, rng: &mut impl Rng) -> Option<char> {
    let alphabet = match letter {
        'a'..='z' | 'à'..='ž' => 'a'..='z',
        'а'..='ё' => 'а'..='я',
        'ά'..='ώ' => 'α'..='ω',
        _ => return None,
    };
    Some(rng.random_range(alphabet))
}
