//! Aligns a query with a song: which term of the song each token stands for.

use super::assignment::{Pair, assign};
use super::params::{MAX_LOOSE_TOKENS, SPACELESS_BELOW};
use super::query::ParsedQuery;
use super::similarity::Similarity;
use super::song_view::{SongTerm, SongView, TermMatch};
use super::spaceless;
use super::word_index::WordIndex;
use crate::id::SongId;
use crate::ranking::{RankingFeatures, RankingWeights};

/// Which terms of a song the tokens of a query stand for, and how well the two fit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alignment {
    /// By token.
    pub matches: Vec<Option<TermMatch>>,
    pub features: RankingFeatures,
}

/// How closely tokens and terms are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// By the expansions of the query.
    Expansions,
    /// What the expansions leave over is compared letter by letter, to re-rank likely songs.
    Letters,
}

/// Aligns a query with a song, using the title that scores best.
pub(crate) fn align(
    query: &ParsedQuery,
    song: SongId,
    index: &WordIndex,
    effort: Effort,
    weights: &RankingWeights,
) -> Alignment {
    let song = SongView::of(song, index);
    let aligner = Aligner { query, song: &song, effort };
    let mut best: Option<(f32, Alignment)> = None;
    for title in 0..song.titles().max(1) {
        let alignment = aligner.align(title);
        let score = weights.score(&alignment.features);
        if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            best = Some((score, alignment));
        }
    }
    best.map(|(_, alignment)| alignment).unwrap_or_default()
}

struct Aligner<'a> {
    query: &'a ParsedQuery,
    song: &'a SongView<'a>,
    effort: Effort,
}

impl Aligner<'_> {
    /// Aligns the query with one of the titles and all other texts.
    fn align(&self, title: usize) -> Alignment {
        let terms = self.song.terms(title);
        let tokens = self.query.tokens.len();
        let by_letters = self.effort == Effort::Letters;
        let mut pairs = Vec::with_capacity(16);
        self.push_expansions(&terms, &mut pairs);
        let mut matches = assign(&mut pairs, tokens);
        if by_letters && matches.iter().any(Option::is_none) {
            self.push_loose(&terms, &matches, &mut pairs);
            matches = assign(&mut pairs, tokens);
        }
        let mut features = RankingFeatures::of(self.query, self.song, title, &matches);
        if by_letters && features.explained < SPACELESS_BELOW {
            spaceless::compare(self.query, self.song, title, &mut features);
        }
        Alignment { matches, features }
    }

    fn push_expansions(&self, terms: &[SongTerm], pairs: &mut Vec<Pair>) {
        for (slot, term) in terms.iter().enumerate() {
            let before = pairs.len();
            for expansion in self.query.expansions_to(term.term) {
                let found = term.matching(1, expansion.similarity);
                let (token, tokens) = (expansion.token, expansion.tokens);
                pairs.push(Pair { token, tokens, slot, found });
            }
            let last_expanded = self.is_last_among(&pairs[before..]);
            if !last_expanded {
                pairs.extend(self.unfinished(term, slot));
            }
            pairs.extend(self.splits(term, slot));
        }
    }

    fn is_last_among(&self, pairs: &[Pair]) -> bool {
        pairs.iter().any(|pair| pair.token + 1 == self.query.tokens.len())
    }

    /// The last token as the beginning of a term that is not among its likeliest continuations.
    fn unfinished(&self, term: &SongTerm, slot: usize) -> Option<Pair> {
        if !self.query.may_continue_to(term.term) {
            return None;
        }
        let token = self.query.tokens.len().checked_sub(1)?;
        let text = self.song.index.vocabulary.text(term.term);
        let similarity = Similarity::of_prefix(&self.query.tokens[token].text, text)?;
        Some(Pair { token, tokens: 1, slot, found: term.matching(1, similarity) })
    }

    fn splits(&self, term: &SongTerm, slot: usize) -> impl Iterator<Item = Pair> {
        let terms = term.next.map(|next| [term.term, next]);
        let splits = self.query.splits().iter().filter(move |split| Some(split.terms) == terms);
        splits.map(move |split| {
            let found = term.matching(2, split.similarity);
            Pair { token: split.token, tokens: 1, slot, found }
        })
    }

    /// Compares tokens and terms that are left over letter by letter.
    fn push_loose(&self, terms: &[SongTerm], matches: &[Option<TermMatch>], pairs: &mut Vec<Pair>) {
        let last = matches.len().saturating_sub(1);
        for (slot, term) in terms.iter().enumerate() {
            let taken = |found: &TermMatch| found.text == term.text && found.at == term.at;
            if matches.iter().flatten().any(taken) {
                continue;
            }
            let text = self.song.index.vocabulary.text(term.term);
            let open = matches.iter().enumerate().filter(|(_, found)| found.is_none());
            for (token, _) in open.take(MAX_LOOSE_TOKENS) {
                let similarity = self.query.tokens[token].loose_similarity(text, token == last);
                let found = similarity.map(|similarity| term.matching(1, similarity));
                pairs.extend(found.map(|found| Pair { token, tokens: 1, slot, found }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing;
    use proptest::prelude::*;

    fn aligned(typed: &str, songs: &[(&str, &str)], effort: Effort) -> Alignment {
        let index = testing::index(songs);
        let mut query = ParsedQuery::parse(typed, &index);
        query.add_misspellings(&index);
        align(&query, SongId(0), &index, effort, &RankingWeights::PRESET)
    }

    /// The expected term of each token.
    fn check(typed: &str, song: (&str, &str), effort: Effort, expected: &[&str]) {
        let index = testing::index(&[song]);
        let alignment = aligned(typed, &[song], effort);
        let view = SongView::of(SongId(0), &index);
        let text = |found: &TermMatch| {
            let terms = view.matched(found).iter().map(|&term| index.vocabulary.text(term));
            terms.collect::<Vec<_>>().join(" ")
        };
        let found: Vec<String> = alignment
            .matches
            .iter()
            .map(|found| found.as_ref().map_or(String::new(), text))
            .collect();
        assert_eq!(found, expected, "{typed:?}");
    }

    #[test]
    fn tokens_find_their_terms() {
        use Effort::{Expansions, Letters};
        let song = ("Copper Kettle", "The Salt");
        check("kettle salt", song, Expansions, &["kettle", "salt"]);
        check("copperkettle", song, Expansions, &["copper kettle"]);
        check("cop per kettle", song, Expansions, &["copper", "copper", "kettle"]);
        check("copper ket", song, Expansions, &["copper", "kettle"]);
        check("coper rope", song, Expansions, &["copper", ""]);
        check("kabcle copper", song, Expansions, &["", "copper"]);
        check("kabcle copper", song, Letters, &["kettle", "copper"]);
        check("salt salt", song, Expansions, &["salt", ""]);
    }

    #[test]
    fn the_best_title_is_used() {
        let features = |typed| {
            aligned(typed, &[("Fly Me (In Other Words)", "A")], Effort::Expansions).features
        };
        assert!(features("fly me").title > 0.99);
        assert!(features("fly me in other words").title > 0.99);
        assert!(features("in other words").title < 0.9);
    }

    #[test]
    fn flags() {
        let features =
            |typed| aligned(typed, &[("Kettle", "The Salt")], Effort::Expansions).features;
        let flags = |typed| {
            let found = features(typed);
            [found.exact_title, found.only_artist, found.verbatim].map(|flag| flag > 0.5)
        };
        assert_eq!(flags("kettle"), [true, false, true]);
        assert_eq!(flags("song kettle salt"), [true, false, true]);
        assert_eq!(flags("the salt"), [false, true, true]);
        assert_eq!(flags("ketle"), [false, false, false]);
    }

    proptest! {
        #[test]
        fn a_matching_word_never_lowers_the_score(
            title in prop::collection::vec("[a-d]{3,6}", 1..5),
            typed in 0_usize..4,
            weights in prop::array::uniform11(0.0_f32..1.0),
        ) {
            let weights = RankingWeights::new(weights.into()).expect("none is negative");
            let title_text = title.join(" ");
            let songs = [(title_text.as_str(), "zzzz"), ("xxxx", "yyyy")];
            let typed = typed.min(title.len() - 1);
            let score = |words: usize| {
                let query = title[..words].join(" ");
                weights.score(&aligned(&query, &songs, Effort::Expansions).features)
            };
            prop_assert!(score(typed + 1) >= score(typed) - 1e-5);
        }

        #[test]
        fn features_are_shares(
            title in "[a-c]{1,4}( [a-c]{1,4}){0,3}",
            typed in "[a-c]{1,4}( [a-c]{1,4}){0,4}",
        ) {
            for effort in [Effort::Expansions, Effort::Letters] {
                let found = aligned(&typed, &[(&title, "b a")], effort).features;
                for share in [found.explained, found.in_title, found.title, found.artist, found.order] {
                    prop_assert!((0.0..=1.0 + 1e-5).contains(&share), "{:?}", found);
                }
            }
        }
    }
}
