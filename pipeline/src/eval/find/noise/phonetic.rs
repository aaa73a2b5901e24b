use super::letters::with_errors;
use super::{Face, pick};
use crate::eval::find::draft::{Claim, Draft};
use rand::{Rng, RngExt};

/// A whole title, and perhaps an artist, in which one or two words are spelt as they sound.
pub(super) fn misspelt(face: &Face, rng: &mut impl Rng) -> Option<Draft> {
    let said = face.said(rng);
    let rules = rules(face.track.track.lang.as_deref());
    let mut words = said.words();
    let second = rng.random_bool(0.3);
    for _ in 0..=usize::from(second) {
        let at = rng.random_range(0..words.len());
        if let Some(changed) = respelt(&words[at], rules, rng) {
            words[at] = changed;
        }
    }
    let draft = with_errors(&said.text, words.join(" "), said.artists)?;
    let legible = matches!(draft.claim, Claim::Whole { errors, .. } if errors <= MOST_ERRORS);
    legible.then_some(draft)
}

const MOST_ERRORS: usize = 3;

/// A word of four letters or more with one sound spelt in another way.
fn respelt(word: &str, rules: &[Rule], rng: &mut impl Rng) -> Option<String> {
    if word.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return None;
    }
    let found: Vec<(usize, &Rule)> = rules
        .iter()
        .flat_map(|rule| word.match_indices(rule.sound).map(move |(at, _)| (at, rule)))
        .filter(|(at, rule)| rule.applies(word, *at))
        .collect();
    let &(at, rule) = pick(rng, &found)?;
    let (before, after) = (&word[..at], &word[at + rule.sound.len()..]);
    Some(format!("{before}{}{after}", rule.spelt))
}

/// A way to write a sound, and another one.
struct Rule {
    sound: &'static str,
    spelt: &'static str,
    place: Place,
}

/// Where in a word a sound is spelt so.
#[derive(Clone, Copy)]
enum Place {
    Anywhere,
    Start,
    Inside,
    End,
    /// Before a, o, u, l, r or at the end.
    Hard,
    /// Before e, i or y.
    Soft,
}

impl Rule {
    fn applies(&self, word: &str, at: usize) -> bool {
        let next = word[at + self.sound.len()..].chars().next();
        match self.place {
            Place::Anywhere => true,
            Place::Start => at == 0,
            Place::Inside => at > 0 && next.is_some(),
            Place::End => next.is_none(),
            Place::Hard => next.is_none_or(|c| "aoulr".contains(c)),
            Place::Soft => next.is_some_and(|c| "eiy".contains(c)),
        }
    }
}

fn rules(lang: Option<&str>) -> &'static [Rule] {
    match lang {
        None | Some("en") => &ENGLISH,
        Some("es" | "pt" | "it" | "fr" | "ca" | "gl" | "ro") => &ROMANCE,
        Some(_) => &ANY,
    }
}

const fn rule(sound: &'static str, spelt: &'static str, place: Place) -> Rule {
    Rule { sound, spelt, place }
}

const ENGLISH: [Rule; 52] = [
    rule("ph", "f", Place::Anywhere),
    rule("ck", "k", Place::Anywhere),
    rule("c", "k", Place::Hard),
    rule("c", "s", Place::Soft),
    rule("k", "c", Place::Hard),
    rule("qu", "kw", Place::Anywhere),
    rule("x", "ks", Place::Inside),
    rule("ight", "ite", Place::End),
    rule("ought", "ot", Place::End),
    rule("tion", "shun", Place::End),
    rule("ssion", "shun", Place::End),
    rule("kn", "n", Place::Start),
    rule("wr", "r", Place::Start),
    rule("wh", "w", Place::Start),
    rule("ee", "ea", Place::Inside),
    rule("ea", "ee", Place::Inside),
    rule("ie", "ei", Place::Inside),
    rule("ei", "ie", Place::Inside),
    rule("ai", "ay", Place::Inside),
    rule("oo", "u", Place::Inside),
    rule("ou", "ow", Place::Inside),
    rule("ow", "ou", Place::Inside),
    rule("au", "aw", Place::Inside),
    rule("oa", "o", Place::Inside),
    rule("y", "ie", Place::End),
    rule("ie", "y", Place::End),
    rule("ey", "y", Place::End),
    rule("er", "a", Place::End),
    rule("er", "ur", Place::Inside),
    rule("ur", "er", Place::Inside),
    rule("ir", "er", Place::Inside),
    rule("or", "er", Place::End),
    rule("le", "el", Place::End),
    rule("el", "le", Place::End),
    rule("a", "e", Place::Inside),
    rule("e", "a", Place::Inside),
    rule("i", "e", Place::Inside),
    rule("s", "z", Place::End),
    rule("z", "s", Place::Anywhere),
    rule("ge", "j", Place::End),
    rule("mb", "m", Place::End),
    rule("sc", "s", Place::Soft),
    rule("gh", "", Place::End),
    rule("e", "", Place::End),
    rule("ll", "l", Place::Anywhere),
    rule("ss", "s", Place::Anywhere),
    rule("tt", "t", Place::Anywhere),
    rule("nn", "n", Place::Anywhere),
    rule("rr", "r", Place::Anywhere),
    rule("pp", "p", Place::Anywhere),
    rule("mm", "m", Place::Anywhere),
    rule("in", "en", Place::Inside),
];

const ROMANCE: [Rule; 21] = [
    rule("b", "v", Place::Anywhere),
    rule("v", "b", Place::Anywhere),
    rule("h", "", Place::Start),
    rule("z", "s", Place::Anywhere),
    rule("s", "z", Place::Inside),
    rule("c", "s", Place::Soft),
    rule("s", "c", Place::Soft),
    rule("c", "k", Place::Hard),
    rule("qu", "k", Place::Soft),
    rule("g", "j", Place::Soft),
    rule("j", "g", Place::Soft),
    rule("ç", "s", Place::Anywhere),
    rule("x", "s", Place::Inside),
    rule("y", "i", Place::Anywhere),
    rule("ss", "s", Place::Anywhere),
    rule("rr", "r", Place::Inside),
    rule("tt", "t", Place::Anywhere),
    rule("nn", "n", Place::Anywhere),
    rule("ll", "l", Place::Anywhere),
    rule("ph", "f", Place::Anywhere),
    rule("e", "i", Place::Inside),
];

/// Sounds that most languages in Latin letters spell in several ways.
const ANY: [Rule; 15] = [
    rule("ph", "f", Place::Anywhere),
    rule("ck", "k", Place::Anywhere),
    rule("c", "k", Place::Hard),
    rule("k", "c", Place::Hard),
    rule("z", "s", Place::Anywhere),
    rule("w", "v", Place::Anywhere),
    rule("v", "f", Place::Anywhere),
    rule("y", "i", Place::Anywhere),
    rule("th", "t", Place::Anywhere),
    rule("ll", "l", Place::Anywhere),
    rule("ss", "s", Place::Anywhere),
    rule("tt", "t", Place::Anywhere),
    rule("nn", "n", Place::Anywhere),
    rule("mm", "m", Place::Anywhere),
    rule("e", "i", Place::Inside),
];
