//! What a search asks for: words, and filters such as `artist:` and `year:1980-1989`.

use crate::Problem;
use crate::problem::shown;
use engine::text::normalise;
use std::ops::RangeInclusive;

/// A parsed `q`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SearchQuery {
    /// The words that belong to no filter.
    pub(super) words: String,
    /// `artist:`
    pub(super) artist: Option<String>,
    /// `track:`; `album:` too, since every track is alone on an album of its name.
    pub(super) title: Option<String>,
    /// `genre:`
    pub(super) genre: Option<String>,
    /// `year:`
    pub(super) years: Option<RangeInclusive<u16>>,
    /// Whether it asks for what no catalogue has: `isrc:`, `upc:`, `tag:`.
    pub(super) is_unanswerable: bool,
}

const FILTERS: [&str; 8] = ["artist", "track", "album", "genre", "year", "isrc", "upc", "tag"];

impl SearchQuery {
    /// # Errors
    /// If `year:` is neither a year nor a range of years.
    pub(super) fn parse(q: &str) -> Result<Self, Problem> {
        let mut query = Self::default();
        let mut filters = filter_places(q);
        let words = &q[..filters.first().map_or(q.len(), |(start, ..)| *start)];
        words.trim().clone_into(&mut query.words);
        filters.push((q.len(), q.len(), ""));
        for pair in filters.windows(2) {
            let (_, value, name) = pair[0];
            query.set(name, q[value..pair[1].0].trim())?;
        }
        Ok(query)
    }

    /// Whether a title answers to `track:`.
    pub(super) fn has_title(&self, title: &str) -> bool {
        self.title.as_deref().is_none_or(|wanted| has_phrase(title, wanted))
    }

    /// Whether one of a track's artists answers to `artist:`.
    pub(super) fn has_artist<'a>(&self, mut artists: impl Iterator<Item = &'a str>) -> bool {
        self.artist.as_deref().is_none_or(|wanted| artists.any(|artist| has_phrase(artist, wanted)))
    }

    /// Whether a genre answers to `genre:`.
    pub(super) fn has_genre(&self, genre: &str) -> bool {
        self.genre.as_deref().is_none_or(|wanted| has_phrase(genre, wanted))
    }

    /// Whether a year answers to `year:`.
    pub(super) fn has_year(&self, year: Option<u16>) -> bool {
        self.years.as_ref().is_none_or(|years| year.is_some_and(|year| years.contains(&year)))
    }

    /// All words that may stand in a title or in an artist's name.
    pub(super) fn text(&self) -> String {
        let parts = [Some(self.words.as_str()), self.title.as_deref(), self.artist.as_deref()];
        let parts: Vec<&str> =
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(" ")
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Problem> {
        let (value, rest) = unquoted(value);
        if value.is_empty() {
            return Ok(());
        }
        match name {
            "artist" => self.artist = Some(value.to_owned()),
            "track" | "album" => self.title = Some(value.to_owned()),
            "genre" => self.genre = Some(value.to_owned()),
            "year" => {
                let (year, words) = value.split_once(' ').unwrap_or((value, ""));
                self.years = Some(years(year)?);
                self.add_words(words);
            }
            _ => self.is_unanswerable = true,
        }
        self.add_words(rest);
        Ok(())
    }

    fn add_words(&mut self, words: &str) {
        let parts = [self.words.as_str(), words.trim()].join(" ");
        parts.trim().clone_into(&mut self.words);
    }
}

/// Where filters start, where their values start, and their names.
fn filter_places(q: &str) -> Vec<(usize, usize, &'static str)> {
    let mut places = Vec::new();
    let mut quoted = false;
    for (at, c) in q.char_indices() {
        quoted ^= c == '"';
        let starts_word = at == 0 || q[..at].ends_with(char::is_whitespace);
        if quoted || !starts_word {
            continue;
        }
        let named =
            |name: &&str| q[at..].strip_prefix(*name).is_some_and(|rest| rest.starts_with(':'));
        if let Some(name) = FILTERS.into_iter().find(named) {
            places.push((at, at + name.len() + 1, name));
        }
    }
    places
}

/// A value without its quotation marks, and what stands behind them.
fn unquoted(value: &str) -> (&str, &str) {
    let inner = value.strip_prefix('"');
    match inner.and_then(|inner| inner.split_once('"')) {
        Some((value, rest)) => (value.trim(), rest),
        None => (inner.unwrap_or(value), ""),
    }
}

fn years(text: &str) -> Result<RangeInclusive<u16>, Problem> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let years = first.parse().ok().zip(last.parse().ok());
    years.map(|(first, last)| first..=last).ok_or_else(|| {
        let detail = format!("year: is {}: give a year, or two as in year:1980-1989", shown(text));
        Problem::parameter("q", detail)
    })
}

/// Whether the words of a phrase stand one after the other in a text.
pub(super) fn has_phrase(text: &str, phrase: &str) -> bool {
    let (text, phrase) = (normalise(text), normalise(phrase));
    !phrase.is_empty() && format!(" {text} ").contains(&format!(" {phrase} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(q: &str, words: &str, artist: &str, title: &str, rest: &str) {
        let query = SearchQuery::parse(q).expect(q);
        let text = |filter: &Option<String>| filter.clone().unwrap_or_default();
        assert_eq!(query.words, words, "{q}");
        assert_eq!((text(&query.artist), text(&query.title)), (artist.into(), title.into()), "{q}");
        let years = query.years.map(|years| format!("{}-{}", years.start(), years.end()));
        let others = [text(&query.genre), years.unwrap_or_default()].join(" ");
        assert_eq!(others.trim(), rest, "{q}");
    }

    #[test]
    fn filters() {
        check("bohemian rhapsody", "bohemian rhapsody", "", "", "");
        check("artist:Miles Davis track:So What", "", "Miles Davis", "So What", "");
        check("love artist:\"The Cure\" genre:\"new wave\"", "love", "The Cure", "", "new wave");
        check("year:1980-1989 hits", "hits", "", "", "1980-1989");
        check("track:\"Doxy\" live year:1957", "live", "", "Doxy", "1957-1957");
        check("Mission: Impossible", "Mission: Impossible", "", "", "");
        check("album:Heroes", "", "", "Heroes", "");
        check("track:\"artist:x", "", "", "artist:x", "");
        check("artist:", "", "", "", "");
        assert!(SearchQuery::parse("year:late").is_err());
        assert!(SearchQuery::parse("isrc:GBUM71029604").expect("parsed").is_unanswerable);
    }

    #[test]
    fn phrases() {
        assert!(has_phrase("Highway to Hell (AC/DC)", "ac/dc"));
        assert!(has_phrase("Alternative Rock", "rock"));
        assert!(!has_phrase("Rockabilly", "rock"));
    }
}
