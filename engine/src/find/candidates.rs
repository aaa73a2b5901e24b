//! Collects the songs that share words with a query.

use super::expansion::Expansion;
use super::params::{
    MAX_BY_BEGINNING, MAX_POSTINGS, MAX_POSTINGS_LONG, MAX_POSTINGS_PER_TOKEN, MIN_CANDIDATE_SHARE,
};
use super::query::ParsedQuery;
use super::word_index::WordIndex;
use crate::best::keep_best;
use crate::id::{SongId, TermId};
use std::cell::RefCell;

/// The `count` songs that share most with a query, and those whose titles begin with it, each once, in no
/// order.
pub(crate) fn by_terms(query: &ParsedQuery, index: &WordIndex, count: usize) -> Vec<SongId> {
    thread_local! {
        static SCORES: RefCell<Scores> = RefCell::default();
    }
    let mut songs = SCORES.with_borrow_mut(|scores| {
        scores.start(index.songs());
        let most = if query.is_long() { MAX_POSTINGS_LONG } else { MAX_POSTINGS };
        let mut read = 0;
        for expansions in rarest_first(by_token(query), index) {
            if read > most {
                break;
            }
            scores.next_token();
            read += add_token(scores, &expansions, query, index);
        }
        scores.best(count, index)
    });
    songs.extend(by_beginning(query, index));
    songs.sort_unstable();
    songs.dedup();
    songs
}

/// Sorts tokens by how many songs their expansions occur in.
fn rarest_first(mut tokens: Vec<Vec<Expansion>>, index: &WordIndex) -> Vec<Vec<Expansion>> {
    tokens.sort_by_cached_key(|expansions| {
        expansions.iter().map(|found| index.postings(found.term).len()).sum::<usize>()
    });
    tokens
}

/// The expansions of each token, most similar first. Fillers have none if there are other tokens.
fn by_token(query: &ParsedQuery) -> Vec<Vec<Expansion>> {
    let mut expansions = vec![Vec::new(); query.tokens.len()];
    for expansion in query.expansions() {
        // A term that two tokens are together counts for each of them.
        let tokens = expansion.token..expansion.token + expansion.tokens;
        for (token, expansions) in tokens.clone().zip(&mut expansions[tokens]) {
            expansions.push(Expansion { token, tokens: 1, ..*expansion });
        }
    }
    if query.tokens.iter().any(|token| !token.filler) {
        for (token, expansions) in query.tokens.iter().zip(&mut expansions) {
            if token.filler {
                expansions.clear();
            }
        }
    }
    for expansions in &mut expansions {
        expansions.sort_unstable_by(|a, b| {
            b.similarity.value.total_cmp(&a.similarity.value).then(a.term.cmp(&b.term))
        });
    }
    expansions
}

/// Adds what a token contributes to its songs; returns the number of postings read.
fn add_token(
    scores: &mut Scores,
    expansions: &[Expansion],
    query: &ParsedQuery,
    index: &WordIndex,
) -> usize {
    let mut read = 0;
    for expansion in expansions {
        let songs = index.postings(expansion.term);
        read += songs.len();
        if read > MAX_POSTINGS_PER_TOKEN && read > songs.len() {
            break;
        }
        let gain = query.tokens[expansion.token].weight * expansion.similarity.value;
        songs.iter().for_each(|&song| scores.add(song, gain));
    }
    read
}

/// The most popular songs whose titles begin with the query as typed.
fn by_beginning(query: &ParsedQuery, index: &WordIndex) -> Vec<SongId> {
    let Some((_, before)) = query.tokens.split_last() else { return Vec::new() };
    let terms: Option<Vec<TermId>> =
        before.iter().map(|token| index.vocabulary.id(&token.text)).collect();
    terms.map_or(Vec::new(), |terms| {
        index.by_title_prefix(&terms, &query.unfinished, MAX_BY_BEGINNING)
    })
}

/// Sums by song, reused between queries. Entries carry the token they were last changed for, so stale
/// ones need no clearing.
#[derive(Default)]
struct Scores {
    songs: Vec<Score>,
    touched: Vec<SongId>,
    token: u32,
    /// The first token of this query.
    first_token: u32,
}

#[derive(Clone, Copy, Default)]
struct Score {
    sum: f32,
    /// The token that changed it last, from 1.
    last_token: u32,
}

impl Scores {
    fn start(&mut self, songs: usize) {
        if self.songs.len() != songs || self.token > LAST_TOKEN {
            *self = Self { songs: vec![Score::default(); songs], ..Self::default() };
        }
        self.touched.clear();
        self.first_token = self.token + 1;
    }

    fn next_token(&mut self) {
        self.token += 1;
    }

    // A token's expansions come most similar first, so its first gain for a song is its best.
    fn add(&mut self, song: SongId, gain: f32) {
        let score = &mut self.songs[song.index()];
        if score.last_token == self.token {
            return;
        }
        let mut sum = gain;
        if score.last_token < self.first_token {
            self.touched.push(song);
        } else {
            sum += score.sum;
        }
        *score = Score { sum, last_token: self.token };
    }

    fn sum(&self, song: SongId) -> f32 {
        self.songs[song.index()].sum
    }

    fn best(&self, count: usize, index: &WordIndex) -> Vec<SongId> {
        let sums = || self.touched.iter().map(|&song| (self.sum(song), song));
        let least = MIN_CANDIDATE_SHARE * sums().map(|(sum, _)| sum).fold(0.0, f32::max);
        let likely = sums().filter(|(sum, _)| *sum >= least);
        let mut scored: Vec<(f32, SongId)> =
            likely.map(|(sum, song)| (sum + index.prior(song), song)).collect();
        keep_best(&mut scored, count);
        scored.into_iter().map(|(_, song)| song).collect()
    }
}

/// Counting restarts after this token, well before it would overflow within a query.
const LAST_TOKEN: u32 = u32::MAX - 100_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn count(scores: &mut Scores, tokens: &[&[(u32, f32)]]) -> Vec<(u32, f32)> {
        scores.start(3);
        for gains in tokens {
            scores.next_token();
            gains.iter().for_each(|(song, gain)| scores.add(SongId(*song), *gain));
        }
        scores.touched.iter().map(|&song| (song.0, scores.sum(song))).collect()
    }

    #[test]
    fn each_token_counts_once_a_song() {
        let tokens: [&[_]; 2] = [&[(1, 0.75), (1, 0.5)], &[(1, 0.5), (2, 1.0)]];
        assert_eq!(count(&mut Scores::default(), &tokens), [(1, 1.25), (2, 1.0)]);
    }

    #[test]
    fn queries_do_not_see_each_other() {
        let mut scores = Scores::default();
        for token in [0, LAST_TOKEN, LAST_TOKEN + 1] {
            count(&mut scores, &[&[(0, 1.0), (1, 1.0)]]);
            scores.token += token;
            assert_eq!(count(&mut scores, &[&[(1, 0.5)], &[(1, 0.25)]]), [(1, 0.75)]);
        }
    }
}
