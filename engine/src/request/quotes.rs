//! What a text quotes: remembered lines, and titles in quotation marks.

use std::ops::Range;

/// Characters between quotation marks that are taken for a quotation.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=300;

/// The fewest words of a quotation without a closing mark, and the most that are taken for it.
const UNCLOSED_WORDS: std::ops::RangeInclusive<usize> = 3..=14;

/// Opening marks, each with the mark that closes it.
const PAIRS: [(char, &str); 8] = [
    ('"', "\"”“"),
    ('“', "”\""),
    ('„', "“”\""),
    ('«', "»"),
    ('»', "«"),
    ('‘', "’"),
    ('\'', "'"),
    ('*', "*"),
];

/// The bytes between quotation marks or asterisks, in order, without overlaps.
pub(crate) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut quoted: Vec<Range<usize>> = Vec::new();
    for (at, mark) in text.char_indices() {
        if quoted.last().is_some_and(|last| at <= last.end) {
            continue;
        }
        let closing = PAIRS.iter().find(|(open, _)| *open == mark).map(|(_, close)| close);
        quoted.extend(closing.and_then(|closing| quotation(text, at, mark, closing)));
    }
    quoted
}

fn quotation(text: &str, at: usize, mark: char, closing: &str) -> Option<Range<usize>> {
    let start = at + mark.len_utf8();
    let is_apostrophe = matches!(mark, '\'' | '‘');
    if !ends_word(text[..at].chars().next_back()) {
        return None;
    }
    let line = text[start..].lines().next().filter(|line| !line.starts_with(' '))?;
    let closes = |&(end, c): &(usize, char)| {
        let after = line[end + c.len_utf8()..].chars().next();
        closing.contains(c) && (!is_apostrophe || ends_word(after))
    };
    let end = line.char_indices().find(closes);
    let quoted = end.map_or_else(|| unclosed(line, mark), |(end, _)| Some(&line[..end]))?;
    let has_words = quoted.contains(char::is_alphanumeric);
    (LENGTH.contains(&quoted.chars().count()) && has_words).then(|| start..start + quoted.len())
}

/// People forget the closing mark at the end of a sentence. A text of one line may go on after it.
fn unclosed(line: &str, mark: char) -> Option<&str> {
    let sentence = line.split(['.', '?', '!']).next().unwrap_or_default();
    let mut blanks = sentence.match_indices(char::is_whitespace);
    let end = blanks.nth(UNCLOSED_WORDS.end() - 1).map_or(sentence.len(), |(end, _)| end);
    let is_long = sentence.split_whitespace().nth(UNCLOSED_WORDS.start() - 1).is_some();
    (matches!(mark, '"' | '“' | '„') && is_long).then(|| &sentence[..end])
}

fn ends_word(next: Option<char>) -> bool {
    next.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn quotations_end_where_their_mark_does() {
        check("it goes \"under my skin\" or “so”", &["under my skin", "so"]);
        check("„unter der Haut“ und «ici»", &["unter der Haut", "ici"]);
        check("it's the 'don't stop' song, isn't it", &["don't stop"]);
        check("*only* this", &["only"]);
        check("a song: \"under my skin\nfrom the 90s", &["under my skin"]);
        check("it went \"under my skin. I heard it in 1994 on the radio", &["under my skin"]);
        check("was it \"under my skin? or so", &["under my skin"]);
        check(
            "she sang \"one two three four five six seven eight nine ten and so on and on and on",
            &["one two three four five six seven eight nine ten and so on and"],
        );
        check("5\" tall \"\" and \"open\nend\"", &[]);
    }
}
