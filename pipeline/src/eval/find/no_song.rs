//! Text that names no song, to evaluate abstention.

use super::ambiguity::Ambiguity;
use super::kind::HintKind;
use super::outside;
use rand::{Rng, RngExt};

/// A text of a kind that names no song; none if it happens to be in the catalogue.
pub(super) fn no_song(kind: HintKind, ambiguity: &Ambiguity, rng: &mut impl Rng) -> Option<String> {
    let text = match kind {
        HintKind::NoSongWords => invented_words(rng),
        HintKind::NoSongKeys => keys(rng),
        HintKind::NoSongNews => outside::sentence(rng)?,
        HintKind::NoSongSentence => sentence(rng),
        _ => return None,
    };
    let invented = matches!(kind, HintKind::NoSongWords | HintKind::NoSongKeys);
    let exists = invented && text.split(' ').any(|word| ambiguity.is_word(word));
    (!exists && !ambiguity.is_known(&text)).then_some(text)
}

/// Two or three words of two to four syllables.
fn invented_words(rng: &mut impl Rng) -> String {
    joined((0..rng.random_range(2..=3)).map(|_| {
        let syllables = (0..rng.random_range(2..=4)).map(|_| {
            let parts = [pick(rng, ONSETS), pick(rng, VOWELS), pick(rng, CODAS)];
            parts.concat()
        });
        syllables.collect::<String>()
    }))
}

const ONSETS: &[&str] = &[
    "b", "br", "d", "dr", "f", "fl", "g", "gl", "h", "j", "k", "kl", "l", "m", "n", "p", "pl", "r",
    "s", "sk", "st", "t", "tr", "v", "w", "z",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ou"];
const CODAS: &[&str] = &["", "", "", "n", "r", "l", "s", "k", "m", "t"];

/// Random typing: one to three runs of adjacent keys.
fn keys(rng: &mut impl Rng) -> String {
    joined((0..rng.random_range(1..=3)).map(|_| {
        let row = pick(rng, ROWS).as_bytes();
        let run = (0..rng.random_range(5..=10)).map(|_| row[rng.random_range(0..row.len())]);
        run.map(char::from).collect::<String>()
    }))
}

const ROWS: &[&str] =
    &["asdfghjkl", "qwertyuiop", "zxcvbnm", "asdf", "jkl", "sdfjkl", "1234567890"];

/// What somebody might type into the wrong window.
fn sentence(rng: &mut impl Rng) -> String {
    let parts = [(OPENINGS, 0.5), (DOINGS, 1.0), (THINGS, 1.0), (WHENS, 0.5)];
    let said = parts.into_iter().filter_map(|(words, share)| {
        let word = pick(rng, words).to_owned();
        rng.random_bool(share).then_some(word)
    });
    said.collect::<Vec<_>>().join(" ")
}

const OPENINGS: &[&str] = &[
    "can you please",
    "remember to",
    "do we have to",
    "i forgot to",
    "please ask him to",
    "is it possible to",
    "we should probably",
    "does anybody know how to",
    "they want us to",
    "what is the easiest way to",
];
const DOINGS: &[&str] = &[
    "send",
    "repair",
    "translate",
    "print",
    "cancel",
    "compare",
    "measure",
    "download",
    "return",
    "review",
    "clean",
    "order",
];
const THINGS: &[&str] = &[
    "the quarterly invoice",
    "the washing machine",
    "our insurance contract",
    "the meeting minutes",
    "these spreadsheets",
    "the kitchen cupboard",
    "my dentist appointment",
    "the rental agreement",
    "the printer cartridge",
    "two kilos of potatoes",
    "the presentation slides",
    "his delivery address",
];
const WHENS: &[&str] = &[
    "before the deadline",
    "by next tuesday",
    "after lunch",
    "without a receipt",
    "for the whole department",
    "as soon as possible",
    "in the other building",
    "with the new software",
    "until the end of march",
    "before they arrive",
];

fn pick(rng: &mut impl Rng, from: &[&'static str]) -> &'static str {
    from[rng.random_range(0..from.len())]
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::songs::tests::songs;
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;
    use std::collections::BTreeSet;

    const KINDS: [HintKind; 3] =
        [HintKind::NoSongWords, HintKind::NoSongKeys, HintKind::NoSongSentence];

    #[test]
    fn texts_vary_and_are_not_in_the_catalogue() {
        let songs = songs(&[("Clean the Kitchen Cupboard", "Asdf"), ("Hello", "Adele")]);
        let ambiguity = Ambiguity::new(&songs);
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for kind in KINDS {
            let texts: BTreeSet<String> =
                (0..200).filter_map(|_| no_song(kind, &ambiguity, &mut rng)).collect();
            assert!(texts.len() > 150, "{kind}: {}", texts.len());
            assert!(texts.iter().all(|text| !ambiguity.is_known(text)), "{kind}");
            assert!(!texts.contains("clean the kitchen cupboard"));
        }
    }
}
