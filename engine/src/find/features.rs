//! Derives the ranking features from an alignment.

use super::forward_index::Field;
use super::query::ParsedQuery;
use super::song_view::{SongView, TermMatch};
use crate::numeric::float;
use crate::ranking::RankingFeatures;

impl RankingFeatures {
    /// The features of an alignment with one of a song's titles.
    pub(crate) fn of(
        query: &ParsedQuery,
        song: &SongView<'_>,
        title: usize,
        matches: &[Option<TermMatch>],
    ) -> Self {
        let flag = |holds: bool| f32::from(u8::from(holds));
        let mut features = Self {
            order: order(matches),
            exact_title: flag(is_exact_title(query, song, title, matches)),
            only_artist: flag(is_artist(song, matches)),
            verbatim: flag(is_verbatim(query, matches)),
            popularity: song.popularity,
            ..Self::default()
        };
        features.add_query_shares(query, song, matches);
        features.add_song_shares(song, matches);
        features
    }

    fn add_query_shares(
        &mut self,
        query: &ParsedQuery,
        song: &SongView<'_>,
        matches: &[Option<TermMatch>],
    ) {
        let weight = query.weight().max(f32::MIN_POSITIVE);
        for (token, found) in query.tokens.iter().zip(matches) {
            let Some(found) = found else { continue };
            let gain = token.weight * found.similarity.value;
            self.explained += gain;
            if song.texts[found.text].field == Field::Title {
                self.in_title += gain;
            }
        }
        self.explained /= weight;
        self.in_title /= weight;
    }

    fn add_song_shares(&mut self, song: &SongView<'_>, matches: &[Option<TermMatch>]) {
        let mut typed = vec![0.0; song.texts.len()];
        let mut last = None;
        for found in matches.iter().flatten() {
            // Two tokens that are one term together have the same match.
            let position = Some((found.text, found.at));
            if position != last {
                typed[found.text] += song.idf(song.matched(found)) * found.similarity.value;
            }
            last = position;
        }
        for (text, typed) in song.texts.iter().zip(typed) {
            let share = typed / song.idf(text.terms).max(f32::MIN_POSITIVE);
            let feature = match text.field {
                Field::Title => &mut self.title,
                Field::Artist => &mut self.artist,
                Field::Version => continue,
            };
            *feature = feature.max(share);
        }
    }
}

/// The share of neighbouring tokens that match neighbouring terms. A song that matches only one of several
/// tokens has none: it must not gain by lacking another.
fn order(matches: &[Option<TermMatch>]) -> f32 {
    if matches.len() < 2 {
        return 1.0;
    }
    let follows = |a: &TermMatch, b: &TermMatch| {
        if a.text == b.text { b.at == a.at || b.at == a.at + a.terms } else { b.at == 0 }
    };
    let neighbours =
        matches.windows(2).filter(|pair| matches!(pair, [Some(a), Some(b)] if follows(a, b)));
    float(neighbours.count()) / float(matches.len() - 1)
}

/// Whether the query begins with the title, but for fillers.
fn is_exact_title(
    query: &ParsedQuery,
    song: &SongView<'_>,
    title: usize,
    matches: &[Option<TermMatch>],
) -> bool {
    let title_text = song.texts.get(title).filter(|text| text.field == Field::Title);
    let Some(text) = title_text else { return false };
    let fillers = query.tokens.iter().take_while(|token| token.filler).count();
    (0..=fillers).any(|first| {
        let typed = matches.get(first..first + text.terms.len());
        typed.is_some_and(|typed| is_exactly(typed, title))
    })
}

fn is_artist(song: &SongView<'_>, matches: &[Option<TermMatch>]) -> bool {
    let Some(Some(first)) = matches.first() else { return false };
    let text = song.texts[first.text];
    text.field == Field::Artist
        && text.terms.len() == matches.len()
        && is_exactly(matches, first.text)
}

/// Whether the matches are a text's terms from its first, spelt exactly.
fn is_exactly(matches: &[Option<TermMatch>], text: usize) -> bool {
    matches.iter().enumerate().all(|(at, found)| {
        found.is_some_and(|found| {
            found.text == text && found.at == at && found.similarity.is_exact()
        })
    })
}

fn is_verbatim(query: &ParsedQuery, matches: &[Option<TermMatch>]) -> bool {
    query.tokens.iter().zip(matches).all(|(token, found)| {
        token.filler || found.is_some_and(|found| found.similarity.is_exact())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::alignment::{Effort, align};
    use crate::find::similarity::Similarity;
    use crate::find::testing;
    use crate::id::SongId;
    use crate::ranking::RankingWeights;
    use proptest::prelude::*;

    fn check(positions: &[Option<(usize, usize)>], expected: f32) {
        let matches: Vec<Option<TermMatch>> = positions
            .iter()
            .map(|position| {
                position.map(|(text, at)| TermMatch {
                    text,
                    at,
                    terms: 1,
                    similarity: Similarity::EXACT,
                })
            })
            .collect();
        assert!((order(&matches) - expected).abs() < 1e-6, "{positions:?}");
    }

    #[test]
    fn orders() {
        check(&[Some((0, 0)), Some((0, 1)), Some((1, 0))], 1.0);
        check(&[Some((0, 1)), Some((0, 0))], 0.0);
        check(&[Some((0, 0)), None, Some((0, 1))], 0.0);
        check(&[Some((0, 0)), Some((0, 0))], 1.0);
        check(&[None, Some((1, 3))], 0.0);
        check(&[Some((1, 3))], 1.0);
    }

    proptest! {
        /// So a score that is a sum with weights that are not negative does not fall either.
        #[test]
        fn no_feature_falls_where_one_more_word_matches(
            title in prop::collection::vec("[a-c]{1,3}", 1..5),
            artist in prop::collection::vec("[a-c]{1,3}", 1..3),
            typed in prop::collection::vec("[a-c]{1,4}|lyrics|song", 1..7),
            lacking in any::<prop::sample::Index>(),
        ) {
            let index = testing::index(&[(&title.join(" "), &artist.join(" "))]);
            let mut query = ParsedQuery::parse(&typed.join(" "), &index);
            query.add_misspellings(&index);
            let matches = align(&query, SongId(0), &index, Effort::Letters, &RankingWeights::PRESET).matches;
            let song = SongView::of(SongId(0), &index);
            let mut fewer = matches.clone();
            fewer[lacking.index(matches.len())] = None;
            let numbers =
                |matches: &[_]| RankingFeatures::of(&query, &song, 0, matches).numbers();
            for (at, (less, more)) in numbers(&fewer).into_iter().zip(numbers(&matches)).enumerate() {
                prop_assert!(less <= more + 1e-6, "{}", RankingFeatures::NAMES[at]);
            }
        }
    }
}
