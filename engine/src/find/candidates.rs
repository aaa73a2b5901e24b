//! Collects the songs that share words with a hint.

use super::hint::{Hint, Meaning};
use super::word_index::WordIndex;
use std::cell::RefCell;

/// Songs that are compared with the hint word by word, at most.
const MOST_BY_WORDS: usize = 160;

/// Songs whose titles begin with the hint, at most.
const MOST_BY_BEGINNING: usize = 24;

/// Songs that are looked at for one token: when there are that many, its less likely meanings are
/// left to the comparison word by word.
const MOST_POSTINGS: usize = 40_000;

/// Songs that a hint may mean by its words, each once, in no order.
pub(crate) fn by_words(hint: &Hint, index: &WordIndex) -> Vec<u32> {
    thread_local! {
        static SCORES: RefCell<Scores> = RefCell::default();
    }
    let mut songs = SCORES.with_borrow_mut(|scores| {
        scores.start(index.songs());
        let most = if hint.is_long() { MOST_POSTINGS_LONG } else { MOST_POSTINGS_IN_ALL };
        let mut postings = 0;
        for meanings in rarest_first(by_token(hint), index) {
            if postings > most {
                break;
            }
            scores.next_token();
            postings += add_token(scores, &meanings, hint, index);
        }
        scores.best(MOST_BY_WORDS, index)
    });
    songs.extend(by_beginning(hint, index));
    songs.sort_unstable();
    songs.dedup();
    songs
}

/// Songs that are looked at for all tokens together: after that many, the frequent words of a hint
/// are left to the comparison word by word. A long hint has rare ones.
const MOST_POSTINGS_IN_ALL: usize = 60_000;
const MOST_POSTINGS_LONG: usize = 30_000;

/// The tokens' meanings, those first that stand in the fewest songs.
fn rarest_first(mut tokens: Vec<Vec<Meaning>>, index: &WordIndex) -> Vec<Vec<Meaning>> {
    tokens.sort_by_cached_key(|meanings| {
        meanings.iter().map(|meaning| index.songs_with(meaning.word).len()).sum::<usize>()
    });
    tokens
}

/// The meanings of each token, likeliest first; fillers count only where there is nothing else.
fn by_token(hint: &Hint) -> Vec<Vec<Meaning>> {
    let mut meanings = vec![Vec::new(); hint.tokens.len()];
    for meaning in hint.meanings() {
        // A word that two tokens are together counts for each of them.
        let tokens = meaning.token..meaning.token + meaning.tokens;
        for (token, meanings) in tokens.clone().zip(&mut meanings[tokens]) {
            meanings.push(Meaning { token, tokens: 1, ..*meaning });
        }
    }
    if hint.tokens.iter().any(|token| !token.filler) {
        for (token, meanings) in hint.tokens.iter().zip(&mut meanings) {
            if token.filler {
                meanings.clear();
            }
        }
    }
    for meanings in &mut meanings {
        meanings.sort_unstable_by(|a, b| {
            b.alike.similarity.total_cmp(&a.alike.similarity).then(a.word.cmp(&b.word))
        });
    }
    meanings
}

/// Adds what a token gives to its songs; returns how many were looked at.
fn add_token(scores: &mut Scores, meanings: &[Meaning], hint: &Hint, index: &WordIndex) -> usize {
    let mut postings = 0;
    for meaning in meanings {
        let songs = index.songs_with(meaning.word);
        postings += songs.len();
        if postings > MOST_POSTINGS && postings > songs.len() {
            break;
        }
        let gain = hint.tokens[meaning.token].weight * meaning.alike.similarity;
        songs.iter().for_each(|&song| scores.add(song, gain));
    }
    postings
}

/// The best-known songs whose titles begin with the hint as it stands.
fn by_beginning(hint: &Hint, index: &WordIndex) -> Vec<u32> {
    let Some((_, before)) = hint.tokens.split_last() else { return Vec::new() };
    let words: Option<Vec<u32>> =
        before.iter().map(|token| index.vocabulary.id(&token.text)).collect();
    let Some(words) = words else { return Vec::new() };
    let range = index.titles.beginning_with(&index.texts, &words, &hint.unfinished);
    index.titles.best_known(range, index.popularity(), MOST_BY_BEGINNING)
}

/// Sums by song, kept between queries: tokens are counted on, so that what a query has left is known
/// to be old without being cleared.
#[derive(Default)]
struct Scores {
    songs: Vec<Score>,
    touched: Vec<u32>,
    token: u32,
    /// The first token of this query.
    first_token: u32,
}

/// What a song has got so far.
#[derive(Clone, Copy, Default)]
struct Score {
    sum: f32,
    /// The token that it was last counted for, from 1.
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

    // Meanings come likeliest first, so the first gain of a token is its best.
    fn add(&mut self, song: u32, gain: f32) {
        let score = &mut self.songs[song as usize];
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

    fn sum(&self, song: u32) -> f32 {
        self.songs[song as usize].sum
    }

    fn best(&self, count: usize, index: &WordIndex) -> Vec<u32> {
        let sums = || self.touched.iter().map(|&song| (self.sum(song), song));
        let least = LEAST_SHARE * sums().map(|(sum, _)| sum).fold(0.0, f32::max);
        let likely = sums().filter(|(sum, _)| *sum >= least);
        let mut scored: Vec<(f32, u32)> =
            likely.map(|(sum, song)| (sum + index.prior(song), song)).collect();
        if scored.len() > count {
            scored.select_nth_unstable_by(count, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            scored.truncate(count);
        }
        scored.into_iter().map(|(_, song)| song).collect()
    }
}

/// With this token the counting begins again; no query has as many as there are after it.
const LAST_TOKEN: u32 = u32::MAX - 100_000;

/// Songs with a smaller share of the best song's sum are not looked at.
const LEAST_SHARE: f32 = 0.35;

#[cfg(test)]
mod tests {
    use super::*;

    fn count(scores: &mut Scores, tokens: &[&[(u32, f32)]]) -> Vec<(u32, f32)> {
        scores.start(3);
        for gains in tokens {
            scores.next_token();
            gains.iter().for_each(|(song, gain)| scores.add(*song, *gain));
        }
        scores.touched.iter().map(|song| (*song, scores.sum(*song))).collect()
    }

    #[test]
    fn each_token_counts_once_a_song() {
        let tokens: [&[_]; 2] = [&[(1, 0.75), (1, 0.5)], &[(1, 0.5), (2, 1.0)]];
        assert_eq!(count(&mut Scores::default(), &tokens), [(1, 1.25), (2, 1.0)]);
    }

    #[test]
    fn no_query_sees_what_others_have_left() {
        let mut scores = Scores::default();
        for token in [0, LAST_TOKEN, LAST_TOKEN + 1] {
            count(&mut scores, &[&[(0, 1.0), (1, 1.0)]]);
            scores.token += token;
            assert_eq!(count(&mut scores, &[&[(1, 0.5)], &[(1, 0.25)]]), [(1, 0.75)]);
        }
    }
}
