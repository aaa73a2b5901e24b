//! Recognises the versions of one song: its live takes, remasters and edits.

mod artist;
mod classify;
mod kind;
mod parse;
mod vocabulary;

pub use kind::VersionKind;
pub use parse::{ParsedTitle, TitlePart, parse_title};

use crate::text;
pub use artist::is_placeholder;
use artist::main_artist;
use classify::is_piece;

/// A key that all versions of a song share and that differs between songs: the normalised title without
/// the parts that name a version, and the main artist.
///
/// The main artist is the first that is no placeholder such as "Various Artists" or "Traditional".
pub fn song_key(name: &str, artists: &[impl AsRef<str>]) -> String {
    let base = base_title(name);
    let artist = main_artist(artists);
    let title = title_key(without_composer(&base, &artist.name));
    format!("{title}\u{1f}{}", artist.key)
}

/// A title without the parts that name a version: "Heroes - 2017 Remaster" and "Heroes (Live)" give
/// "Heroes"; "Alive - Part 2" stays. The base of a base title is itself.
pub fn base_title(name: &str) -> String {
    parse_title(name).base
}

/// "Mozart: Requiem" by Wolfgang Amadeus Mozart is "Requiem".
fn without_composer<'a>(base: &'a str, artist: &str) -> &'a str {
    let Some((before, after)) = base.split_once(':') else {
        return base;
    };
    let surname = artist.rsplit(' ').next().unwrap_or_default();
    let may_be_name =
        before.trim().len() < 2 * surname.len() && after.contains(char::is_alphanumeric);
    if may_be_name && text::normalise(before) == surname { after } else { base }
}

/// The same for titles that differ only in blanks, case, accents, punctuation, the spelling of some words
/// ("-in'" for "-ing", "n'" for "and") or the way a part is numbered.
fn title_key(base: &str) -> String {
    let normalised = text::normalise(without_subtitle(base));
    let mut key = String::with_capacity(normalised.len());
    let mut numbered = false;
    for word in normalised.split(' ').filter(|word| !word.is_empty()) {
        let word = spelt_out(word);
        push_joined(&mut key, if numbered { numeral(word) } else { without_g(word) });
        numbered = word == PART;
    }
    if key.is_empty() { base.trim().to_lowercase() } else { key }
}

/// A title without a subtitle in brackets at its end, which other releases of the song may lack. Single
/// words, numbers and pieces keep theirs: "Winter (Nocturne of Ice)", "Winter (The Wind)", "Scene 2 (The
/// Forest)".
fn without_subtitle(base: &str) -> &str {
    let closed = base.trim_end_matches(['?', '!', '.']);
    let Some((title, subtitle)) =
        closed.strip_suffix([')', ']']).and_then(|rest| rest.rsplit_once(['(', '[']))
    else {
        return base;
    };
    let words =
        title.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
    let long = words >= 3 || (words == 2 && !is_piece(title));
    let plain = !base.contains(':') && !subtitle.contains(char::is_numeric) && !is_piece(subtitle);
    if long && plain { without_subtitle(title.trim_end()) } else { base }
}

// Numbers stay apart, so that "1 11" and "11 1" differ.
fn push_joined(key: &mut String, word: &str) {
    let ends_in_digit = key.ends_with(|c: char| c.is_numeric());
    if ends_in_digit && word.starts_with(|c: char| c.is_numeric()) {
        key.push(' ');
    }
    key.push_str(word);
}

const PART: &str = "part";

/// Words with two spellings in titles: "Rock 'n' Roll", "Nothing Compares 2 U", "'Til".
fn spelt_out(word: &str) -> &str {
    match word {
        "pt" | "pts" | "parts" | "parte" | "teil" => PART,
        "n" => "and",
        "u" => "you",
        "ur" => "your",
        "til" => "till",
        "tha" => "the",
        word => word,
    }
}

fn numeral(word: &str) -> &str {
    match word {
        "i" | "one" => "1",
        "ii" | "two" => "2",
        "iii" | "three" => "3",
        "iv" | "four" => "4",
        "v" | "five" => "5",
        "vi" | "six" => "6",
        "vii" | "seven" => "7",
        "viii" | "eight" => "8",
        "ix" | "nine" => "9",
        "x" | "ten" => "10",
        word => word.trim_start_matches('0'),
    }
}

/// "Laughing" is often written "Laughin'".
fn without_g(word: &str) -> &str {
    let long = word.len() > 4 && word.ends_with("ing");
    if long { &word[..word.len() - 1] } else { word }
}

#[cfg(test)]
mod tests;
