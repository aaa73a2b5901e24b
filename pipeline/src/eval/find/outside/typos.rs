//! Typing errors as often as people make them: the channel model of Kernighan, Church and Gale
//! (1990), with the rates of a published list of misspellings.

use crate::eval::find::draft::Draft;
use crate::eval::find::noise::{Subject, with_errors};
use rand::distr::weighted::WeightedIndex;
use rand::prelude::*;
use std::sync::LazyLock;

/// With an error in a word, in one of five with another in another word.
pub(super) fn misspelt(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let mut words = phrase.words();
    let errors = if rng.random_bool(TWO_ERRORS) { 2 } else { 1 };
    let mut long: Vec<&mut String> =
        words.iter_mut().filter(|word| word.chars().count() >= SHORTEST).collect();
    long.shuffle(rng);
    for word in long.iter_mut().take(errors) {
        **word = with_error(word, rng)?;
    }
    with_errors(&phrase.text, words.join(" "), phrase.artists)
}

const TWO_ERRORS: f64 = 0.2;

/// Letters of the shortest word that is misspelt.
const SHORTEST: usize = 4;

/// Letters of a word, `^` for its start, and what people type for them.
struct Typo {
    meant: &'static str,
    typed: &'static str,
    /// How often, of all words of the list with these letters.
    rate: f64,
}

/// Derived from a list; `pipeline/tests/typos.rs` says which.
const RATES: &str = include_str!("../../../../evaluation/typos.tsv");

static TYPOS: LazyLock<Vec<Typo>> =
    LazyLock::new(|| RATES.lines().skip(1).filter_map(Typo::parse).collect());

impl Typo {
    fn parse(line: &'static str) -> Option<Self> {
        let mut fields = line.split('\t');
        let (meant, typed) = (fields.next()?, fields.next()?);
        let mut number = || fields.next()?.parse::<f64>().ok();
        let (count, of) = (number()?, number()?);
        Some(Self { meant, typed, rate: count / of })
    }
}

fn with_error(word: &str, rng: &mut impl Rng) -> Option<String> {
    let word = format!("^{word}");
    let here = |typo: &'static Typo| word.match_indices(typo.meant).map(move |(at, _)| (at, typo));
    let places: Vec<(usize, &Typo)> = TYPOS.iter().flat_map(here).collect();
    let weights = WeightedIndex::new(places.iter().map(|(_, typo)| typo.rate)).ok()?;
    let (at, typo) = places[weights.sample(rng)];
    let after = &word[at + typo.meant.len()..];
    Some(format!("{}{}{after}", &word[..at], typo.typed).replace('^', ""))
}
