//! The reference twin: a plain finder and recommender that compare every song, beside the fast ones, on random small
//! catalogues. [`crate::find::reference`] and [`crate::recommend::reference`] say what they share with the fast ones.
//!
//! `EARWORM_TWIN` says how many pairs of a catalogue and a query are compared, `EARWORM_SEED` from which seed.

mod catalogue;
mod queries;
mod requests;

pub(crate) use catalogue::Catalogue;
pub(crate) use requests::Question;

use crate::encode::Encoder;
use crate::error::EngineError;
use crate::find::reference::Finders;
use crate::nearest::{EMBEDDING_DIM, Embedding};
use crate::recommend::reference::Recommenders;
use crate::song::{VersionKind, parse_title, song_key};
use crate::sparse::SparseVector;
use catalog::SongEntry;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;

/// How often something was left out on purpose.
#[derive(Debug)]
pub(crate) struct Cuts<C>(BTreeMap<C, usize>);

impl<C: Ord> Cuts<C> {
    pub(crate) fn count(&mut self, cut: C) {
        *self.0.entry(cut).or_default() += 1;
    }
}

/// Folds a vector's columns into an embedding, without a model.
pub(crate) struct Folding;

impl Folding {
    pub(crate) fn fold(vector: &SparseVector) -> Embedding {
        let mut values = [0.0; EMBEDDING_DIM];
        vector.iter().for_each(|(id, weight)| values[id as usize % EMBEDDING_DIM] += weight);
        let length = values.iter().map(|value| value * value).sum::<f32>().sqrt().max(1e-6);
        Embedding::new(values.map(|value| value / length))
    }
}

impl Encoder for Folding {
    fn encode(&self, batch: &[SparseVector]) -> Result<Vec<Embedding>, EngineError> {
        Ok(batch.iter().map(Self::fold).collect())
    }
}

/// Embeddings in the twelve bits a number in which they are stored: a byte, and sixteenths of its step. Those with the
/// same bytes are one point.
#[expect(clippy::cast_possible_truncation, reason = "the numbers are from -1 to 1")]
pub(crate) fn plainly_stored(embeddings: &[Embedding]) -> Vec<Embedding> {
    let mut points: BTreeMap<Vec<i32>, Embedding> = BTreeMap::new();
    let stored = embeddings.iter().map(|embedding| {
        let bytes = embedding.as_slice().iter().map(|value| (value * 127.0).round() as i32);
        let bytes: Vec<i32> = bytes.collect();
        let exact = || {
            let pairs = embedding.as_slice().iter().zip(&bytes);
            let numbers: Vec<f32> = pairs
                .map(|(value, byte)| {
                    let rounded = (f64::from(*byte) / 127.0) as f32;
                    let sixteenths = ((value - rounded) * 127.0 * 16.0).round().clamp(-8.0, 7.0);
                    rounded + sixteenths / (127.0 * 16.0)
                })
                .collect();
            Embedding::from_slice(&numbers).expect("as wide as it was")
        };
        *points.entry(bytes.clone()).or_insert_with(exact)
    });
    stored.collect()
}

/// The rows of each song, in the order of their first tracks; the one that stands for it comes first, then the others in
/// order.
pub(crate) fn grouped(tracks: &[SongEntry]) -> Vec<Vec<usize>> {
    let mut songs: Vec<(String, Vec<usize>)> = Vec::new();
    for (row, track) in tracks.iter().enumerate() {
        let key = song_key(&track.name, &track.artists);
        match songs.iter_mut().find(|(known, _)| *known == key) {
            Some((_, rows)) => rows.push(row),
            None => songs.push((key, vec![row])),
        }
    }
    let first = |mut rows: Vec<usize>| {
        let rank = |row: &usize| {
            let kind = parse_title(&tracks[*row].name).kind;
            let special = if kind <= VersionKind::Remaster { VersionKind::Original } else { kind };
            (special, Reverse(tracks[*row].popularity), *row)
        };
        let best = rows.iter().copied().min_by_key(rank).expect("a song has tracks");
        rows.sort_by_key(|row| (*row != best, *row));
        rows
    };
    songs.into_iter().map(|(_, rows)| first(rows)).collect()
}

fn setting<T: FromStr>(name: &str, default: T) -> T {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Pairs of one catalogue.
const QUERIES: usize = 50;

/// Compares so many pairs of random catalogues, each with a seed of its own, and random questions; prints how often
/// something was left out on purpose.
fn compare<T, Q: Debug, C: Ord + Debug>(
    test: &str,
    twins: impl Fn(&Catalogue) -> T,
    question: impl Fn(&Catalogue, &mut ChaCha8Rng) -> Q,
    check: impl Fn(&T, &Q, &mut Cuts<C>) -> Result<(), String>,
) {
    let (first, pairs): (u64, usize) = (setting("EARWORM_SEED", 1), setting("EARWORM_TWIN", 1000));
    let mut cuts = Cuts(BTreeMap::new());
    let mut differences = Vec::new();
    for seed in (first..).take(pairs.div_ceil(QUERIES)) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let catalogue = Catalogue::random(&mut rng);
        let pair = twins(&catalogue);
        for _ in 0..QUERIES.min(pairs) {
            let question = question(&catalogue, &mut rng);
            let checked = catch_unwind(AssertUnwindSafe(|| check(&pair, &question, &mut cuts)));
            let checked = checked.unwrap_or_else(|_| Err("a panic".into()));
            differences.extend(checked.err().map(|said| {
                format!(
                    "EARWORM_SEED={seed} EARWORM_TWIN={QUERIES} cargo test -p engine --lib {test}: \
                     {question:?}: {said}"
                )
            }));
        }
    }
    println!("{test}: {pairs} pairs; left out on purpose: {cuts:?}");
    let shown = differences.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} differences:\n{shown}", differences.len());
}

#[test]
fn finding_finds_what_its_twin_finds() {
    let romanise = |text: &str| text.replace('я', "ya").replace("мо", "mo");
    compare(
        "finding_finds_what_its_twin_finds",
        |catalogue| Finders::new(catalogue, &romanise),
        queries::query,
        |finders, query, cuts| finders.check(query, cuts),
    );
}

#[test]
fn recommending_recommends_what_its_twin_recommends() {
    compare(
        "recommending_recommends_what_its_twin_recommends",
        Recommenders::new,
        requests::question,
        Recommenders::check,
    );
}
