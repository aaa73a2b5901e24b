//! Spellings of a text: as people type it, and reduced to what matters.

use super::plain;
use any_ascii::any_ascii;

/// A text as people type it: lower case, straight apostrophes, no brackets, quotation marks or
/// punctuation around words.
pub(super) fn typed(text: &str) -> String {
    let lower: String = text.to_lowercase().chars().map(plain).collect();
    let words = lower.split_whitespace().map(trimmed).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | '`' | '´' | 'ʼ' => '\'',
        '‐' | '‑' | '–' | '—' => '-',
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '„' | '«' | '»' | ',' | ':' | ';'
        | '（' | '）' | '「' | '」' | '【' | '】' | '、' | '~' | '〜' | '*' | '_' | '…' => {
            ' '
        }
        c => c,
    }
}

/// A word without surrounding punctuation; signs that stand for words stay.
fn trimmed(word: &str) -> &str {
    if matches!(word, "&" | "+") {
        return word;
    }
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric() && !is_mark(c) && c != '$');
    if inner.chars().any(char::is_alphanumeric) { inner } else { "" }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// A text without everything that spelling may vary: spaces, articles and accents; in Latin
/// letters, with numbers as digits and "you", "are" and "and" as one letter.
///
/// Titles that are equal then are taken for the same.
pub(super) fn loose(text: &str) -> String {
    let normalised = plain::normalise(text);
    let words = normalised.split(' ').filter(|word| !matches!(*word, "the" | "a" | "an"));
    let key: String = words.map(|word| shortest(with_g(word))).collect();
    let key = if key.is_empty() { normalised.replace(' ', "") } else { key };
    if key.is_ascii() { key } else { any_ascii(&key).to_lowercase() }
}

/// "Livin" and "living" are one word.
fn with_g(word: &str) -> &str {
    let long = word.len() > 4 && word.ends_with("ing");
    if long { &word[..word.len() - 1] } else { word }
}

/// The shortest spelling that sounds the same.
fn shortest(word: &str) -> &str {
    let found = HOMOPHONES.iter().find(|words| words[1..].contains(&word));
    found.map_or(word, |words| words[0])
}

/// Other spellings that sound the same.
pub(super) fn homophones(word: &str) -> impl Iterator<Item = &'static str> {
    let found = HOMOPHONES.iter().find(|words| words.contains(&word));
    found.into_iter().flat_map(|words| *words).copied().filter(move |other| *other != word)
}

/// English numbers and words that people abbreviate.
const HOMOPHONES: &[&[&str]] = &[
    &["0", "zero"],
    &["1", "one"],
    &["2", "two", "to", "too"],
    &["3", "three"],
    &["4", "four", "for"],
    &["5", "five"],
    &["6", "six"],
    &["7", "seven"],
    &["8", "eight"],
    &["9", "nine"],
    &["10", "ten"],
    &["11", "eleven"],
    &["12", "twelve"],
    &["13", "thirteen"],
    &["14", "fourteen"],
    &["15", "fifteen"],
    &["16", "sixteen"],
    &["17", "seventeen"],
    &["18", "eighteen"],
    &["19", "nineteen"],
    &["20", "twenty"],
    &["30", "thirty"],
    &["40", "forty"],
    &["50", "fifty"],
    &["60", "sixty"],
    &["70", "seventy"],
    &["80", "eighty"],
    &["90", "ninety"],
    &["1st", "first"],
    &["2nd", "second"],
    &["3rd", "third"],
    &["u", "you"],
    &["r", "are"],
    &["n", "and"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_little_punctuation() {
        let check = |text, expected| assert_eq!(typed(text), expected, "{text:?}");
        check("Don’t Stop Believin'", "don't stop believin");
        check("Heart-Shaped Box", "heart-shaped box");
        check("(Sittin' On) The Dock Of The Bay", "sittin on the dock of the bay");
        check("R.E.M.", "r.e.m");
        check("Simon & Garfunkel", "simon & garfunkel");
        check("Ke$ha - \"Tik Tok\"", "ke$ha tik tok");
        check("上を向いて歩こう", "上を向いて歩こう");
        check("?!", "");
    }

    #[test]
    fn loosely_the_same() {
        let check = |a, b| assert_eq!(loose(a), loose(b), "{a:?} and {b:?}");
        check("The Sound of Silence", "Sound Of Silence");
        check("Livin' on a Prayer", "Living On Prayer");
        check("Nothing Compares 2 U", "nothing compares to you");
        check("Rock 'n' Roll", "Rock & Roll");
        check("Heart Break", "Heartbreak");
        check("Москва", "Moskva");
        check("The The", "The The");
        assert_ne!(loose("The The"), loose("A"));
        assert_ne!(loose("Hello"), loose("Hallo"));
    }

    #[test]
    fn homophones_of_a_word() {
        assert_eq!(homophones("to").collect::<Vec<_>>(), ["2", "two", "too"]);
        assert_eq!(homophones("love").count(), 0);
    }
}
