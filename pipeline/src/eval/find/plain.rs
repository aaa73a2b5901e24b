//! Normalises and tokenises text for the benchmark.
//!
//! A reading of its own, simpler than the finder's: what the finder wrongly takes for one word must
//! not look the same to its judge.

use unicode_normalization::UnicodeNormalization;
use unicode_script::{Script, UnicodeScript};

/// A text in lower case, without accents and punctuation, its words separated by single blanks. A
/// text of signs alone keeps them.
pub(super) fn normalise(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_accent(*c) && !is_apostrophe(*c) && !is_invisible(*c));
    let lower: String = bare.clone().nfc().collect::<String>().to_lowercase();
    let words = lower.replace(['&', '+'], " and ").replace(|c| !is_of_word(c), " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    if words.is_empty() { bare.filter(|c| !c.is_whitespace()).collect() } else { words.join(" ") }
}

/// The normalised words; each character of a script without blanks is one.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in normalise(text).split_whitespace() {
        let mut apart = true;
        for c in word.chars() {
            let alone = is_unspaced(c);
            match words.last_mut() {
                Some(last) if !apart && !alone => last.push(c),
                _ => words.push(c.to_string()),
            }
            apart = alone;
        }
    }
    words
}

/// A normalised text without blanks: typing errors are counted in it.
pub(super) fn without_spaces(text: &str) -> String {
    normalise(text).replace(' ', "")
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

fn is_unspaced(c: char) -> bool {
    matches!(
        c.script(),
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_normalised() {
        let check = |text, expected| assert_eq!(normalise(text), expected, "{text:?}");
        check("Beyoncé – Don’t Hurt Yourself", "beyonce dont hurt yourself");
        check("Up&Up", "up and up");
        check("Москва", "москва");
        check("한국어", "한국어");
        check("!!!", "!!!");
        check(" \u{200b}", "");
    }

    #[test]
    fn texts_are_split_into_words() {
        let check = |text, expected: &[&str]| assert_eq!(words(text), expected, "{text:?}");
        check("Don't Stop", &["dont", "stop"]);
        check("夜に駆ける", &["夜", "に", "駆", "け", "る"]);
        check("Love 愛2", &["love", "愛", "2"]);
        check("", &[]);
    }
}
