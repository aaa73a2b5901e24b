use super::letters::with_errors;
use super::subject::{Subject, pick};
use crate::eval::find::draft::{Claim, Draft};
use rand::{Rng, RngExt};

/// A title, possibly with an artist, with one or two words spelt as they sound.
pub(super) fn misspelt(subject: &Subject, rng: &mut impl Rng) -> Option<Draft> {
    let phrase = subject.phrase(rng);
    let rules = rules(subject.track.track.lang.as_deref());
    let mut words = phrase.words();
    let second = rng.random_bool(0.3);
    for _ in 0..=usize::from(second) {
        let at = rng.random_range(0..words.len());
        if let Some(changed) = respelt(&words[at], rules, rng) {
            words[at] = changed;
        }
    }
    let draft = with_errors(&phrase.text, words.join(" "), phrase.artists)?;
    let legible = matches!(draft.claim, Claim::Whole { errors, .. } if errors <= MOST_ERRORS);
    legible.then_some(draft)
}

const MOST_ERRORS: usize = 3;

/// A word of at least four letters with one sound spelt differently.
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

/// Two spellings of a sound.
struct Rule {
    sound: &'static str,
    spelt: &'static str,
    position: Position,
}

/// Where in a word a rule applies.
#[derive(Clone, Copy)]
enum Position {
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
        match self.position {
            Position::Anywhere => true,
            Position::Start => at == 0,
            Position::Inside => at > 0 && next.is_some(),
            Position::End => next.is_none(),
            Position::Hard => next.is_none_or(|c| "aoulr".contains(c)),
            Position::Soft => next.is_some_and(|c| "eiy".contains(c)),
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

const fn rule(sound: &'static str, spelt: &'static str, position: Position) -> Rule {
    Rule { sound, spelt, position }
}

const ENGLISH: [Rule; 52] = [
    rule("ph", "f", Position::Anywhere),
    rule("ck", "k", Position::Anywhere),
    rule("c", "k", Position::Hard),
    rule("c", "s", Position::Soft),
    rule("k", "c", Position::Hard),
    rule("qu", "kw", Position::Anywhere),
    rule("x", "ks", Position::Inside),
    rule("ight", "ite", Position::End),
    rule("ought", "ot", Position::End),
    rule("tion", "shun", Position::End),
    rule("ssion", "shun", Position::End),
    rule("kn", "n", Position::Start),
    rule("wr", "r", Position::Start),
    rule("wh", "w", Position::Start),
    rule("ee", "ea", Position::Inside),
    rule("ea", "ee", Position::Inside),
    rule("ie", "ei", Position::Inside),
    rule("ei", "ie", Position::Inside),
    rule("ai", "ay", Position::Inside),
    rule("oo", "u", Position::Inside),
    rule("ou", "ow", Position::Inside),
    rule("ow", "ou", Position::Inside),
    rule("au", "aw", Position::Inside),
    rule("oa", "o", Position::Inside),
    rule("y", "ie", Position::End),
    rule("ie", "y", Position::End),
    rule("ey", "y", Position::End),
    rule("er", "a", Position::End),
    rule("er", "ur", Position::Inside),
    rule("ur", "er", Position::Inside),
    rule("ir", "er", Position::Inside),
    rule("or", "er", Position::End),
    rule("le", "el", Position::End),
    rule("el", "le", Position::End),
    rule("a", "e", Position::Inside),
    rule("e", "a", Position::Inside),
    rule("i", "e", Position::Inside),
    rule("s", "z", Position::End),
    rule("z", "s", Position::Anywhere),
    rule("ge", "j", Position::End),
    rule("mb", "m", Position::End),
    rule("sc", "s", Position::Soft),
    rule("gh", "", Position::End),
    rule("e", "", Position::End),
    rule("ll", "l", Position::Anywhere),
    rule("ss", "s", Position::Anywhere),
    rule("tt", "t", Position::Anywhere),
    rule("nn", "n", Position::Anywhere),
    rule("rr", "r", Position::Anywhere),
    rule("pp", "p", Position::Anywhere),
    rule("mm", "m", Position::Anywhere),
    rule("in", "en", Position::Inside),
];

const ROMANCE: [Rule; 21] = [
    rule("b", "v", Position::Anywhere),
    rule("v", "b", Position::Anywhere),
    rule("h", "", Position::Start),
    rule("z", "s", Position::Anywhere),
    rule("s", "z", Position::Inside),
    rule("c", "s", Position::Soft),
    rule("s", "c", Position::Soft),
    rule("c", "k", Position::Hard),
    rule("qu", "k", Position::Soft),
    rule("g", "j", Position::Soft),
    rule("j", "g", Position::Soft),
    rule("ç", "s", Position::Anywhere),
    rule("x", "s", Position::Inside),
    rule("y", "i", Position::Anywhere),
    rule("ss", "s", Position::Anywhere),
    rule("rr", "r", Position::Inside),
    rule("tt", "t", Position::Anywhere),
    rule("nn", "n", Position::Anywhere),
    rule("ll", "l", Position::Anywhere),
    rule("ph", "f", Position::Anywhere),
    rule("e", "i", Position::Inside),
];

/// Sounds with several spellings in most languages in Latin script.
const ANY: [Rule; 15] = [
    rule("ph", "f", Position::Anywhere),
    rule("ck", "k", Position::Anywhere),
    rule("c", "k", Position::Hard),
    rule("k", "c", Position::Hard),
    rule("z", "s", Position::Anywhere),
    rule("w", "v", Position::Anywhere),
    rule("v", "f", Position::Anywhere),
    rule("y", "i", Position::Anywhere),
    rule("th", "t", Position::Anywhere),
    rule("ll", "l", Position::Anywhere),
    rule("ss", "s", Position::Anywhere),
    rule("tt", "t", Position::Anywhere),
    rule("nn", "n", Position::Anywhere),
    rule("mm", "m", Position::Anywhere),
    rule("e", "i", Position::Inside),
];
