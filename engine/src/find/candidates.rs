//! Collects the songs that share words with a query.

use super::expansion::Expansion;
use super::params::{
    MAX_BY_BEGINNING, MAX_POSTINGS, MAX_POSTINGS_LONG, MAX_POSTINGS_PER_TOKEN, MIN_CANDIDATE_SHARE,
};
use super::query::ParsedQuery;
use super::sums::Sums;
use super::word_index::WordIndex;
use crate::best::keep_best;
use crate::id::{SongId, TermId};
use std::cell::RefCell;

/// The `count` songs that share most with a query, and those whose titles begin with it, each once, in no
/// order.
pub(crate) fn by_terms(query: &ParsedQuery, index: &WordIndex, count: usize) -> Vec<SongId> {
    thread_local! {
        static SUMS: RefCell<Sums> = RefCell::default();
    }
    let mut songs = SUMS.with_borrow_mut(|sums| {
        sums.start(index.songs());
        let most = if query.is_long() { MAX_POSTINGS_LONG } else { MAX_POSTINGS };
        let mut read = 0;
        let tokens = rarest_first(by_token(query), index);
        for (at, expansions) in tokens.iter().enumerate() {
            if read > most {
                break;
            }
            sums.next_token();
            let rest = tokens[at + 1..].iter().map(|later| greatest_gain(later, query)).sum();
            read += add_token(sums, expansions, rest, query, index);
        }
        best(sums, count, index)
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

/// Adds what a token contributes to its songs; returns the number of postings read. Songs without a sum
/// are passed over once this token and the `rest` cannot make candidates of them.
fn add_token(
    sums: &mut Sums,
    expansions: &[Expansion],
    rest: f32,
    query: &ParsedQuery,
    index: &WordIndex,
) -> usize {
    let mut read = 0;
    for expansion in expansions {
        let songs = index.postings(expansion.term);
        let gain = gain(expansion, query);
        let are_late = gain + rest < MIN_CANDIDATE_SHARE * sums.greatest();
        let cost = if are_late { sums.known_cost(songs.len()) } else { songs.len() };
        read += cost;
        if read > MAX_POSTINGS_PER_TOKEN && read > cost {
            break;
        }
        let songs = bytemuck::cast_slice(songs);
        if are_late {
            sums.add_to_known(songs, gain);
        } else {
            sums.add(songs, gain);
        }
    }
    read
}

fn gain(expansion: &Expansion, query: &ParsedQuery) -> f32 {
    query.tokens[expansion.token].weight * expansion.similarity.value
}

/// What the expansions of a token add to a song at most.
fn greatest_gain(expansions: &[Expansion], query: &ParsedQuery) -> f32 {
    expansions.first().map_or(0.0, |best| gain(best, query))
}

/// The `count` songs with the greatest sums, in no order.
fn best(sums: &Sums, count: usize, index: &WordIndex) -> Vec<SongId> {
    let least = MIN_CANDIDATE_SHARE * sums.greatest();
    let likely = sums.iter().filter(|(sum, _)| *sum >= least);
    let mut scored: Vec<(f32, SongId)> =
        likely.map(|(sum, song)| (sum + index.prior(SongId(song)), SongId(song))).collect();
    keep_best(&mut scored, count);
    scored.into_iter().map(|(_, song)| song).collect()
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
