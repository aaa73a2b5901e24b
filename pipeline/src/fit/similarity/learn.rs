//! Learns from playlists which songs go together.

use super::weights::{FEATURES, PairFeatures, Weights};
use crate::math::adam::{Adam, RowGradient};
use crate::playlists::Playlist;
use engine::numeric::{float, index32};
use engine::recommend::{GenreVector, Profile, Similarity, profiles};
use engine::{TrackRow, TrackTable};
use indicatif::ProgressBar;
use ndarray::Array2;
use rand::rngs::ChaCha8Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;

/// Parameters of learning weights from playlists.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LearnParams {
    /// Songs drawn from playlists as seeds.
    pub seeds: usize,
    /// Songs sampled to stand for the catalogue.
    pub sample: usize,
    /// How many of the sample's most similar songs are all used as negatives.
    pub near: usize,
    /// How many negatives are drawn from the rest of the sample.
    pub far: usize,
    /// Passes over the seeds.
    pub epochs: usize,
    /// Adam's initial learning rate; it falls linearly to zero.
    pub learning_rate: f32,
    /// Seed of all sampling.
    pub seed: u64,
}

/// The most positives per seed.
const POSITIVES: usize = 60;

/// L2 regularisation.
const DECAY: f32 = 1e-4;

/// A seed: the features of its pairs with other songs of the playlist, and with songs outside it.
struct Case {
    positives: Vec<[f32; FEATURES]>,
    /// Each with the logarithm of how many songs it stands for.
    others: Vec<([f32; FEATURES], f32)>,
}

/// Learns weights that tell the songs of a playlist from all songs: a conditional logit (`McFadden`
/// 1974), the softmax over the catalogue of the weighted features.
///
/// The sum over the catalogue is estimated from a sample: the songs most similar to the seed and
/// some others, each weighted by the number of songs it stands for (Horvitz and Thompson, 1952).
/// Songs by the seed's own artists are neither positives nor negatives, so that the weights learn
/// music and not names.
pub(super) fn learn(
    table: &TrackTable,
    start: &Similarity,
    features: &PairFeatures,
    playlists: &[&Playlist],
    params: LearnParams,
    bar: &ProgressBar,
) -> Weights {
    let learner = Learner::new(table, start, features, params);
    let cases = learner.cases(playlists, bar);
    bar.set_length(bar.position() + (params.epochs * cases.len()) as u64);
    descend(&cases, params, bar)
}

impl LearnParams {
    /// About how many units of work [`learn`] counts.
    pub(super) const fn work(&self) -> usize {
        self.seeds * (1 + self.epochs)
    }
}

struct Learner<'a> {
    table: &'a TrackTable,
    start: &'a Similarity,
    features: &'a PairFeatures,
    params: LearnParams,
    rows: Vec<TrackRow>,
    songs: Vec<(Profile, GenreVector)>,
    /// The songs of each artist.
    by_artist: Vec<Vec<u32>>,
}

impl<'a> Learner<'a> {
    fn new(
        table: &'a TrackTable,
        start: &'a Similarity,
        features: &'a PairFeatures,
        params: LearnParams,
    ) -> Self {
        let songs = profiles(table, start)
            .into_iter()
            .map(|profile| {
                let genres = start.genres.sum(&profile.genres);
                (profile, genres)
            })
            .collect();
        let rows = table.representatives().to_vec();
        let mut by_artist = vec![Vec::new(); table.all_artists().len()];
        for (row, song) in rows.iter().zip(0..) {
            table.artist_ids(*row).iter().for_each(|artist| by_artist[artist.index()].push(song));
        }
        Self { table, start, features, params, rows, songs, by_artist }
    }

    fn cases(&self, playlists: &[&Playlist], bar: &ProgressBar) -> Vec<Case> {
        let mut rng = ChaCha8Rng::seed_from_u64(self.params.seed);
        let lists: Vec<Vec<u32>> = playlists.iter().map(|list| self.distinct_songs(list)).collect();
        let mut seeds: Vec<(u32, &Vec<u32>)> =
            lists.iter().flat_map(|list| list.iter().map(move |song| (*song, list))).collect();
        seeds.shuffle(&mut rng);
        seeds.truncate(self.params.seeds);
        let all: Vec<u32> = (0..index32(self.rows.len())).collect();
        let mut sample: Vec<u32> = all.sample(&mut rng, self.params.sample).copied().collect();
        // In the order in which they lie in memory.
        sample.sort_unstable();
        let cases: Vec<Option<Case>> = seeds
            .par_iter()
            .enumerate()
            .map(|(number, (song, list))| {
                let mut rng = ChaCha8Rng::seed_from_u64(self.params.seed);
                rng.set_stream(number as u64 + 1);
                bar.inc(1);
                self.case(*song, list, &sample, &mut rng)
            })
            .collect();
        cases.into_iter().flatten().collect()
    }

    fn distinct_songs(&self, list: &Playlist) -> Vec<u32> {
        let mut songs: Vec<u32> =
            list.tracks.iter().filter_map(|&row| Some(self.table.song(TrackRow(row))?.0)).collect();
        songs.sort_unstable();
        songs.dedup();
        songs
    }

    fn case(&self, seed: u32, list: &[u32], sample: &[u32], rng: &mut ChaCha8Rng) -> Option<Case> {
        let own = self.by_same_artists(seed);
        let is_other = |song: &&u32| own.binary_search(song).is_err();
        let positives: Vec<u32> = list.iter().filter(is_other).copied().collect();
        if positives.is_empty() {
            return None;
        }
        let mut others: Vec<(f32, u32)> = sample
            .iter()
            .filter(|song| list.binary_search(song).is_err())
            .filter(is_other)
            .map(|&song| (self.score(seed, song), song))
            .collect();
        let near = self.params.near.min(others.len());
        if near < others.len() {
            others.select_nth_unstable_by(near, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            // Selecting leaves them in an order of its own, from which the seed would not draw the same.
            others[near..].sort_unstable_by_key(|(_, song)| *song);
        }
        let catalogue = float(self.rows.len());
        let each = (catalogue / float(sample.len().max(1))).ln();
        let (near, far) = others.split_at(near);
        let drawn = self.params.far.min(far.len());
        let each_far = each + (float(far.len()) / float(drawn.max(1))).ln();
        let features = |song: u32| self.pair(seed, song);
        let near = near.iter().map(|(_, song)| (features(*song), each));
        let far = (0..drawn).map(|_| (features(far[rng.random_range(0..far.len())].1), each_far));
        let others: Vec<_> = near.chain(far).collect();
        let positives = positives.sample(rng, POSITIVES).map(|song| features(*song)).collect();
        (!others.is_empty()).then_some(Case { positives, others })
    }

    /// The songs that share an artist with one, and itself.
    fn by_same_artists(&self, song: u32) -> Vec<u32> {
        let artists = self.table.artist_ids(self.rows[song as usize]).iter();
        let mut songs: Vec<u32> =
            artists.flat_map(|artist| &self.by_artist[artist.index()]).copied().collect();
        songs.push(song);
        songs.sort_unstable();
        songs.dedup();
        songs
    }

    fn pair(&self, a: u32, b: u32) -> [f32; FEATURES] {
        let song = |song: u32| {
            let (profile, genres) = &self.songs[song as usize];
            (profile, genres)
        };
        self.features.of(song(a), song(b))
    }

    fn score(&self, a: u32, b: u32) -> f32 {
        score(self.start, &self.songs[a as usize], &self.songs[b as usize])
    }
}

/// The similarity of two songs, given the sums of their genre vectors.
pub fn score(
    similarity: &Similarity,
    (a, a_genres): &(Profile, GenreVector),
    (b, b_genres): &(Profile, GenreVector),
) -> f32 {
    let numbers = similarity.numbers.iter().zip(a.ranks.iter().zip(&b.ranks));
    let counting = numbers.filter(|(number, _)| number.most() > 0.0);
    let numbers: f32 = counting.map(|(number, (a, b))| number.part(*a, *b)).sum();
    numbers
        + similarity.genres.part(a_genres, b_genres)
        + similarity.languages.part(a.language, b.language)
}

/// Stochastic gradient descent over the cases; weights never fall below zero.
fn descend(cases: &[Case], params: LearnParams, bar: &ProgressBar) -> Weights {
    let prior = Weights::prior().0;
    let mut weights = Array2::from_shape_fn((1, FEATURES), |(_, feature)| prior[feature]);
    let mut adam = Adam::new(&weights);
    let mut rng = ChaCha8Rng::seed_from_u64(params.seed);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let steps = params.epochs * cases.len();
    for epoch in 0..params.epochs {
        order.shuffle(&mut rng);
        for (number, &case) in order.iter().enumerate() {
            let done = float(epoch * cases.len() + number) / float(steps);
            let slopes = gradient(&cases[case], weights.as_slice().unwrap_or_default());
            let slopes =
                Array2::from_shape_fn((1, FEATURES), |at| slopes[at.1] + DECAY * weights[at]);
            let rate = params.learning_rate * (1.0 - done);
            adam.step(&mut weights, &RowGradient::dense(slopes), rate);
            weights.mapv_inplace(|weight| weight.max(0.0));
            bar.inc(1);
        }
    }
    Weights(weights.into_raw_vec_and_offset().0)
}

/// The gradient of `-ln(exp(s) / (exp(s) + Σ exp(s')))`, averaged over the positives.
fn gradient(case: &Case, weights: &[f32]) -> [f32; FEATURES] {
    let scored = |features: &[f32; FEATURES]| engine::recommend::dot(features, weights);
    let positives: Vec<f32> = case.positives.iter().map(scored).collect();
    let others: Vec<f32> =
        case.others.iter().map(|(features, log)| scored(features) + log).collect();
    let most = positives.iter().chain(&others).fold(f32::MIN, |most, score| most.max(*score));
    let others: Vec<f32> = others.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = others.iter().sum();
    let mut gradient = [0.0; FEATURES];
    let count = float(positives.len());
    let mut add = |features: &[f32; FEATURES], times: f32| {
        gradient.iter_mut().zip(features).for_each(|(slope, feature)| *slope += times * feature);
    };
    let mut shares = 0.0;
    for (features, score) in case.positives.iter().zip(&positives) {
        let own = (score - most).exp();
        add(features, (own / (own + sum) - 1.0) / count);
        shares += 1.0 / ((own + sum) * count);
    }
    for ((features, _), share) in case.others.iter().zip(&others) {
        add(features, share * shares);
    }
    gradient
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(place: usize, value: f32) -> [f32; FEATURES] {
        let mut features = [0.0; FEATURES];
        features[place] = value;
        features
    }

    #[test]
    fn features_that_distinguish_a_playlist_gain_weight() {
        let case = Case {
            positives: vec![features(0, 1.0), features(0, 0.9)],
            others: vec![(features(0, 0.1), 2.0), (features(1, 1.0), 2.0)],
        };
        let params = LearnParams {
            seeds: 1,
            sample: 1,
            near: 1,
            far: 1,
            epochs: 400,
            learning_rate: 0.05,
            seed: 1,
        };
        let weights = descend(&[case], params, &ProgressBar::hidden()).0;
        assert!(weights[0] > 5.0 && weights[1] < Weights::prior().0[1], "{weights:?}");
        assert!(weights.iter().all(|weight| *weight >= 0.0));
    }

    #[test]
    fn the_gradient_equals_finite_differences() {
        let case = Case {
            positives: vec![features(0, 1.0), features(2, 0.5)],
            others: vec![(features(1, 1.0), 1.0), (features(2, 0.2), 0.0)],
        };
        let loss = |weights: &[f32]| {
            let score = |f: &[f32; FEATURES]| engine::recommend::dot(f, weights);
            let sum: f32 = case.others.iter().map(|(f, log)| (score(f) + log).exp()).sum();
            let each = case.positives.iter().map(|f| {
                let own = score(f).exp();
                -(own / (own + sum)).ln()
            });
            each.sum::<f32>() / 2.0
        };
        let weights = vec![0.3; FEATURES];
        let slopes = gradient(&case, &weights);
        for place in 0..3 {
            let at = |step: f32| {
                let mut moved = weights.clone();
                moved[place] += step;
                loss(&moved)
            };
            let slope = (at(0.01) - at(-0.01)) / 0.02;
            assert!((slope - slopes[place]).abs() < 1e-3, "{place}: {slope} {}", slopes[place]);
        }
    }
}
