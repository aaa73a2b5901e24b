//! Cleans names and lyrics.

use crate::columns::Column;
use crate::rules::{Rule, Tally};
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The longest known name has 511 characters.
const MAX_CHARS: usize = 1000;

/// A name on one line, in NFC, without control or invisible characters; empty if nothing is left. Any
/// text is a valid name, even `NaN` or `1979`.
pub(super) fn name(text: &str, column: Column, tally: &mut Tally) -> String {
    let text = text.trim();
    let is_plain = |c: char| c.is_ascii() && !c.is_control();
    if text.chars().all(is_plain) && !text.contains("  ") && text.len() <= MAX_CHARS {
        return text.to_owned();
    }
    let decoded = decoded(text, column, tally);
    let visible = without_controls(&decoded, |_| false, column, tally);
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

/// Undoes the two usual accidents: UTF-8 read as Windows-1252 or Latin-1 and encoded again, and single
/// bytes of Windows-1252 read as Latin-1.
fn decoded<'a>(text: &'a str, column: Column, tally: &mut Tally) -> Cow<'a, str> {
    if let Some(text) = encoded_once(text) {
        tally.count(Rule::DoubleEncoded, column);
        return Cow::Owned(encoded_once(&text).unwrap_or(text));
    }
    if !text.chars().any(is_misread) {
        return Cow::Borrowed(text);
    }
    tally.count(Rule::MisreadCharacter, column);
    Cow::Owned(text.chars().map(|c| if is_misread(c) { windows_1252(c) } else { c }).collect())
}

/// The text of one that was encoded twice: its characters are the bytes of valid UTF-8, which chance
/// hardly ever produces.
fn encoded_once(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    String::from_utf8(bytes?).ok()
}

/// The byte that Latin-1 or Windows-1252 reads as this character.
fn byte(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(c) {
        return Some(byte);
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    if unmappable { None } else { bytes.first().copied() }
}

/// Whether a control character is one that Windows-1252 uses for a printable one.
fn is_misread(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}') && !windows_1252(c).is_control()
}

fn windows_1252(c: char) -> char {
    let byte = u8::try_from(c).map(|byte| [byte]).unwrap_or_default();
    WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next().unwrap_or(c)
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
        check("two  blanks", "two blanks", &[]);
        check("SeÃ±orita", "Señorita", &[Rule::DoubleEncoded]);
        check("Donâ€™t", "Don’t", &[Rule::DoubleEncoded]);
        check("Ã\u{83}Â©tude", "étude", &[Rule::DoubleEncoded]);
        check("Ângela Ñandú", "Ângela Ñandú", &[]);
        check("Kamakawiwo\u{91}ole", "Kamakawiwo‘ole", &[Rule::MisreadCharacter]);
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
