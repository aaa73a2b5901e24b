use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What somebody remembers of a song: one line of at most [`Query::MAX_CHARS`] characters, at least one of them visible,
/// without surrounding white space.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Query(String);

/// Why a text is not a query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidQuery {
    /// It has no visible character.
    #[error("the query is empty: type at least one letter, digit or sign of a title or an artist")]
    Empty,
    /// It is too long.
    #[error("the query has {chars} characters: shorten it to at most {}", Query::MAX_CHARS)]
    TooLong {
        /// How many characters it has.
        chars: usize,
    },
}

impl Query {
    /// The longest query, in characters: enough for a description.
    pub const MAX_CHARS: usize = 2000;

    /// The longest title that is searched for, in characters; longer queries are descriptions. The longest title of
    /// a real catalogue has 511, but nobody types that.
    pub const MAX_TITLE_CHARS: usize = 256;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, as much of it as is searched for in titles.
    pub fn title(&self) -> &str {
        let cut = self.0.char_indices().nth(Self::MAX_TITLE_CHARS);
        cut.map_or(&self.0, |(end, _)| &self.0[..end])
    }
}

impl FromStr for Query {
    type Err = InvalidQuery;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let trimmed = one_line.trim();
        let chars = trimmed.chars().count();
        if chars > Self::MAX_CHARS {
            return Err(InvalidQuery::TooLong { chars });
        }
        if trimmed.chars().all(is_invisible) {
            return Err(InvalidQuery::Empty);
        }
        Ok(Self(trimmed.to_owned()))
    }
}

/// Blanks, soft hyphens, zero-width characters and variation selectors.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

impl TryFrom<String> for Query {
    type Error = InvalidQuery;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Query> for String {
    fn from(query: Query) -> Self {
        query.0
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How many results are wanted: 1 to [`ResultCount::MAX`], 10 unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct ResultCount(u32);

/// The number of results asked for is out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("limit is {0}: ask for 1 to {max} results", max = ResultCount::MAX)]
pub struct InvalidResultCount(u32);

impl ResultCount {
    /// The most results that one request may ask for.
    pub const MAX: u32 = 100;

    /// The number, for taking so many.
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

impl Default for ResultCount {
    fn default() -> Self {
        Self(10)
    }
}

impl TryFrom<u32> for ResultCount {
    type Error = InvalidResultCount;

    fn try_from(count: u32) -> Result<Self, Self::Error> {
        if (1..=Self::MAX).contains(&count) {
            Ok(Self(count))
        } else {
            Err(InvalidResultCount(count))
        }
    }
}

impl From<ResultCount> for u32 {
    fn from(count: ResultCount) -> Self {
        count.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Result<&str, InvalidQuery>) {
        let parsed = text.parse::<Query>().map(String::from);
        assert_eq!(parsed, expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn queries() {
        check("  bohemain rapsody quen ", Ok("bohemain rapsody quen"));
        check("two\nlines\u{0}", Ok("two lines"));
        check("上を向いて歩こう", Ok("上を向いて歩こう"));
        check("", Err(InvalidQuery::Empty));
        check(" \t \u{200b}\u{fe0f}", Err(InvalidQuery::Empty));
        check(" ? ", Ok("?"));
        check(&"é".repeat(2001), Err(InvalidQuery::TooLong { chars: 2001 }));
        check(&"é".repeat(2000), Ok(&"é".repeat(2000)));
    }

    #[test]
    fn result_counts() {
        for (count, valid) in [(0, false), (1, true), (100, true), (101, false), (u32::MAX, false)]
        {
            assert_eq!(ResultCount::try_from(count).is_ok(), valid, "{count}");
        }
    }

    proptest! {
        #[test]
        fn parsing_again_changes_nothing(text in ".{0,300}") {
            if let Ok(query) = text.parse::<Query>() {
                prop_assert_eq!(query.as_str().parse::<Query>(), Ok(query));
            }
        }
    }
}
