//! Turns candidates into answers that say what of a song matches the query, and how.

use super::alignment::Alignment;
use super::finder::Candidate;
use super::forward_index::Field;
use super::highlights::{Highlighted, highlights};
use super::query::ParsedQuery;
use super::song_view::{SongView, TermMatch};
use super::word_index::WordIndex;
use crate::id::TrackRow;
use crate::ranking::RankingWeights;
use crate::song::parse_title;
use crate::song_versions::other_versions;
use crate::text;
use crate::tracks::TrackTable;
use catalog::{Confidence, FoundBy, FoundSong, Likeness, MatchedField, WordMatch};
use std::cmp::Reverse;

/// Explains the candidates of a query.
pub(crate) struct Explainer<'a> {
    pub query: &'a ParsedQuery,
    pub words: &'a WordIndex,
    pub table: &'a TrackTable,
    pub weights: &'a RankingWeights,
}

impl Explainer<'_> {
    /// The answer that a candidate makes; none if the table lacks its track.
    pub(crate) fn explain(
        &self,
        candidate: &Candidate,
        confidence: Confidence,
    ) -> Option<FoundSong> {
        let song = SongView::of(candidate.song, self.words);
        let versions = self.table.versions(candidate.song);
        let row = self.version_asked_for(candidate, &song, versions);
        let track = self.table.entry(row)?;
        let words = word_matches(self.query, &candidate.alignment, &song);
        let highlighted: Vec<Highlighted<'_>> = words.iter().flat_map(highlighted).collect();
        let artists = track.artists.iter();
        Some(FoundSong {
            title_marks: highlights(&track.name, &highlighted),
            artist_marks: artists.map(|artist| highlights(artist, &highlighted)).collect(),
            score: (candidate.score / self.weights.max_score()).clamp(0.0, 1.0),
            confidence,
            found_by: found_by(candidate, &words),
            version_count: self.table.version_count(candidate.song),
            versions: other_versions(self.table, row),
            lyrics: candidate.line.as_ref().map(|line| line.words.clone()),
            parts: Vec::new(),
            track,
            words,
        })
    }

    /// The version that matches most version words and artists of the query; if it names none, the
    /// track that stands for the song.
    fn version_asked_for(
        &self,
        candidate: &Candidate,
        song: &SongView<'_>,
        versions: &[TrackRow],
    ) -> TrackRow {
        let first = self.words.representative(candidate.song);
        let matches = candidate.alignment.matches.iter().flatten();
        let mut demands: Vec<Demand> =
            matches.filter_map(|found| Demand::of(found, song)).collect();
        demands.dedup();
        if demands.is_empty() || versions.len() < 2 {
            return first;
        }
        let rank = |&track: &TrackRow| {
            let popularity = self.table.popularity(track);
            (self.fit(track, &demands), track == first, popularity, Reverse(track))
        };
        versions.iter().copied().max_by_key(rank).unwrap_or(first)
    }

    /// How many demands a track meets, and how few other words its version suffixes have.
    fn fit(&self, track: TrackRow, demands: &[Demand]) -> (usize, Reverse<usize>) {
        let parts = parse_title(self.table.name(track)).parts;
        let suffix: Vec<String> = parts.iter().flat_map(|part| text::words(&part.text)).collect();
        let artists: Vec<Vec<String>> = self.table.artists(track).map(text::words).collect();
        let met = demands.iter().filter(|demand| match demand {
            Demand::Suffix(word) => suffix.contains(word),
            Demand::Artist(name) => artists.contains(name),
        });
        let by_suffix = demands.iter().any(|demand| matches!(demand, Demand::Suffix(_)));
        (met.count(), Reverse(if by_suffix { suffix.len() } else { 0 }))
    }
}

/// What a query demands of a version.
#[derive(PartialEq, Eq)]
enum Demand {
    Artist(Vec<String>),
    Suffix(String),
}

impl Demand {
    fn of(found: &TermMatch, song: &SongView<'_>) -> Option<Self> {
        let text = song.texts[found.text];
        let word = |term| song.index.vocabulary.text(term).to_owned();
        match text.field {
            Field::Title => None,
            Field::Artist => Some(Self::Artist(text.terms.iter().copied().map(word).collect())),
            Field::Version => Some(Self::Suffix(word(text.terms[found.at]))),
        }
    }
}

/// The words of a query that a candidate does not match.
pub(crate) fn dropped(query: &ParsedQuery, candidate: Option<&Candidate>) -> Vec<String> {
    let matched = |token: usize| {
        candidate.is_some_and(|candidate| {
            candidate.line.is_some() || candidate.alignment.matches[token].is_some()
        })
    };
    let tokens = query.tokens.iter().enumerate().filter(|(_, token)| !token.is_sign());
    tokens.filter(|(at, _)| !matched(*at)).map(|(_, token)| token.text.clone()).collect()
}

fn word_matches(query: &ParsedQuery, alignment: &Alignment, song: &SongView<'_>) -> Vec<WordMatch> {
    let mut words: Vec<WordMatch> = Vec::new();
    let mut last = None;
    for (token, found) in query.tokens.iter().zip(&alignment.matches) {
        let Some(found) = found else { continue };
        let position = Some((found.text, found.at));
        match words.last_mut() {
            // Two tokens that are one term together.
            Some(before) if last == position => {
                before.typed = format!("{} {}", before.typed, token.text);
            }
            _ => words.push(word_match(&token.text, found, song)),
        }
        last = position;
    }
    words
}

fn word_match(typed: &str, found: &TermMatch, song: &SongView<'_>) -> WordMatch {
    let terms = song.matched(found).iter();
    let terms: Vec<&str> = terms.map(|&term| song.index.vocabulary.text(term)).collect();
    WordMatch {
        typed: typed.to_owned(),
        word: terms.join(" "),
        field: matched_field(song.texts[found.text].field),
        how: found.similarity.likeness,
    }
}

fn found_by(candidate: &Candidate, words: &[WordMatch]) -> FoundBy {
    let by_artist = |found: &WordMatch| found.field == MatchedField::Artist;
    match candidate.line {
        Some(_) => FoundBy::Lyrics,
        None if !words.is_empty() && words.iter().all(by_artist) => FoundBy::Artist,
        None => FoundBy::Title,
    }
}

fn matched_field(field: Field) -> MatchedField {
    match field {
        Field::Title => MatchedField::Title,
        Field::Artist => MatchedField::Artist,
        Field::Version => MatchedField::Version,
    }
}

fn highlighted(found: &WordMatch) -> impl Iterator<Item = Highlighted<'_>> {
    let chars = (found.how == Likeness::Prefix).then(|| found.typed.chars().count());
    found.word.split(' ').map(move |word| Highlighted { word, chars })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::alignment::{Effort, align};
    use crate::find::testing;
    use crate::id::SongId;
    use crate::tracks::table::tests::track;

    /// The answer that the first song of a table makes to a query.
    fn explained(typed: &str, table: &TrackTable) -> FoundSong {
        let words = WordIndex::build(table, &str::to_owned);
        let mut query = ParsedQuery::parse(typed, &words);
        query.add_misspellings(&words);
        let weights = &RankingWeights::PRESET;
        let alignment = align(&query, SongId(0), &words, Effort::Expansions, weights);
        let candidate = Candidate { song: SongId(0), score: 0.9, alignment, line: None };
        let explainer = Explainer { query: &query, words: &words, table, weights };
        explainer.explain(&candidate, Confidence::Sure).expect("an answer")
    }

    fn check(typed: &str, expected: &[(&str, &str, MatchedField, Likeness)]) {
        let found = explained(typed, &testing::table(&[("Copper Kettle (Live)", "The Salt")]));
        let words: Vec<_> = found
            .words
            .iter()
            .map(|found| (found.typed.as_str(), found.word.as_str(), found.field, found.how))
            .collect();
        assert_eq!(words, expected, "{typed:?}");
    }

    #[test]
    fn matches_are_listed() {
        use Likeness::{Exact, Joined, Prefix, Typo};
        use MatchedField::{Artist, Title, Version};
        check(
            "kettle salt",
            &[("kettle", "kettle", Title, Exact), ("salt", "salt", Artist, Exact)],
        );
        check("coper live", &[("coper", "copper", Title, Typo), ("live", "live", Version, Exact)]);
        check("copperkettle", &[("copperkettle", "copper kettle", Title, Joined)]);
        check("cop per", &[("cop per", "copper", Title, Joined)]);
        check("ket", &[("ket", "kettle", Title, Prefix)]);
        check("rope", &[]);
    }

    #[test]
    fn the_version_asked_for_is_the_answer() {
        let table = TrackTable::new([
            track("a", "Kettle", &["Salt"], &[]),
            track("b", "Kettle (Live)", &["Salt"], &[]),
            track("c", "Kettle (Acoustic)", &["Salt", "Rope"], &[]),
        ]);
        let check = |typed: &str, id: &str| {
            let found = explained(typed, &table);
            assert_eq!(found.track.id.as_str(), id, "{typed:?}");
            assert_eq!((found.version_count, found.versions.len()), (3, 2));
        };
        check("kettle", "a");
        check("kettle live", "b");
        check("kettle acoustic", "c");
        check("kettle rope", "c");
    }

    #[test]
    fn answers_by_artist_alone() {
        let table = testing::table(&[("Kettle", "The Salt")]);
        assert_eq!(explained("the salt", &table).found_by, FoundBy::Artist);
        assert_eq!(explained("kettle salt", &table).found_by, FoundBy::Title);
    }

    #[test]
    fn unmatched_words_are_dropped() {
        let index = testing::index(&[("Kettle", "Salt")]);
        let query = ParsedQuery::parse("rope kettle harbour", &index);
        let weights = &RankingWeights::PRESET;
        let alignment = align(&query, SongId(0), &index, Effort::Expansions, weights);
        let candidate = Candidate { song: SongId(0), score: 0.5, alignment, line: None };
        assert_eq!(dropped(&query, Some(&candidate)), ["rope", "harbour"]);
        assert_eq!(dropped(&query, None), ["rope", "kettle", "harbour"]);
    }
}
