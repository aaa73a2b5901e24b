//! Decides whether a text asks for songs, and finds what it asks to be like.

use super::clue::{ClueKind, Request, Role};
use super::vocabulary::{ALL, Vocabulary, longest};
use super::word::{Word, words_of};
use std::ops::Range;

/// Words of the longest name that is looked for.
const NAME_WORDS: usize = 8;

/// Whether a text may ask for songs. Costs little, and is true for all that [`asks_for_songs`] accepts.
pub(crate) fn may_ask_for_songs(text: &str) -> bool {
    if text.split_whitespace().nth(1).is_none() {
        return false;
    }
    let words = words_of(text);
    words.iter().any(is_asking) || (0..words.len()).any(|at| names_sound_or_time(&words, at))
}

fn is_asking(word: &Word) -> bool {
    ALL.iter().any(|vocabulary| vocabulary.asking.contains(&word.text.as_str()))
}

fn names_sound_or_time(words: &[Word], at: usize) -> bool {
    let number = words[at].text.starts_with(|c: char| c.is_ascii_digit());
    let in_lists = |vocabulary: &&Vocabulary| {
        longest(words, at, vocabulary.decades).is_some()
            || longest(words, at, vocabulary.recent).is_some()
            || longest(words, at, vocabulary.older).is_some()
            || longest(words, at, vocabulary.newer).is_some()
            || vocabulary.sounds.iter().any(|sound| {
                longest(words, at, sound.words).is_some()
                    || longest(words, at, sound.shifts).is_some()
            })
    };
    number || ALL.iter().any(in_lists)
}

/// Whether a text asks for songs: it has a word that does and says what they should be like, or it says nothing
/// but what they should be like, in two ways at least.
pub(crate) fn asks_for_songs(text: &str, request: &Request) -> bool {
    let says = request.clues.iter().filter(|clue| says_what_for(&clue.kind)).count();
    let asking = words_of(text).iter().any(is_asking);
    (asking && says > 0) || (says > 1 && request.not_understood.is_empty())
}

fn says_what_for(kind: &ClueKind) -> bool {
    match kind {
        ClueKind::Name { role, .. } => matches!(role, Role::Like | Role::By),
        ClueKind::Line => false,
        _ => true,
    }
}

/// The bytes of the words that songs should be like, if they are no name that the reader knows.
pub(crate) fn unknown_likeness(text: &str, request: &Request) -> Option<Range<usize>> {
    let words = words_of(text);
    let is_free = |word: &Word| {
        let taken = |span: &Range<usize>| span.start < word.span.end && word.span.start < span.end;
        !request.clues.iter().any(|clue| taken(&clue.span)) && !ends_name(word)
    };
    let starts = (0..words.len()).filter_map(|at| Some(at + likeness_cue(&words, at)?));
    starts.map(|start| name_at(text, &words, start, is_free)).find_map(|name| {
        let unknown = |span: &Range<usize>| request.not_understood.contains(span);
        let name = &words[name];
        let any = name.iter().any(|word| unknown(&word.span));
        any.then(|| Some(name.first()?.span.start..name.last()?.span.end)).flatten()
    })
}

/// The words of the longest cue at `at` before what songs should be like.
fn likeness_cue(words: &[Word], at: usize) -> Option<usize> {
    ALL.iter().filter_map(|vocabulary| longest(words, at, vocabulary.like_anything)).max()
}

fn ends_name(word: &Word) -> bool {
    ALL.iter().any(|vocabulary| vocabulary.name_ends.contains(&word.text.as_str()))
}

/// The free words from `start` to the end of the clause.
fn name_at(
    text: &str,
    words: &[Word],
    start: usize,
    is_free: impl Fn(&Word) -> bool,
) -> Range<usize> {
    let joined = |at: usize| {
        at == start
            || text
                .get(words[at - 1].span.end..words[at].span.start)
                .is_none_or(|gap| gap.chars().all(char::is_whitespace))
    };
    let most = words.len().min(start + NAME_WORDS);
    let end = (start..most).find(|&at| !is_free(&words[at]) || !joined(at)).unwrap_or(most);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::clue::Clue;

    fn request(text: &str, clues: &[(&str, ClueKind)], unknown: &[&str]) -> Request {
        let span = |part: &str| {
            let start = text.find(part).expect(part);
            start..start + part.len()
        };
        let clue = |(part, kind): &(&str, ClueKind)| Clue {
            span: span(part),
            strength: 1.0,
            kind: kind.clone(),
        };
        Request {
            clues: clues.iter().map(clue).collect(),
            not_understood: unknown.iter().map(|part| span(part)).collect(),
        }
    }

    fn check_likeness(
        text: &str,
        clues: &[(&str, ClueKind)],
        unknown: &[&str],
        name: Option<&str>,
    ) {
        let request = request(text, clues, unknown);
        let found = unknown_likeness(text, &request).map(|span| &text[span]);
        assert_eq!(found, name, "{text:?}");
    }

    #[test]
    fn what_it_should_be_like() {
        let years = || ClueKind::Years(1990..=1999);
        check_likeness("songs like creep but calmer", &[], &["creep"], Some("creep"));
        check_likeness(
            "songs like blue monday, 90s",
            &[("90s", years())],
            &["blue", "monday"],
            Some("blue monday"),
        );
        check_likeness("etwas wie nebel 90s", &[("90s", years())], &["nebel"], Some("nebel"));
        check_likeness("I feel like dancing", &[], &[], None);
        check_likeness("songs about creeps", &[], &["creeps"], None);
        check_likeness("like", &[], &[], None);
    }

    #[test]
    fn texts_that_ask_for_songs() {
        let check = |text: &str, clues: &[(&str, ClueKind)], unknown: &[&str], expected: bool| {
            assert_eq!(asks_for_songs(text, &request(text, clues, unknown)), expected, "{text:?}");
            assert!(!expected || may_ask_for_songs(text), "{text:?}");
        };
        let years = || ClueKind::Years(1990..=1999);
        let popular = || ClueKind::Popular(true);
        check("songs from the 90s", &[("90s", years())], &[], true);
        check("songs about jane", &[], &["jane"], false);
        check("famous 90s", &[("90s", years()), ("famous", popular())], &[], true);
        check("90s kids", &[("90s", years())], &["kids"], false);
        check("famous 90s kids", &[("90s", years()), ("famous", popular())], &["kids"], false);
    }

    #[test]
    fn most_titles_ask_for_nothing() {
        let check = |text: &str, expected: bool| {
            assert_eq!(may_ask_for_songs(text), expected, "{text:?}");
        };
        check("bohemian rhapsody queen", false);
        check("somebody to love", false);
        check("sad", false);
        check("upbeat running", true);
        check("lieder zum laufen", true);
    }
}
