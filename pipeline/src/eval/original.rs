//! The sixteen hints that the original kept under version control.

use crate::error::PipelineError;
use catalog::{Query, ResultCount};
use engine::{Engine, text};
use serde::Serialize;
use std::fmt;

/// Each hint with the title (empty if it names no song) and the artist it names.
const HINTS: &str = include_str!("../../evaluation/hints.tsv");

/// What was found for each hint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OriginalHints {
    /// One per hint, in the original's order.
    pub hints: Vec<FoundHint>,
}

/// What was found for a hint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FoundHint {
    /// The hint.
    pub hint: String,
    /// Titles and artists of the first three results.
    pub found: Vec<String>,
    /// Whether the first result is the song named; none if the hint names none.
    pub right: Option<bool>,
}

impl OriginalHints {
    /// Finds the hints.
    ///
    /// # Errors
    /// If the engine fails.
    pub fn on(engine: &Engine) -> Result<Self, PipelineError> {
        let lines = HINTS.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let hints = lines.filter_map(|fields| {
            let [hint, title, artist] = fields[..] else { return None };
            Some(find(engine, hint, title, artist))
        });
        Ok(Self { hints: hints.collect::<Result<_, _>>()? })
    }

    /// How many hints that name a song have it first, and how many name one.
    pub fn score(&self) -> (usize, usize) {
        let named = self.hints.iter().filter_map(|hint| hint.right);
        (named.clone().filter(|right| *right).count(), named.count())
    }
}

fn find(
    engine: &Engine,
    hint: &str,
    title: &str,
    artist: &str,
) -> Result<FoundHint, PipelineError> {
    let query: Query = hint.parse()?;
    let results = engine.finding().find(&query, ResultCount::default())?.results;
    let is_song = |name: &str, artists: &str| {
        text::normalise(&engine::base_title(name)).starts_with(&text::normalise(title))
            && text::normalise(artists).contains(&text::normalise(artist))
    };
    let right = (!title.is_empty()).then(|| {
        results.first().is_some_and(|best| is_song(&best.track.name, &best.track.artist_line()))
    });
    let found = results.iter().take(3).map(|result| result.track.label()).collect();
    Ok(FoundHint { hint: hint.to_owned(), found, right })
}

impl fmt::Display for OriginalHints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for FoundHint { hint, found, right } in &self.hints {
            let mark = match right {
                Some(true) => "right",
                Some(false) => "WRONG",
                None => "     ",
            };
            writeln!(f, "{mark}  {hint:<36}  {}", found.join(" | "))?;
        }
        let (right, named) = self.score();
        writeln!(f, "{right} of {named} hints that name a song find it first")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fourteen_of_sixteen_hints_name_a_song() {
        let lines: Vec<Vec<&str>> = HINTS.lines().map(|line| line.split('\t').collect()).collect();
        assert!(lines.len() == 16 && lines.iter().all(|fields| fields.len() == 3));
        assert_eq!(lines.iter().filter(|fields| !fields[1].is_empty()).count(), 14);
    }
}
