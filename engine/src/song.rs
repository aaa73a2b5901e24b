//! Recognises the versions of one song: its live takes, remasters and edits.

use crate::text;

/// Text that is the same for all versions of a song and differs between songs: the normalised title
/// without version suffixes, and the main artist.
pub fn song_key(name: &str, artists: &[impl AsRef<str>]) -> String {
    let artist = artists.first().map(|artist| text::normalise(artist.as_ref())).unwrap_or_default();
    format!("{}\u{1f}{artist}", text::normalise(&base_title(name)))
}

/// A title without the parts that name a version: "Heroes - 2017 Remaster" and "Heroes (Live)" give
/// "Heroes"; "Alive - Part 2" stays.
pub fn base_title(name: &str) -> String {
    let unbracketed = without_version_brackets(name);
    let base = match unbracketed.split_once(" - ") {
        Some((title, tail)) if names_version(tail) => title,
        _ => &unbracketed,
    };
    let base = base.trim();
    if text::normalise(base).is_empty() { name.to_owned() } else { base.to_owned() }
}

fn without_version_brackets(name: &str) -> String {
    let mut kept = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, inside, after)) = next_bracket(rest) {
        kept.push_str(before);
        if !names_version(inside) {
            kept.push_str(&rest[before.len()..rest.len() - after.len()]);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Text before, in and after the first pair of brackets.
fn next_bracket(text: &str) -> Option<(&str, &str, &str)> {
    let open = text.find(['(', '['])?;
    let close = open + text[open..].find([')', ']'])?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

fn names_version(part: &str) -> bool {
    let normalised = text::normalise(part);
    let mut words = normalised.split(' ').peekable();
    let opens = words.peek().is_some_and(|first| OPENING_WORDS.contains(first));
    opens || words.any(|word| VERSION_WORDS.contains(&word))
}

/// Words that make a suffix a version wherever they stand in it.
const VERSION_WORDS: [&str; 23] = [
    "acoustic",
    "acustico",
    "demo",
    "edit",
    "edition",
    "instrumental",
    "karaoke",
    "live",
    "mix",
    "mono",
    "outtake",
    "remaster",
    "remastered",
    "remasterizado",
    "remix",
    "remixed",
    "session",
    "sessions",
    "stereo",
    "unplugged",
    "version",
    "vivo",
    "rerecorded",
];

/// Words that make a suffix a version when it begins with them.
const OPENING_WORDS: [&str; 6] = ["feat", "featuring", "from", "ft", "recorded", "with"];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, base: &str) {
        assert_eq!(base_title(name), base, "{name:?}");
    }

    #[test]
    fn version_suffixes_are_cut() {
        check("Heroes - 2017 Remaster", "Heroes");
        check("Bohemian Rhapsody - Remastered 2011", "Bohemian Rhapsody");
        check("Hotel California - Live", "Hotel California");
        check("Fix You (Live in Buenos Aires)", "Fix You");
        check("Stan (feat. Dido)", "Stan");
        check("My Heart Will Go On - From \"Titanic\"", "My Heart Will Go On");
        check("Layla [Unplugged]", "Layla");
    }

    #[test]
    fn titles_stay() {
        check("Live and Let Die", "Live and Let Die");
        check("Shine On You Crazy Diamond - Part 2", "Shine On You Crazy Diamond - Part 2");
        check("(I Can't Get No) Satisfaction", "(I Can't Get No) Satisfaction");
        check("(Live)", "(Live)");
        check("Odd (bracket", "Odd (bracket");
        check("", "");
    }

    #[test]
    fn keys_join_versions_and_part_covers() {
        let queen = song_key("Bohemian Rhapsody - Remastered 2011", &["Queen"]);
        assert_eq!(queen, song_key("BOHEMIAN RHAPSODY (Live)", &["Queen", "Somebody"]));
        assert_ne!(queen, song_key("Bohemian Rhapsody", &["Pentatonix"]));
    }
}
