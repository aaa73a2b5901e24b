//! The weights of a similarity and the pair features they apply to.

use catalog::{AudioFeature, Facet};
use engine::numeric::float;
use engine::recommend::{
    GenreVector, MAX_CUTS, NUMBERS, Profile, Scale, Similarity, UNKNOWN, dot, number_facets,
};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde::{Deserialize, Serialize};

/// A weight of a number counts up to this difference, as a share of all ranks.
pub(super) const KNOTS: [f32; 5] = [0.03, 0.1, 0.2, 0.4, 1.0];

/// The range of genre cosines over which a weight counts.
pub(super) const STRETCHES: [(f32, f32); 3] = [(0.0, 0.5), (0.5, 0.8), (0.8, 1.0)];

/// Number of weights: [`KNOTS`] per number, [`STRETCHES`], one for songs without genres and one for
/// the language.
pub(super) const FEATURES: usize = NUMBERS * KNOTS.len() + STRETCHES.len() + 2;
const GENRES: usize = NUMBERS * KNOTS.len();
const NO_GENRES: usize = GENRES + STRETCHES.len();
const LANGUAGE: usize = NO_GENRES + 1;

/// Steps in which the cosine of genres is tabulated.
const COSINES: usize = 100;

/// The learned weights, in logits; none is negative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights(pub Vec<f32>);

impl Weights {
    /// The weights for catalogues without playlists. `pipeline build` learned them from the part *learn*
    /// of 471 playlists (221) over a catalogue of 327,352 tracks, whose genres are its artists'.
    pub fn prior() -> Self {
        let mut weights = vec![0.0; FEATURES];
        for (facet, values) in PRIOR {
            let place = number_facets().iter().position(|number| *number == facet);
            let start = place.unwrap_or_default() * KNOTS.len();
            weights[start..start + KNOTS.len()].copy_from_slice(&values);
        }
        weights[GENRES..NO_GENRES].copy_from_slice(&PRIOR_GENRES);
        weights[NO_GENRES] = PRIOR_NO_GENRES;
        weights[LANGUAGE] = PRIOR_LANGUAGE;
        Self(weights)
    }

    /// The weights of a number.
    pub fn number(&self, place: usize) -> &[f32] {
        &self.0[place * KNOTS.len()..(place + 1) * KNOTS.len()]
    }

    /// The score of songs that are alike in everything.
    pub fn total(&self) -> f32 {
        let numbers: f32 = (0..NUMBERS).map(|place| most(self.number(place))).sum();
        (numbers + self.genres_most() + self.0[LANGUAGE]).max(f32::MIN_POSITIVE)
    }

    fn genres_most(&self) -> f32 {
        let stretches = self.0[GENRES..NO_GENRES].iter().zip(STRETCHES);
        stretches.map(|(weight, (from, to))| weight * (to - from)).sum()
    }

    /// The similarity with these weights, scaled to 1 for songs that are alike in everything.
    pub fn similarity(&self, blank: Similarity, features: &PairFeatures) -> Similarity {
        let scale = 1.0 / self.total();
        let mut similarity = blank;
        for (place, number) in similarity.numbers.iter_mut().enumerate() {
            let weights = self.number(place);
            let reach = f32::from(number.scale.reach());
            let part = |difference: u8| scale * number_part(weights, f32::from(difference) / reach);
            number.by_difference = (0..=number.scale.reach()).map(part).collect();
            number.unknown = scale
                * weights
                    .iter()
                    .zip(features.unknown[place])
                    .map(|(w, mean)| w * mean)
                    .sum::<f32>();
        }
        let cosine = |step: usize| scale * self.genre_part(float(step) / float(COSINES));
        similarity.genres.by_cosine = (0..=COSINES).map(cosine).collect();
        similarity.genres.unknown = scale * self.0[NO_GENRES].min(self.genres_most());
        similarity.languages.same = scale * self.0[LANGUAGE];
        similarity.languages.unknown = similarity.languages.same * features.same_language;
        similarity
    }

    fn genre_part(&self, cosine: f32) -> f32 {
        let stretches = self.0[GENRES..NO_GENRES].iter().zip(STRETCHES);
        stretches.map(|(weight, (from, to))| weight * (cosine.clamp(from, to) - from)).sum()
    }

    /// The non-zero weights by facet.
    pub fn describe(&self) -> String {
        let numbers = number_facets()
            .into_iter()
            .enumerate()
            .map(|(place, facet)| (facet.name(), self.number(place).to_vec()));
        let others = [
            ("genres", self.0[GENRES..NO_GENRES].to_vec()),
            ("no_genres", vec![self.0[NO_GENRES]]),
            ("language", vec![self.0[LANGUAGE]]),
        ];
        let counting =
            numbers.chain(others).filter(|(_, weights)| weights.iter().any(|w| *w > 0.0));
        counting
            .map(|(name, weights)| format!("{name} {weights:.2?}"))
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// What equal values of a number add to the score.
fn most(weights: &[f32]) -> f32 {
    weights.iter().zip(KNOTS).map(|(weight, knot)| weight * knot).sum()
}

/// What values add that differ by a share of all ranks.
fn number_part(weights: &[f32], difference: f32) -> f32 {
    let left = |knot: f32| (knot - difference).max(0.0);
    weights.iter().zip(KNOTS).map(|(weight, knot)| weight * left(knot)).sum()
}

/// Computes the features of pairs of songs. None is negative; a score is their weighted sum.
#[derive(Clone, Debug)]
pub struct PairFeatures {
    fifths: [bool; NUMBERS],
    /// The mean of each feature of a number over random pairs: stands in for unknown values.
    unknown: [[f32; KNOTS.len()]; NUMBERS],
    same_language: f32,
}

/// Random pairs over which means are taken.
const PAIRS: usize = 20_000;

impl PairFeatures {
    /// Features in which unknown values count as those of a random pair of `profiles`.
    pub fn new(similarity: &Similarity, profiles: &[Profile], seed: u64) -> Self {
        let fifths = std::array::from_fn(|place| similarity.numbers[place].scale == Scale::Fifths);
        let mut features =
            Self { fifths, unknown: [[0.0; KNOTS.len()]; NUMBERS], same_language: 0.0 };
        if profiles.is_empty() {
            return features;
        }
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut draw = || &profiles[rng.random_range(0..profiles.len())];
        let pairs: Vec<(&Profile, &Profile)> = (0..PAIRS).map(|_| (draw(), draw())).collect();
        for place in 0..NUMBERS {
            features.unknown[place] = features.mean(place, &pairs);
        }
        features.same_language = share_of_same_language(&pairs);
        features
    }

    fn mean(&self, place: usize, pairs: &[(&Profile, &Profile)]) -> [f32; KNOTS.len()] {
        let known: Vec<f32> = pairs
            .iter()
            .filter_map(|(a, b)| self.difference(place, a.ranks[place], b.ranks[place]))
            .collect();
        let count = float(known.len().max(1));
        KNOTS.map(|knot| known.iter().map(|d| (knot - d).max(0.0)).sum::<f32>() / count)
    }

    /// The difference of two ranks as a share of all, if both are known.
    fn difference(&self, place: usize, a: u8, b: u8) -> Option<f32> {
        if a == UNKNOWN || b == UNKNOWN {
            return None;
        }
        let difference = a.abs_diff(b);
        Some(if self.fifths[place] {
            f32::from(difference.min(12_u8.saturating_sub(difference))) / 6.0
        } else {
            f32::from(difference) / float(MAX_CUTS)
        })
    }

    /// The features of two songs.
    pub fn of(
        &self,
        (a, a_genres): (&Profile, &GenreVector),
        (b, b_genres): (&Profile, &GenreVector),
    ) -> [f32; FEATURES] {
        let mut features = [0.0; FEATURES];
        for place in 0..NUMBERS {
            let values = match self.difference(place, a.ranks[place], b.ranks[place]) {
                Some(difference) => KNOTS.map(|knot| (knot - difference).max(0.0)),
                None => self.unknown[place],
            };
            features[place * KNOTS.len()..(place + 1) * KNOTS.len()].copy_from_slice(&values);
        }
        if a.genres.is_empty() || b.genres.is_empty() {
            features[NO_GENRES] = 1.0;
        } else {
            let cosine = dot(a_genres, b_genres);
            for (value, (from, to)) in features[GENRES..NO_GENRES].iter_mut().zip(STRETCHES) {
                *value = cosine.clamp(from, to) - from;
            }
        }
        features[LANGUAGE] = match (a.language, b.language) {
            (UNKNOWN, _) | (_, UNKNOWN) => self.same_language,
            (a, b) => f32::from(u8::from(a == b)),
        };
        features
    }
}

fn share_of_same_language(pairs: &[(&Profile, &Profile)]) -> f32 {
    let known = pairs.iter().filter(|(a, b)| a.language != UNKNOWN && b.language != UNKNOWN);
    let same = known.clone().filter(|(a, b)| a.language == b.language).count();
    float(same) / float(known.count().max(1))
}

const PRIOR: [(Facet, [f32; KNOTS.len()]); 12] = [
    (Facet::Year, [6.5, 5.4, 2.6, 0.1, 5.9]),
    (Facet::Popularity, [1.0, 2.9, 1.9, 1.9, 0.0]),
    (Facet::Duration, [0.0, 0.0, 0.0, 0.0, 1.1]),
    (Facet::Audio(AudioFeature::Danceability), [0.0, 0.0, 0.0, 0.0, 1.3]),
    (Facet::Audio(AudioFeature::Energy), [0.0, 0.0, 0.0, 0.0, 1.0]),
    (Facet::Audio(AudioFeature::Loudness), [0.0, 0.0, 0.0, 0.0, 0.8]),
    (Facet::Audio(AudioFeature::Speechiness), [0.0, 0.0, 0.0, 0.0, 0.9]),
    (Facet::Audio(AudioFeature::Acousticness), [0.0, 0.0, 0.0, 0.0, 1.3]),
    (Facet::Audio(AudioFeature::Instrumentalness), [0.0, 0.0, 0.0, 0.0, 1.4]),
    (Facet::Audio(AudioFeature::Liveness), [0.2, 0.2, 0.1, 0.0, 0.0]),
    (Facet::Audio(AudioFeature::Valence), [0.0, 0.0, 0.0, 0.0, 0.6]),
    (Facet::Audio(AudioFeature::Tempo), [1.0, 2.9, 2.5, 0.0, 0.0]),
];
const PRIOR_GENRES: [f32; STRETCHES.len()] = [6.0, 3.0, 8.3];
const PRIOR_NO_GENRES: f32 = 2.7;
const PRIOR_LANGUAGE: f32 = 1.1;
