//! Decides whether a text describes a song or is a title, an artist or a line.

use super::vocabulary::ALL;
use super::word::words_of;
use crate::numeric::float;

/// The fewest words a description has, and the least share of them that are plain. `pipeline eval
/// describe` prints how many descriptions, and how many titles with their artists, are taken for one.
const WORDS: usize = 9;
const PLAIN: f32 = 0.5;

/// Whether a text describes a song, rather than being its title, its artist or a line of its lyrics.
pub fn is_description(text: &str) -> bool {
    // Counting blanks is enough for most queries.
    if text.split_whitespace().nth(WORDS - 1).is_none() {
        return false;
    }
    let words = words_of(text);
    ALL.iter().any(|vocabulary| {
        let has_topic = words.iter().any(|word| vocabulary.topics.contains(&word.text.as_str()));
        let plain = words.iter().filter(|word| vocabulary.is_plain(&word.text));
        has_topic && words.len() >= WORDS && float(plain.count()) >= PLAIN * float(words.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        assert_eq!(is_description(text), expected, "{text:?}");
    }

    #[test]
    fn titles_and_lines_are_no_descriptions() {
        check("running up that hill kate bush", false);
        check("i'd do anything for love but i won't do that meat loaf", false);
        check("song like radiohead", false);
        check("is this the real life is this just fantasy caught in a landslide", false);
    }

    #[test]
    fn descriptions() {
        check("I heard a song in the 90s with a video in which two men dance", true);
        check("pop song about being at the club but wanting to be somewhere else", true);
        check("ich suche ein Lied, das im Radio war, und der Text ist so etwas wie", true);
    }
}
