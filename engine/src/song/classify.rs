//! Recognises what a part of a title says about the version.

use super::kind::VersionKind;
use super::vocabulary::{
    FILM_WORDS, MARKERS, NOT_AFTER_FROM, NOT_AFTER_LIVE, NOT_AFTER_WITH, NOT_BEFORE_LIVE, PHRASES,
    generic_word, is_piece_word, last_word, strong_word, weak_word,
};
use crate::text;

/// What sets a part apart from the rest of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    Brackets,
    Dash,
}

/// The kind of version that a part of a title names, if any; `rest` is the title around it.
pub(super) fn classify(part: &str, delimiter: Delimiter, rest: &[&str]) -> Option<VersionKind> {
    #[cfg(test)]
    work::add(part.len() + rest.iter().map(|text| text.len()).sum::<usize>());
    let normalised = text::normalise(part);
    let words: Vec<&str> = normalised.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return None;
    }
    if let Some(kind) = by_opening(part.trim(), &words).or_else(|| whole_part(&normalised)) {
        return Some(kind);
    }
    if is_piece_of(part, &words) || names_piece_after_colon(part) {
        return None;
    }
    let found = [
        by_marker(&normalised),
        by_phrase(&normalised),
        by_strong_word(&words),
        is_live(&words).then_some(VersionKind::Live),
        is_take(&words).then_some(VersionKind::Alternate),
        is_versus(&words).then_some(VersionKind::Remix),
        is_dated(part, &words, delimiter).then_some(VersionKind::Live),
        is_episode(part).then_some(VersionKind::Remix),
        is_venue(part, &words).then_some(VersionKind::Live),
    ];
    let title_again = || is_title_again(part, rest).then_some(VersionKind::Original);
    found.into_iter().flatten().max().or_else(|| by_plain_words(part, &words)).or_else(title_again)
}

/// Whether a text names a piece, such as a movement, rather than a version.
pub(super) fn is_piece(text: &str) -> bool {
    #[cfg(test)]
    work::add(text.len());
    let normalised = text::normalise(text);
    let words: Vec<&str> = normalised.split(' ').filter(|word| !word.is_empty()).collect();
    is_piece_of(text, &words)
}

fn is_piece_of(part: &str, words: &[&str]) -> bool {
    words.iter().any(|word| is_piece_word(word)) && !allows_piece(words)
        || part.trim().split_once('.').is_some_and(|(number, name)| {
            is_number(number.trim()) && name.starts_with([' ', '\u{a0}'])
        })
}

/// "Album Version With Intro" is a version although it names a piece.
fn allows_piece(words: &[&str]) -> bool {
    let has = |wanted: &str| words.contains(&wanted);
    (has("with") || has("without") || has("no") || has("explicit"))
        && !has("part")
        && !has("pt")
        && !has("reprise")
}

fn is_number(word: &str) -> bool {
    !word.is_empty()
        && (word.chars().all(|c| c.is_ascii_digit())
            || word.len() < 6 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')))
}

/// "Concert version: 3. The Ride" ends in a piece.
fn names_piece_after_colon(part: &str) -> bool {
    let Some((_, after)) = part.split_once(": ") else {
        return false;
    };
    let words = text::normalise(after);
    let names_version = |word: &str| strong_word(word).or(generic_word(word)).is_some();
    !words.is_empty() && !words.split(' ').any(names_version) && by_phrase(&words).is_none()
}

/// Parts that name a version only if nothing else is in them.
fn whole_part(normalised: &str) -> Option<VersionKind> {
    Some(match normalised {
        "title track" | "title song" | "theme song" => VersionKind::Soundtrack,
        "a side" | "b side" | "b sides" | "non album b side" => VersionKind::Original,
        _ => return None,
    })
}

fn by_opening(part: &str, words: &[&str]) -> Option<VersionKind> {
    let (first, others) = words.split_first()?;
    let second = others.first()?;
    match *first {
        "feat" | "featuring" | "ft" | "prod" | "produced" => Some(VersionKind::Guest),
        first if first.starts_with("feat") && part.contains("eat.") => Some(VersionKind::Guest),
        "with" | "w" | "con" | "avec" | "mit" => {
            names_guest(part, second).then_some(VersionKind::Guest)
        }
        "from" | "z" | "aus" | "из" => {
            names_film(part, others).then_some(VersionKind::Soundtrack)
        }
        "recorded" | "directo" => Some(VersionKind::Live),
        "theme" | "love" | "main" | "title" | "opening" => names_film_theme(part, words),
        _ => None,
    }
}

/// "Theme from "Rocky"", "Love Theme From "Top Gun"", but not "Love Me".
fn names_film_theme(part: &str, words: &[&str]) -> Option<VersionKind> {
    let from = words.iter().take(4).position(|word| *word == "from")?;
    let theme = words[..from].last().is_some_and(|word| matches!(*word, "theme" | "title"));
    (theme && names_film(part, &words[from + 1..])).then_some(VersionKind::Soundtrack)
}

/// "(with Kehlani)" names a guest, "(With You)" does not.
fn names_guest(part: &str, second: &str) -> bool {
    let capital = part.starts_with(char::is_uppercase);
    !NOT_AFTER_WITH.contains(&second) && (!capital || second != "the")
}

fn names_film(part: &str, others: &[&str]) -> bool {
    let quoted = part.contains(['"', '“', '”', '„', '«', '‘', '《', '「']) || part.contains(" '");
    let film = others.iter().any(|word| FILM_WORDS.contains(word));
    let title = others.first().is_some_and(|second| NOT_AFTER_FROM.contains(second));
    quoted || film || !(title || others.contains(&"love"))
}

/// Scripts without blanks between words are searched for markers instead of words.
fn by_marker(normalised: &str) -> Option<VersionKind> {
    if normalised.is_ascii() {
        return None;
    }
    let found = MARKERS.iter().filter(|(marker, _)| normalised.contains(marker));
    found.map(|&(_, kind)| kind).max()
}

fn by_phrase(normalised: &str) -> Option<VersionKind> {
    let starts = normalised.match_indices(' ').map(|(at, _)| at + 1);
    let found = std::iter::once(0).chain(starts).filter_map(|at| phrase_at(&normalised[at..]));
    found.max()
}

fn phrase_at(text: &str) -> Option<VersionKind> {
    let is_here = |phrase: &str| {
        text.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    PHRASES.iter().find(|(phrase, _)| is_here(phrase)).map(|&(_, kind)| kind)
}

fn by_strong_word(words: &[&str]) -> Option<VersionKind> {
    let undated =
        words.split_last().filter(|(last, before)| is_year(&[last]) && !before.is_empty());
    let last = undated.map_or(words, |(_, before)| before).last().and_then(|word| last_word(word));
    words.iter().filter_map(|word| strong_word(word)).chain(last).max()
}

/// A part with "mix" or "version" is a version, whose kind the other words may narrow down. Weak words
/// make a version if there is nothing else, and so does a year.
fn by_plain_words(part: &str, words: &[&str]) -> Option<VersionKind> {
    let generic = generic_at_any_place(part, words);
    let others = || words.iter().filter(|word| generic_word(word).is_none() && **word != "ver");
    let plain = others().all(|word| weak_word(word).is_some() || is_neutral(word));
    let weak = plain.then(|| others().filter_map(|word| weak_word(word)).max()).flatten();
    let year = is_year(words).then_some(VersionKind::Alternate);
    generic.and_then(|_| format(words)).or(weak).or(generic).or(year)
}

/// The kind that "mix" and "version" stand for on their own.
fn generic_at_any_place(part: &str, words: &[&str]) -> Option<VersionKind> {
    let abbreviated = is_abbreviated_version(part, words).then_some(VersionKind::Alternate);
    let generic = words.iter().enumerate().filter_map(|(at, word)| {
        let names = *word == "mix" && at > 0 && matches!(words[at - 1], "the" | "in");
        generic_word(word).filter(|_| !names)
    });
    generic.chain(abbreviated).max()
}

/// Versions named after their record or their owner: "12" Mix", "Taylor's Version".
fn format(words: &[&str]) -> Option<VersionKind> {
    let has = |wanted: &str| words.contains(&wanted);
    match () {
        () if has("taylors") || has("our") || has("my") => Some(VersionKind::Rerecorded),
        () if has("12") => Some(VersionKind::Extended),
        () if has("7") => Some(VersionKind::Edit),
        () => None,
    }
}

fn is_neutral(word: &str) -> bool {
    matches!(word, "and" | "only" | "no" | "the" | "in" | "for" | "on" | "us" | "uk")
        || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a part is just a year.
pub(super) fn is_only_year(part: &str) -> bool {
    is_year(&[part.trim()])
}

fn is_year(words: &[&str]) -> bool {
    let is_year =
        |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    matches!(words, [word] if is_year(word) && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// "ver." is short for version; "ver" alone may be Spanish for "see".
fn is_abbreviated_version(part: &str, words: &[&str]) -> bool {
    let dotted = || part.to_lowercase().contains("ver.");
    let before = || words.len() > 1 && weak_word(words[words.len() - 2]).is_some();
    let joined = |word: &&str| word.strip_prefix("version").is_some_and(|rest| is_year(&[rest]));
    words.iter().any(joined) || words.contains(&"ver") && (dotted() || before())
}

/// "Live in Tokyo" is a version, "Live and Let Die" and "The Way I Live" are not.
fn is_live(words: &[&str]) -> bool {
    words.iter().enumerate().any(|(at, &word)| match word {
        "live" => {
            let before = at.checked_sub(1).map(|at| words[at]);
            let after = words.get(at + 1);
            !before.is_some_and(|before| NOT_BEFORE_LIVE.contains(&before))
                && !after.is_some_and(|after| NOT_AFTER_LIVE.contains(after))
        }
        "vivo" => at == 0 || matches!(words[at - 1], "ao" | "en" | "dal" | "al"),
        _ => false,
    })
}

fn is_take(words: &[&str]) -> bool {
    let is_number = |word: &&str| word.len() < 4 && word.starts_with(|c: char| c.is_ascii_digit());
    words.windows(2).any(|pair| match pair[0] {
        "take" | "takes" => is_number(&pair[1]),
        "alternate" | "alternative" | "alt" | "early" | "first" => pair[1].starts_with("take"),
        _ => false,
    })
}

/// Whether a part names two performers of a mash-up: "Coldplay vs. Swedish House Mafia".
fn is_versus(words: &[&str]) -> bool {
    words.len() > 2 && words[1..words.len() - 1].contains(&"vs")
}

/// Whether a part is the code of a radio show's episode that the track was cut from: "FYH328".
fn is_episode(part: &str) -> bool {
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = part.len() - letters.len();
    let is_code = (2..=5).contains(&letters.len()) && (2..=4).contains(&digits);
    is_code && letters.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether a part ends in a date such as "5/23/13" or, after a dash, "October 1949".
fn is_dated(part: &str, words: &[&str], delimiter: Delimiter) -> bool {
    let year = words.last().is_some_and(|word| is_year(&[word]));
    let month = words.iter().rev().skip(1).take(2).any(|word| is_month(word));
    let last = part.rsplit(' ').next().unwrap_or_default();
    let numbers: Vec<&str> = last.split(['/', '-']).collect();
    let date = numbers.len() == 3 && numbers.iter().all(|number| number.parse::<u16>().is_ok());
    (delimiter == Delimiter::Dash && year && month) || date
}

/// Whether a part is a place and a year: "Harbiye, 2019".
fn is_venue(part: &str, words: &[&str]) -> bool {
    let year = words.last().is_some_and(|word| is_year(&[word]));
    year && part.rsplit_once(',').is_some_and(|(_, last)| last.trim().len() == 4)
}

fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// Whether a part repeats the title in another script: "Bingle Bingle (빙글빙글)".
fn is_title_again(part: &str, rest: &[&str]) -> bool {
    let (mut latin, mut other) = (0, 0);
    for c in part.chars().filter(|c| c.is_alphabetic()) {
        if is_latin(c) {
            latin += 1;
        } else {
            other += 1;
        }
    }
    let in_rest = |wanted: bool| {
        let mut letters = rest.iter().flat_map(|text| text.chars()).filter(|c| c.is_alphabetic());
        letters.clone().next().is_some() && letters.all(|c| is_latin(c) == wanted)
    };
    let has_number = part.chars().any(char::is_numeric);
    !has_number
        && ((other > 1 && latin == 0 && in_rest(true))
            || (latin > 2 && other == 0 && in_rest(false)))
}

fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}')
}

/// Counts the bytes that are looked at, to prove how much work a title can cause.
#[cfg(test)]
pub(super) mod work {
    use std::cell::Cell;

    thread_local! {
        static BYTES: Cell<usize> = const { Cell::new(0) };
    }

    pub(in crate::song) fn add(bytes: usize) {
        BYTES.set(BYTES.get() + bytes);
    }

    /// The bytes looked at since the last call.
    pub(in crate::song) fn take() -> usize {
        BYTES.take()
    }
}
