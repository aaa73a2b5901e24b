//! Cleans names and lyrics.

use crate::columns::Column;
use crate::rules::{Rule, Tally};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The longest known name has 511 characters.
const MAX_CHARS: usize = 1000;

/// A name on one line, in NFC, without control or invisible characters; empty if nothing is left. Any
/// text is a valid name, even `NaN` or `1979`.
pub(super) fn name(text: &str, column: Column, tally: &mut Tally) -> String {
    if text.is_ascii() && !text.chars().any(is_control) && text.len() <= MAX_CHARS {
        return text.trim().to_owned();
    }
    let visible = without_controls(text, |_| false, column, tally);
    let words: Vec<&str> = visible.split_whitespace().collect();
    let normal = nfc(&words.join(" "), column, tally);
    cut(normal, column, tally)
}

/// Lyrics with their line breaks, without other control or invisible characters.
pub(super) fn lyrics(text: &str, tally: &mut Tally) -> String {
    let visible =
        without_controls(text, |c| matches!(c, '\n' | '\r' | '\t'), Column::Lyrics, tally);
    visible.trim().to_owned()
}

fn without_controls(
    text: &str,
    allowed: fn(char) -> bool,
    column: Column,
    tally: &mut Tally,
) -> String {
    let unwanted = |c: char| is_control(c) && !allowed(c);
    if !text.contains(unwanted) {
        return text.to_owned();
    }
    tally.count(Rule::ControlCharacters, column);
    // Control characters may separate words; invisible ones never do.
    let visible = text.chars().filter_map(|c| match c {
        c if !unwanted(c) => Some(c),
        c if c.is_control() => Some(' '),
        _ => None,
    });
    visible.collect()
}

/// Control characters, zero-width spaces, byte-order marks and marks for the direction of text. Joiners
/// stay: some scripts and emoji need them.
fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn nfc(text: &str, column: Column, tally: &mut Tally) -> String {
    if is_nfc(text) {
        return text.to_owned();
    }
    tally.count(Rule::NotNfc, column);
    text.nfc().collect()
}

fn cut(text: String, column: Column, tally: &mut Tally) -> String {
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => {
            tally.count(Rule::TooLong, column);
            text[..end].trim_end().to_owned()
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str, rules: &[Rule]) {
        let mut tally = Tally::default();
        assert_eq!(name(text, Column::Name, &mut tally), expected, "{text:?}");
        assert_eq!(tally.iter().map(|(rule, ..)| rule).collect::<Vec<_>>(), rules, "{text:?}");
    }

    #[test]
    fn names() {
        check("Heroes", "Heroes", &[]);
        check("NaN", "NaN", &[]);
        check("1979", "1979", &[]);
        check("שיר אהבה", "שיר אהבה", &[]);
        check("two\nlines\u{0}", "two lines", &[Rule::ControlCharacters]);
        check("\u{feff}\u{202e}Heroes", "Heroes", &[Rule::ControlCharacters]);
        check("cafe\u{301}", "café", &[Rule::NotNfc]);
        check("\u{200b}", "", &[Rule::ControlCharacters]);
        check(&"é".repeat(511), &"é".repeat(511), &[]);
        check(&"x".repeat(1001), &"x".repeat(1000), &[Rule::TooLong]);
        check("👩\u{200d}🎤", "👩\u{200d}🎤", &[]);
    }

    #[test]
    fn lyrics_keep_their_lines() {
        let mut tally = Tally::default();
        assert_eq!(lyrics(" one\ntwo\u{7} ", &mut tally), "one\ntwo");
    }

    proptest! {
        #[test]
        fn cleaning_again_changes_nothing(text in any::<String>()) {
            let once = name(&text, Column::Name, &mut Tally::default());
            prop_assert_eq!(name(&once, Column::Name, &mut Tally::default()), once);
        }
    }
}
