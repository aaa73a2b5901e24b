//! Compares a query and a song without blanks, for words that are run together beyond recognition.

use super::edits::{LONGEST, Pattern};
use super::params::{MIN_SPACELESS, SPACELESS_EDIT_COST};
use super::query::ParsedQuery;
use super::song_view::SongView;
use crate::numeric::float;
use crate::ranking::RankingFeatures;

/// Raises the features of a song that is similar to the query without blanks: one of its titles, its
/// first artist, or both in either order.
pub(crate) fn compare(
    query: &ParsedQuery,
    song: &SongView<'_>,
    title: usize,
    features: &mut RankingFeatures,
) {
    let (title, artist) = (song.spaceless(title), song.spaceless(song.titles()));
    let mut query = Spaceless::new(query);
    for (text, covers_title) in [
        (&title, true),
        (&format!("{title}{artist}"), true),
        (&format!("{artist}{title}"), true),
        (&artist, false),
    ] {
        let least = features.explained.max(MIN_SPACELESS);
        let Some(similarity) = query.similarity(text, least) else { continue };
        features.explained = similarity;
        if covers_title {
            features.title = features.title.max(similarity);
        }
    }
}

/// A query without blanks, prepared for comparison when that is first needed.
struct Spaceless<'a> {
    query: &'a ParsedQuery,
    length: usize,
    pattern: Option<Pattern>,
}

impl<'a> Spaceless<'a> {
    fn new(query: &'a ParsedQuery) -> Self {
        let length = query.tokens.iter().map(|token| token.pattern.len()).sum::<usize>();
        Self { query, length: length.min(LONGEST), pattern: None }
    }

    /// The similarity to a text, if it is greater than `least`.
    fn similarity(&mut self, text: &str, least: f32) -> Option<f32> {
        let length = text.chars().take(LONGEST).count();
        let longer = self.length.max(length).max(1);
        let similarity = |edits: usize| 1.0 - SPACELESS_EDIT_COST * float(edits) / float(longer);
        // There are at least as many edits as one text is longer than the other.
        if similarity(self.length.abs_diff(length)) <= least {
            return None;
        }
        let query = self.query;
        let pattern = self.pattern.get_or_insert_with(|| pattern(query));
        Some(similarity(pattern.edits(text).whole)).filter(|&similarity| similarity > least)
    }
}

fn pattern(query: &ParsedQuery) -> Pattern {
    Pattern::new(&query.tokens.iter().map(|token| token.text.as_str()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing;
    use crate::id::SongId;

    fn check(typed: &str, explained: bool, title: bool) {
        let index = testing::index(&[("Copper Kettle", "Salt Harbour")]);
        let query = ParsedQuery::parse(typed, &index);
        let mut features = RankingFeatures::default();
        compare(&query, &SongView::of(SongId(0), &index), 0, &mut features);
        let found = (features.explained > 0.7, features.title > 0.7);
        assert_eq!(found, (explained, title), "{typed:?}");
    }

    #[test]
    fn blanks_do_not_matter() {
        check("copp erk ettle", true, true);
        check("saltharb ourcopperkettel", true, true);
        check("sal tharbour", true, false);
        check("something else", false, false);
    }
}
