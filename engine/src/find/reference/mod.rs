//! A plain, slow finder to compare the fast one with: it looks at every word and every song.
//!
//! **The seam.** Shared is what *defines* finding: `params`, [`RankingWeights`], normalising and tokenising, the parts of
//! titles, phonetic keys, lists of other spellings and of fillers, idf and the similarity of prefixes. Written again, as
//! `docs/finding.md` says it, is all that makes finding *fast*: songs and their texts as terms, the look-up of expansions,
//! edit distances, postings and their sums, titles by prefix, assignment and features over ids, neighbours, lyrics.
//!
//! Where the fast finder leaves something out on purpose, which [`Cut`] lists, the plain one leaves it out too.

mod align;
mod lyrics;
mod query;
mod song;
mod words;

use super::finder::{Candidate, Finder};
use super::lyrics::LyricsIndex;
use super::options::FindOptions;
use super::params::{
    LONG_QUERY, MAX_BY_BEGINNING, MAX_BY_TERMS, MAX_HEARD_WORDS, MAX_NEAREST, MAX_POSTINGS_LONG,
    MAX_RERANKED, MIN_CANDIDATE_SHARE, POORLY_EXPLAINED, SPLIT_GAIN, WELL_EXPLAINED,
};
use super::word_index::WordIndex;
use crate::find::Romanise;
use crate::id::SongId;
use crate::nearest::{Embedding, IndexParams, SongIndex};
use crate::ranking::{RankingFeatures, RankingWeights};
use crate::reference::{Catalogue, Cuts, Folding, plainly_stored};
use crate::sparse::SparseVector;
use crate::tracks::TrackTable;
use crate::vectorize::{Analyzer, TfIdf};
use align::align;
use lyrics::Lyrics;
use query::PlainQuery;
use song::{PlainSong, plain_songs};
use std::collections::{BTreeMap, BTreeSet};
use words::Words;

/// What the fast finder leaves out on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cut {
    /// Words of which no one or two deletions of the first seven letters meet (`spelling.rs`).
    SevenLetters,
    /// Of songs whose sums of idf, or whose popularity, are as good as equal, some are candidates (`MAX_BY_TERMS`,
    /// `MIN_CANDIDATE_SHARE`, `MAX_BY_BEGINNING`).
    LastCandidates,
    /// Pairs of words of lyrics that share a hash (`grams.rs`).
    SharedHash,
    /// Lyrics that have no run of four sounds of a line, or of which others have more (`HEARD_ALIGNED`).
    SoundRuns,
}

/// The fast and the plain finder of a catalogue.
pub(crate) struct Finders {
    fast: Finder,
    songs: Vec<PlainSong>,
    words: Words,
    lyrics: Lyrics,
    embeddings: Vec<Embedding>,
    weights: RankingWeights,
}

/// A song as the plain finder ranks it.
#[derive(Clone, Debug)]
struct PlainCandidate {
    song: usize,
    score: f32,
    features: RankingFeatures,
    /// The share of the query that a line of its lyrics has.
    line: Option<f32>,
}

/// A ranking in the making.
#[derive(Default)]
struct Ranking {
    found: Vec<PlainCandidate>,
    /// Songs that may be candidates or not.
    undecided: BTreeSet<usize>,
    /// Whether what is undecided decides more.
    is_unclear: bool,
}

impl Finders {
    pub(crate) fn new(catalogue: &Catalogue, romanise: Romanise<'_>) -> Self {
        let table = TrackTable::new(catalogue.tracks.iter().cloned());
        let songs = plain_songs(&catalogue.tracks, romanise);
        let lyrics = catalogue.lyrics.iter();
        let lyrics: Vec<(SongId, &str)> = lyrics
            .map(|(track, text)| (table.song(*track).expect("its song"), text.as_str()))
            .collect();
        let documents: Vec<String> = songs.iter().map(PlainSong::document).collect();
        let vectorizer = vectorizer(&documents);
        let vectors: Vec<SparseVector> =
            documents.iter().map(|document| vectorizer.transform(document)).collect();
        let embeddings: Vec<Embedding> = vectors.iter().map(Folding::fold).collect();
        let params = IndexParams { ef_construction: 100, ef_search: 400, seed: 1 };
        let words = WordIndex::build(&table, romanise);
        assert_eq!(words.songs(), songs.len(), "songs are grouped otherwise");
        for (at, song) in songs.iter().enumerate() {
            let stands = words.representative(SongId::at(at));
            assert_eq!(stands, song.representative, "another track stands for a song");
        }
        let weights = RankingWeights::PRESET;
        Self {
            words: Words::new(&songs),
            lyrics: Lyrics::new(&lyrics),
            fast: Finder {
                words,
                lyrics: (!lyrics.is_empty()).then(|| LyricsIndex::build(lyrics)),
                vectorizer,
                encoder: Box::new(Folding),
                embeddings: Box::new(SongIndex::build(&embeddings, params, &|_| {})),
                options: FindOptions::new(weights),
            },
            songs,
            embeddings: plainly_stored(&embeddings),
            weights,
        }
    }

    /// Compares what both find.
    ///
    /// # Errors
    /// If there is a difference.
    pub(crate) fn check(&self, text: &str, cuts: &mut Cuts<Cut>) -> Result<(), String> {
        let (_, fast) =
            self.fast.find(text, &self.fast.options).map_err(|error| error.to_string())?;
        let plain = self.find(text, cuts)?;
        if plain.is_unclear || !plain.undecided.is_empty() {
            cuts.count(Cut::LastCandidates);
        }
        let is_sorted = fast.is_sorted_by(|a, b| {
            a.score > b.score || (a.score.to_bits() == b.score.to_bits() && a.song < b.song)
        });
        if !is_sorted {
            return Err("the fast ranking is not in order".into());
        }
        match plain.difference(&fast) {
            Some(_) if plain.is_unclear => Ok(()),
            Some(difference) => Err(difference),
            None => Ok(()),
        }
    }

    fn find(&self, text: &str, cuts: &mut Cuts<Cut>) -> Result<Ranking, String> {
        let mut query = PlainQuery::parse(text, &self.words);
        if query.is_long() {
            query.add_misspellings(&self.words, cuts);
        }
        let mut ranking = self.by_words(&query);
        if ranking.found.first().is_some_and(|best| best.features.verbatim > 0.0) {
            return Ok(ranking);
        }
        if !query.is_long() {
            query.add_misspellings(&self.words, cuts);
            ranking = self.by_words(&query);
            self.try_segmented(&mut query, &mut ranking, cuts);
        }
        if ranking.explained() < WELL_EXPLAINED {
            self.rerank(&query, &mut ranking, &[]);
        }
        if ranking.explained() < POORLY_EXPLAINED && !query.is_long() {
            let near = self.near(text, &mut ranking);
            self.rerank(&query, &mut ranking, &near);
        }
        if ranking.explained() < WELL_EXPLAINED {
            let lines = self.lyrics.lines_like(text, self.fast.lyrics.as_ref(), cuts)?;
            let features = |line| RankingFeatures { line, ..RankingFeatures::default() };
            self.add_lines(&mut ranking, &lines, features);
        }
        if ranking.explained() < POORLY_EXPLAINED && query.tokens.len() <= MAX_HEARD_WORDS {
            let lines = self.lyrics.lines_sounding_like(text, self.fast.lyrics.as_ref(), cuts)?;
            let features = |heard| RankingFeatures { heard, ..RankingFeatures::default() };
            self.add_lines(&mut ranking, &lines, features);
        }
        Ok(ranking)
    }

    fn try_segmented(&self, query: &mut PlainQuery, ranking: &mut Ranking, cuts: &mut Cuts<Cut>) {
        if ranking.explained() >= WELL_EXPLAINED {
            return;
        }
        let Some(mut segmented) = query.segmented(&self.words) else { return };
        segmented.add_misspellings(&self.words, cuts);
        let others = self.by_words(&segmented);
        if others.explained() > ranking.explained() + SPLIT_GAIN {
            (*query, *ranking) = (segmented, others);
        }
    }

    /// Ranks the candidates by words.
    fn by_words(&self, query: &PlainQuery) -> Ranking {
        let mut ranking = Ranking::default();
        let mut candidates = self.by_sums(query, &mut ranking);
        let (sure, open) = self.by_beginning(query);
        ranking.undecided.extend(open.into_iter().filter(|song| !candidates.contains(song)));
        candidates.extend(sure);
        ranking.found = self.rank(query, &candidates, false);
        ranking
    }

    fn rank(
        &self,
        query: &PlainQuery,
        songs: &BTreeSet<usize>,
        letters: bool,
    ) -> Vec<PlainCandidate> {
        let candidate = |&song: &usize| {
            let features = align(query, &self.songs[song], &self.words, letters, &self.weights);
            PlainCandidate { song, score: self.weights.score(&features), features, line: None }
        };
        let mut found: Vec<PlainCandidate> = songs.iter().map(candidate).collect();
        sort(&mut found);
        found
    }

    /// The songs with the largest sums of idf · similarity.
    fn by_sums(&self, query: &PlainQuery, ranking: &mut Ranking) -> BTreeSet<usize> {
        let only_fillers = query.tokens.iter().all(|token| token.filler);
        let mut sums = Vec::new();
        let mut postings = 0;
        for (at, song) in self.songs.iter().enumerate() {
            let (mut sum, mut has_any) = (0.0, false);
            for (token, typed) in query.tokens.iter().enumerate() {
                if typed.filler && !only_fillers {
                    continue;
                }
                let meant = query.expansions.iter().filter(|expansion| {
                    (expansion.token..expansion.token + expansion.tokens).contains(&token)
                        && song.has(&expansion.word)
                });
                postings += meant.clone().count();
                let best = meant.map(|expansion| expansion.similarity.value).reduce(f32::max);
                has_any |= best.is_some();
                sum += f64::from(typed.weight * best.unwrap_or(0.0));
            }
            if has_any {
                sums.push((sum, sum + f64::from(song.prior()), at));
            }
        }
        // The catalogues are too small for these cuts.
        assert!(postings < MAX_POSTINGS_LONG, "{postings} postings: choose smaller catalogues");
        let least =
            f64::from(MIN_CANDIDATE_SHARE) * sums.iter().map(|(sum, ..)| *sum).fold(0.0, f64::max);
        let is_close = |sum: f64| (sum - least).abs() < ROUNDING;
        let close = sums.iter().filter(|(sum, ..)| is_close(*sum)).map(|(.., at)| *at);
        ranking.undecided.extend(close);
        sums.retain(|(sum, ..)| *sum > least - ROUNDING);
        sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cmp(&b.2)));
        if let Some(&(_, first_dropped, _)) = sums.get(MAX_BY_TERMS) {
            let last_kept = sums[MAX_BY_TERMS - 1].1;
            let mut gaps = sums.iter().map(|(_, value, _)| (value - last_kept).abs());
            // Of equals, the first is taken; what is not decided here may let another one in.
            let is_decided = last_kept - first_dropped > ROUNDING
                || gaps.all(|gap| !(f64::EPSILON..ROUNDING).contains(&gap));
            ranking.is_unclear |= !(is_decided && ranking.undecided.is_empty());
            sums.truncate(MAX_BY_TERMS);
        }
        sums.into_iter().map(|(.., at)| at).collect()
    }

    /// The best-known songs whose titles begin with the query as typed, and those that are as well known as the last.
    fn by_beginning(&self, query: &PlainQuery) -> (Vec<usize>, Vec<usize>) {
        let typed: Vec<&str> = query.tokens.iter().map(|token| token.text.as_str()).collect();
        let Some((last, before)) = typed.split_last() else { return Default::default() };
        let begins = |title: &Vec<String>| {
            title.len() > before.len()
                && title.iter().zip(before).all(|(word, typed)| word == typed)
                && title[before.len()].starts_with(last)
        };
        let mut titles: Vec<(u8, usize)> = Vec::new();
        for (at, song) in self.songs.iter().enumerate() {
            titles
                .extend(song.titles().filter(|title| begins(title)).map(|_| (song.popularity, at)));
        }
        titles.sort_by_key(|&(popularity, at)| (std::cmp::Reverse(popularity), at));
        let first_dropped = titles.get(MAX_BY_BEGINNING).map(|title| title.0);
        let is_open = |title: &&(u8, usize)| Some(title.0) == first_dropped;
        let open = titles.iter().filter(is_open).map(|title| title.1).collect();
        let sure = titles.iter().take(MAX_BY_BEGINNING).filter(|title| !is_open(title));
        (sure.map(|title| title.1).collect(), open)
    }

    /// Ranks the best songs and others again, letter by letter.
    fn rerank(&self, query: &PlainQuery, ranking: &mut Ranking, others: &[usize]) {
        let best = ranking.found.iter().take(MAX_RERANKED).map(|candidate| candidate.song);
        let again: BTreeSet<usize> = best.chain(others.iter().copied()).collect();
        let most = ranking.found.len() + ranking.undecided.len();
        ranking.is_unclear |= !ranking.undecided.is_empty() && most > MAX_RERANKED;
        ranking.found.retain(|candidate| !again.contains(&candidate.song));
        ranking.found.extend(self.rank(query, &again, true));
        sort(&mut ranking.found);
    }

    /// The songs whose stored embeddings are nearest to the query's.
    fn near(&self, text: &str, ranking: &mut Ranking) -> Vec<usize> {
        let vector = self.fast.vectorizer.transform(text);
        if vector.is_empty() {
            return Vec::new();
        }
        let query = Folding::fold(&vector);
        let mut near: Vec<(f32, usize)> = self
            .embeddings
            .iter()
            .enumerate()
            .map(|(at, embedding)| (embedding.squared_distance(&query), at))
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if let Some(&(first_dropped, _)) = near.get(MAX_NEAREST) {
            let last = near[MAX_NEAREST - 1].0;
            let found: BTreeSet<usize> =
                ranking.found.iter().map(|candidate| candidate.song).collect();
            if first_dropped - last < 1e-5 {
                let close = near.iter().filter(|(distance, _)| (distance - last).abs() < 1e-5);
                let open: Vec<usize> = close.map(|(_, at)| *at).collect();
                // A song that is a candidate already may be ranked again or not.
                ranking.is_unclear |= open.iter().any(|at| found.contains(at));
                ranking.undecided.extend(open);
            }
        }
        near.truncate(MAX_NEAREST);
        near.into_iter().map(|(_, at)| at).collect()
    }

    fn add_lines(
        &self,
        ranking: &mut Ranking,
        lines: &[(SongId, f32)],
        features: impl Fn(f32) -> RankingFeatures,
    ) {
        for &(song, share) in lines {
            let (song, features) = (song.index(), features(share));
            let score = self.weights.score(&features);
            if ranking.found.iter().any(|other| other.song == song && other.score >= score) {
                continue;
            }
            ranking.found.retain(|other| other.song != song);
            ranking.found.push(PlainCandidate { song, score, features, line: Some(share) });
        }
        sort(&mut ranking.found);
    }
}

/// Sums of the same numbers in another order differ by less.
const ROUNDING: f64 = 1e-4;

/// Scores and shares that differ by less are the same.
const SAME: f32 = 1e-4;

fn sort(found: &mut [PlainCandidate]) {
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.song.cmp(&b.song)));
}

impl Ranking {
    fn explained(&self) -> f32 {
        let explained = |found: &PlainCandidate| found.line.unwrap_or(found.features.explained);
        self.found.iter().map(explained).fold(0.0, f32::max)
    }

    /// What the fast ranking has otherwise, but for songs that are undecided.
    fn difference(&self, fast: &[Candidate]) -> Option<String> {
        let plain: BTreeMap<usize, &PlainCandidate> =
            self.found.iter().map(|candidate| (candidate.song, candidate)).collect();
        let fast: BTreeMap<usize, &Candidate> =
            fast.iter().map(|candidate| (candidate.song.index(), candidate)).collect();
        let all: BTreeSet<usize> = plain.keys().chain(fast.keys()).copied().collect();
        for song in all.into_iter().filter(|song| !self.undecided.contains(song)) {
            let (plain, fast) = match (plain.get(&song), fast.get(&song)) {
                (Some(plain), Some(fast)) => (plain, fast),
                (Some(plain), None) => return Some(format!("song {song} is missing: {plain:?}")),
                (None, found) => return Some(format!("song {song} is too many: {found:?}")),
            };
            let same = (plain.score - fast.score).abs() < SAME
                && plain.line.is_some() == fast.line.is_some();
            if !same {
                return Some(format!("song {song}: {plain:?} instead of {fast:?}"));
            }
        }
        None
    }
}

/// A vectorizer of trigrams that is fitted to these documents.
fn vectorizer(documents: &[String]) -> TfIdf {
    let analyzer = Analyzer::CharGrams { size: 3 };
    let mut frequencies = BTreeMap::new();
    for document in documents {
        let mut terms = BTreeSet::new();
        analyzer.for_each_term(document, |term| terms.extend([term.to_owned()]));
        terms.into_iter().for_each(|term| *frequencies.entry(term).or_default() += 1);
    }
    let count = u32::try_from(documents.len()).expect("few documents");
    TfIdf::new(analyzer, frequencies.into_iter().collect(), count)
}

/// Whether a query has so many tokens that known ones are taken as typed.
fn is_long(tokens: usize) -> bool {
    tokens > LONG_QUERY
}
