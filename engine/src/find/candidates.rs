//! Collects the songs that share words with a query.

use super::expansion::Expansion;
use super::params::{
    MAX_BY_BEGINNING, MAX_POSTINGS, MAX_POSTINGS_LONG, MAX_POSTINGS_PER_TOKEN, MIN_CANDIDATE_SHARE,
};
use super::query::ParsedQuery;
use super::sums::{Sums, with_sums};
use super::word_index::WordIndex;
use crate::best::keep_best;
use crate::id::{SongId, TermId};
use crate::work::Work;

/// The `count` songs that share most with a query, and those whose titles begin with it, each once, in no
/// order.
pub(crate) fn by_terms(query: &ParsedQuery, index: &WordIndex, count: usize) -> Vec<SongId> {
    let mut songs = with_sums(index.songs(), |sums| {
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
        Work::read_postings(read);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::testing;

    const WORDS: [&str; 6] = ["love", "you", "night", "lose", "loves", "nights"];

    /// Songs that all have most of the words.
    fn songs(count: usize) -> Vec<(String, String)> {
        let title = |song: usize| {
            let word = |at: usize| WORDS[(song + at) % WORDS.len()];
            format!("{} {} {} {} {song}", word(0), word(1), word(2), word(3))
        };
        (0..count).map(|song| (title(song), "Artist".to_owned())).collect()
    }

    fn work(index: &WordIndex, query: &str) -> (Vec<SongId>, Work) {
        let mut query = ParsedQuery::parse(query, index);
        query.add_misspellings(index);
        Work::of(|| by_terms(&query, index, 50))
    }

    #[test]
    fn postings_are_read_up_to_a_limit() {
        let songs = songs(30_000);
        let songs: Vec<(&str, &str)> =
            songs.iter().map(|(title, artist)| (&**title, &**artist)).collect();
        let index = testing::index(&songs);
        let check = |query: &str, most: usize| {
            let (found, Work { postings, .. }) = work(&index, query);
            assert!(postings <= most && !found.is_empty(), "{query:?}: {postings} postings");
        };
        check("love you night lose loves nights artist", MAX_POSTINGS + MAX_POSTINGS_PER_TOKEN);
        check("artist", 30_000);
        check("lvoe yuo nihgt", MAX_POSTINGS + MAX_POSTINGS_PER_TOKEN);
        // A rare word says which songs may be meant; a common one need not be read.
        check("29999 artist love", 10_000);
    }

    #[test]
    fn songs_that_come_too_late_are_no_candidates_anyway() {
        let songs = songs(600);
        let songs: Vec<(&str, &str)> =
            songs.iter().map(|(title, artist)| (&**title, &**artist)).collect();
        let index = testing::index(&songs);
        for text in ["17 love night", "599 you artist", "love 3 lose", "nights 44 45 you"] {
            let query = ParsedQuery::parse(text, &index);
            let found = by_terms(&query, &index, 50);
            let mut sums = vec![0.0_f32; songs.len()];
            for expansions in by_token(&query) {
                let mut gains = vec![0.0_f32; songs.len()];
                for expansion in expansions.iter().rev() {
                    let songs = index.postings(expansion.term).iter();
                    songs.for_each(|song| gains[song.index()] = gain(expansion, &query));
                }
                sums.iter_mut().zip(gains).for_each(|(sum, gain)| *sum += gain);
            }
            let most = sums.iter().copied().fold(0.0, f32::max);
            let mut all: Vec<(f32, SongId)> = sums
                .iter()
                .enumerate()
                .filter(|(_, sum)| **sum >= MIN_CANDIDATE_SHARE * most && **sum > 0.0)
                .map(|(song, sum)| (sum + index.prior(SongId::at(song)), SongId::at(song)))
                .collect();
            keep_best(&mut all, 50);
            assert!(all.iter().all(|(_, song)| found.contains(song)), "{text:?}");
        }
    }
}
