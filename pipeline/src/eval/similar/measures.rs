use super::cases::Case;
use super::catalogue::Songs;
use super::methods::Method;
use crate::error::PipelineError;
use engine::numeric::float64;
use indicatif::ProgressBar;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// Figures of a method.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Measures {
    /// The method.
    pub method: String,
    /// Over all songs.
    pub all: Hits,
    /// Without songs by the seed's artists, in lists and playlists alike.
    pub other_artists: Hits,
    /// The part of these hits whose artists, and the seed's, occur in no playlist that models may have
    /// learned from; over seeds with such songs in their playlist.
    pub unseen_artists: Hits,
    /// Mean number of distinct songs in ten.
    pub distinct_songs: f64,
    /// Mean number of distinct main artists in ten.
    pub distinct_artists: f64,
    /// The share of the ten that is the seed itself, 0 to 1.
    pub same_song: f64,
    /// Mean popularity of the recommendations minus that of the seed, where both are known.
    pub popularity_drift: f64,
    /// Hits in ten with other artists, by decade of the seed.
    pub by_decade: BTreeMap<String, Group>,
    /// The same by genre family of the seed.
    pub by_genre: BTreeMap<String, Group>,
    /// Hits by seed, to compare methods with.
    #[serde(skip)]
    pub(super) seeds: Vec<SeedHits>,
}

/// Hits of one seed in ten and in a hundred.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SeedHits {
    pub playlist: usize,
    pub others: [f64; 2],
    /// None if there is no such song to find.
    pub unseen: Option<[f64; 2]>,
}

/// Recommended songs that are in the playlist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Hits {
    /// Seeds counted: those with a song to find.
    pub seeds: usize,
    /// Mean hits in ten.
    pub at_10: f64,
    /// Its standard error, clustered by playlist.
    pub at_10_error: f64,
    /// Mean hits in a hundred.
    pub at_100: f64,
    /// Its standard error.
    pub at_100_error: f64,
    /// Normalised discounted cumulative gain of the hundred, 0 to 1.
    pub ndcg: f64,
}

/// A group of seeds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Group {
    /// How many.
    pub seeds: usize,
    /// Mean number of hits in ten.
    pub hits_at_10: f64,
}

/// Figures of one seed.
struct Outcome {
    all: ListHits,
    others: ListHits,
    unseen: ListHits,
    distinct_songs: usize,
    distinct_artists: usize,
    same_song: f64,
    drift: Option<f64>,
}

struct ListHits {
    at_10: usize,
    at_100: usize,
    ndcg: f64,
}

impl Measures {
    pub(super) fn of(
        method: &dyn Method,
        cases: &[Case],
        songs: &Songs<'_>,
        bar: &ProgressBar,
    ) -> Result<Self, PipelineError> {
        let outcomes: Result<Vec<Outcome>, PipelineError> = cases
            .par_iter()
            .map(|case| {
                bar.inc(1);
                Outcome::of(method, case, songs)
            })
            .collect();
        let outcomes = outcomes?;
        let mean = |value: fn(&Outcome) -> f64| mean(outcomes.iter().map(value));
        let drifts: Vec<f64> = outcomes.iter().filter_map(|outcome| outcome.drift).collect();
        Ok(Self {
            method: method.name(),
            all: Hits::of(cases, &outcomes, |_| true, |outcome| &outcome.all),
            other_artists: Hits::of(cases, &outcomes, |_| true, |outcome| &outcome.others),
            unseen_artists: Hits::of(
                cases,
                &outcomes,
                |case| !case.unseen.is_empty(),
                |outcome| &outcome.unseen,
            ),
            distinct_songs: mean(|outcome| float64(outcome.distinct_songs)),
            distinct_artists: mean(|outcome| float64(outcome.distinct_artists)),
            same_song: mean(|outcome| outcome.same_song),
            popularity_drift: self::mean(drifts.into_iter()),
            by_decade: grouped(cases, &outcomes, |seed| decade(seed, songs)),
            by_genre: grouped(cases, &outcomes, |seed| family(seed, songs).to_owned()),
            seeds: cases.iter().zip(&outcomes).map(|(case, of)| SeedHits::new(case, of)).collect(),
        })
    }
}

impl SeedHits {
    fn new(case: &Case, outcome: &Outcome) -> Self {
        let counts = |hits: &ListHits| [hits.at_10, hits.at_100].map(float64);
        let unseen = (!case.unseen.is_empty()).then(|| counts(&outcome.unseen));
        Self { playlist: case.playlist, others: counts(&outcome.others), unseen }
    }
}

impl Outcome {
    fn of(method: &dyn Method, case: &Case, songs: &Songs<'_>) -> Result<Self, PipelineError> {
        let list = method.list(case.seed, false, 100)?;
        let others = method.list(case.seed, true, 100)?;
        let ten = &list[..list.len().min(10)];
        let artists: HashSet<_> = ten.iter().map(|song| songs.main_artist(*song)).collect();
        let own = ten.iter().filter(|song| **song == case.seed).count();
        Ok(Self {
            all: ListHits::of(&list, &case.truth),
            others: ListHits::of(&others, &case.by_others),
            unseen: ListHits::of(&others, &case.unseen),
            distinct_songs: ten.iter().collect::<HashSet<_>>().len(),
            distinct_artists: artists.len(),
            same_song: float64(own) / float64(ten.len().max(1)),
            drift: drift(case.seed, ten, songs),
        })
    }
}

/// Mean popularity of a list minus that of the seed.
fn drift(seed: u32, list: &[u32], songs: &Songs<'_>) -> Option<f64> {
    let popularity = |song: u32| songs.entry(song).popularity.map(f64::from);
    let known: Vec<f64> = list.iter().filter_map(|song| popularity(*song)).collect();
    let seed = popularity(seed)?;
    (!known.is_empty()).then(|| mean(known.into_iter()) - seed)
}

impl ListHits {
    /// Hits of a list; a repeated song counts once, at its first place.
    fn of(list: &[u32], truth: &HashSet<u32>) -> Self {
        let mut seen = HashSet::new();
        let hits: Vec<usize> = list
            .iter()
            .enumerate()
            .filter(|(_, song)| truth.contains(song) && seen.insert(**song))
            .map(|(place, _)| place)
            .collect();
        let gain = |place: usize| 1.0 / (float64(place) + 2.0).log2();
        let ideal: f64 = (0..truth.len().min(100)).map(gain).sum();
        let gained: f64 = hits.iter().map(|place| gain(*place)).sum();
        Self {
            at_10: hits.iter().filter(|place| **place < 10).count(),
            at_100: hits.iter().filter(|place| **place < 100).count(),
            ndcg: if ideal > 0.0 { gained / ideal } else { 0.0 },
        }
    }
}

impl Hits {
    fn of(
        cases: &[Case],
        outcomes: &[Outcome],
        counts: fn(&Case) -> bool,
        hits: fn(&Outcome) -> &ListHits,
    ) -> Self {
        let counted: Vec<(usize, &ListHits)> = cases
            .iter()
            .zip(outcomes)
            .filter(|(case, _)| counts(case))
            .map(|(case, outcome)| (case.playlist, hits(outcome)))
            .collect();
        let of = |value: fn(&ListHits) -> f64| -> Vec<(usize, f64)> {
            counted.iter().map(|(playlist, hits)| (*playlist, value(hits))).collect()
        };
        let (at_10, at_100) = (of(|hits| float64(hits.at_10)), of(|hits| float64(hits.at_100)));
        let mean_of = |values: &[(usize, f64)]| mean(values.iter().map(|(_, value)| *value));
        Self {
            seeds: counted.len(),
            at_10: mean_of(&at_10),
            at_10_error: clustered_error(&at_10),
            at_100: mean_of(&at_100),
            at_100_error: clustered_error(&at_100),
            ndcg: mean_of(&of(|hits| hits.ndcg)),
        }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0_usize), |(sum, count), x| (sum + x, count + 1));
    if count == 0 { 0.0 } else { sum / float64(count) }
}

/// The standard error of a mean over seeds, clustered by playlist because seeds of one playlist are
/// alike (Liang and Zeger, 1986).
///
/// Values are pairs of playlist and value.
fn clustered_error(values: &[(usize, f64)]) -> f64 {
    let mean = mean(values.iter().map(|(_, value)| *value));
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    for (playlist, value) in values {
        *sums.entry(*playlist).or_default() += value - mean;
    }
    sums.values().map(|sum| sum * sum).sum::<f64>().sqrt() / float64(values.len().max(1))
}

fn grouped(
    cases: &[Case],
    outcomes: &[Outcome],
    group: impl Fn(u32) -> String,
) -> BTreeMap<String, Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (case, outcome) in cases.iter().zip(outcomes) {
        let group = groups.entry(group(case.seed)).or_default();
        group.seeds += 1;
        group.hits_at_10 += float64(outcome.others.at_10);
    }
    groups.values_mut().for_each(|group| group.hits_at_10 /= float64(group.seeds));
    groups
}

fn decade(seed: u32, songs: &Songs<'_>) -> String {
    let year = songs.entry(seed).release_date.map(catalog::ReleaseDate::year);
    year.map_or_else(|| "unknown".to_owned(), |year| format!("{}s", year / 10 * 10))
}

fn family(seed: u32, songs: &Songs<'_>) -> &'static str {
    engine::family_of(songs.entry(seed).genres.iter().map(String::as_str)).name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_song_hits_once() {
        let truth = HashSet::from([1, 2, 3]);
        let hits = ListHits::of(&[9, 1, 1, 2], &truth);
        assert_eq!((hits.at_10, hits.at_100), (2, 2));
        let best = ListHits::of(&[1, 2, 3], &truth);
        assert!((best.ndcg - 1.0).abs() < 1e-9 && hits.ndcg < best.ndcg);
        assert!(ListHits::of(&[1], &HashSet::new()).ndcg.abs() < 1e-9);
    }

    #[test]
    fn errors_are_clustered_by_playlist() {
        let apart = [(0, 0.0), (1, 0.0), (2, 2.0), (3, 2.0)];
        let together = [(0, 0.0), (0, 0.0), (1, 2.0), (1, 2.0)];
        assert!((clustered_error(&apart) - 0.5).abs() < 1e-9);
        assert!(clustered_error(&together) > 0.7);
    }
}
