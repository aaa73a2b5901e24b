//! Years, decades and "a few years ago".

use super::vocabulary::{Vocabulary, longest};
use super::word::Word;
use std::ops::{Range, RangeInclusive};

/// A time that a request names, by the words that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedYears {
    pub words: Range<usize>,
    pub years: RangeInclusive<u16>,
}

/// A year on its own is seldom remembered exactly.
const YEAR_ERROR: u16 = 1;

/// Recordings are of these years.
const YEARS: RangeInclusive<u16> = 1900..=2039;

/// What "recent" and "a few years ago" reach back, in years.
const RECENT: u16 = 6;

/// The years that the words name; `now` is the catalogue's latest year.
pub(crate) fn named_years(words: &[Word], vocabulary: &Vocabulary, now: u16) -> Vec<NamedYears> {
    let mut found: Vec<NamedYears> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let named = recent(words, at, vocabulary, now)
            .or_else(|| decade(words, at, vocabulary, now))
            .or_else(|| years(words, at, now));
        at = named.as_ref().map_or(at + 1, |named| named.words.end);
        found.extend(named);
    }
    found
}

fn recent(words: &[Word], at: usize, vocabulary: &Vocabulary, now: u16) -> Option<NamedYears> {
    let length = longest(words, at, vocabulary.recent)?;
    Some(NamedYears { words: at..at + length, years: now.saturating_sub(RECENT)..=now })
}

fn decade(words: &[Word], at: usize, vocabulary: &Vocabulary, now: u16) -> Option<NamedYears> {
    let parts = [(vocabulary.early, 0..=4), (vocabulary.middle, 3..=6), (vocabulary.late, 6..=9)];
    let named =
        parts.into_iter().find_map(|(names, years)| Some((longest(words, at, names)?, years)));
    let (length, part) = named.unwrap_or((0, 0..=9));
    let end = at + length;
    let first = decade_of(text(words, end), vocabulary)?;
    let years = first + part.start()..=first + part.end();
    (*years.start() <= now).then(|| NamedYears { words: at..end + 1, years })
}

/// The first year of the decade that a word names: "90s", "1990s", "nineties", "80er".
fn decade_of(word: &str, vocabulary: &Vocabulary) -> Option<u16> {
    let mut decades = (1920..).step_by(10).zip(vocabulary.decades);
    if let Some((decade, _)) = decades.find(|(_, name)| **name == word) {
        return Some(decade);
    }
    let digits = vocabulary.decade_endings.iter().find_map(|ending| word.strip_suffix(ending))?;
    let number: u16 = digits.parse().ok()?;
    let decade = match (digits.len(), number) {
        (2, 0 | 10) => 2000 + number,
        (2, 20..=90) => 1900 + number,
        (4, 1900..=2030) => number,
        _ => return None,
    };
    (decade % 10 == 0).then_some(decade)
}

/// "1994", "1994-1996", "2012 or 13".
fn years(words: &[Word], at: usize, now: u16) -> Option<NamedYears> {
    let is_year = |year: &u16| YEARS.contains(year) && *year <= now;
    let number = |at| text(words, at).parse().ok();
    let year = number(at).filter(is_year).filter(|_| text(words, at).len() == 4)?;
    let next = |at| {
        let short = text(words, at).len() == 2;
        let year_of = |number: u16| if short { year / 100 * 100 + number } else { number };
        number(at).map(year_of).filter(|last| is_year(last) && (year..year + 20).contains(last))
    };
    let last = [at + 1, at + 2].into_iter().find_map(|at| next(at).map(|last| (at, last)));
    Some(match last {
        Some((end, last)) => NamedYears { words: at..end + 1, years: year..=last },
        None => NamedYears {
            words: at..at + 1,
            years: year - YEAR_ERROR..=(year + YEAR_ERROR).min(now),
        },
    })
}

fn text(words: &[Word], at: usize) -> &str {
    words.get(at).map_or("", |word| &word.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::vocabulary::{ENGLISH, GERMAN};
    use crate::request::word::words_of;

    fn check_in(vocabulary: &Vocabulary, text: &str, expected: &[RangeInclusive<u16>]) {
        let found = named_years(&words_of(text), vocabulary, 2020);
        let years: Vec<_> = found.into_iter().map(|named| named.years).collect();
        assert_eq!(years, expected, "{text:?}");
    }

    fn check(text: &str, expected: &[RangeInclusive<u16>]) {
        check_in(&ENGLISH, text, expected);
    }

    #[test]
    fn years_and_decades() {
        check("around 1994", &[1993..=1995]);
        check("2012-2014 or 2016", &[2012..=2014, 2015..=2017]);
        check("2012 or 13", &[2012..=2013]);
        check("from the 80s or early 1990's", &[1980..=1989, 1990..=1994]);
        check("late nineties", &[1996..=1999]);
        check("late 00s, mid-2000s", &[2006..=2009, 2003..=2006]);
        check("1 of 5000 songs, 3999 BC", &[]);
        check("the 2030s", &[]);
    }

    #[test]
    fn times_before_now() {
        check("a few years ago", &[2014..=2020]);
        check("a recent song", &[2014..=2020]);
    }

    #[test]
    fn german() {
        check_in(&GERMAN, "aus den späten 80ern", &[1986..=1989]);
        check_in(&GERMAN, "Anfang der 90er", &[1990..=1994]);
        check_in(&GERMAN, "Ende der Achtziger, Mitte 2000er", &[1986..=1989, 2003..=2006]);
        check_in(&GERMAN, "vor ein paar Jahren", &[2014..=2020]);
        check_in(&GERMAN, "Neunziger", &[1990..=1999]);
    }
}
