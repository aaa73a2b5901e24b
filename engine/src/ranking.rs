//! How well a query and a song fit, and what each part of it counts in the song's score.

use serde::{Deserialize, Serialize};

/// The weight of each ranking feature in the score. None is negative: a song that matches one more word of a
/// query never scores lower.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RankingFeatures", into = "RankingFeatures")]
pub struct RankingWeights(RankingFeatures);

/// How well a query and a song fit. Shares and popularity are from 0 to 1, flags 0 or 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RankingFeatures {
    /// The share of the query that the song explains, by the weight of its tokens.
    pub explained: f32,
    /// The share of the query that its title explains.
    pub in_title: f32,
    /// The share of the title that was typed, by idf.
    pub title: f32,
    /// The share of its best matching artist that was typed, by idf.
    pub artist: f32,
    /// The share of neighbouring tokens that are neighbours in the song too.
    pub order: f32,
    /// Whether the query begins with the whole title, spelt exactly.
    pub exact_title: f32,
    /// Whether the query is an artist's name, spelt exactly.
    pub only_artist: f32,
    /// Whether the song has every word of the query, spelt exactly.
    pub verbatim: f32,
    /// How well known the song is.
    pub popularity: f32,
    /// The share of the query that a line of its lyrics has. A song that is found by its lyrics has no other feature.
    pub line: f32,
    /// The share of the query's sounds that a line of its lyrics has.
    pub heard: f32,
}

impl RankingWeights {
    /// Set by hand on the tuning half. What a catalogue learns is drawn towards them, and compared with them.
    pub const PRESET: Self = Self(RankingFeatures {
        explained: 0.70,
        in_title: 0.02,
        title: 0.10,
        artist: 0.05,
        order: 0.05,
        exact_title: 0.03,
        only_artist: 0.05,
        verbatim: 0.03,
        popularity: 0.05,
        // Less than a title with its artist.
        line: 0.88,
        // Too much sounds like something else.
        heard: 0.63,
    });

    /// None if a weight is negative or not finite, or if none of title and artist counts.
    pub fn new(weights: RankingFeatures) -> Option<Self> {
        let valid = |weight: &f32| weight.is_finite() && *weight >= 0.0;
        let weights = Self(weights);
        let all_valid = weights.0.numbers().iter().all(valid);
        (all_valid && weights.max_score() > 0.0).then_some(weights)
    }

    /// The weights, by feature.
    pub fn by_feature(self) -> RankingFeatures {
        self.0
    }

    /// The score of a song, from 0. That of one that is found by title and artist is at most
    /// [`RankingWeights::max_score`]; a line of lyrics may score more.
    pub fn score(&self, features: &RankingFeatures) -> f32 {
        let parts = self.0.numbers().into_iter().zip(features.numbers());
        parts.map(|(weight, feature)| weight * feature).sum()
    }

    /// The greatest score of a song that is found by title and artist. A query that is only an artist's name has nothing
    /// of a title.
    pub fn max_score(&self) -> f32 {
        let RankingFeatures { in_title, title, exact_title, only_artist, line, heard, .. } = self.0;
        let by_title = in_title + title + exact_title;
        let all: f32 = self.0.numbers().iter().sum();
        all - by_title.min(only_artist) - line - heard
    }

    /// The same ranking, with the greatest score of the preset, for which the preset confidence was set.
    #[must_use]
    pub fn scaled_to_preset(self) -> Self {
        let factor = Self::PRESET.max_score() / self.max_score();
        let scaled = self.0.numbers().map(|weight| weight * factor);
        Self::new(scaled.into()).unwrap_or_default()
    }
}

impl Default for RankingWeights {
    fn default() -> Self {
        Self::PRESET
    }
}

impl TryFrom<RankingFeatures> for RankingWeights {
    type Error = &'static str;

    fn try_from(weights: RankingFeatures) -> Result<Self, Self::Error> {
        let advice = "a weight of a ranking feature is negative or infinite, or all are 0: run `pipeline calibrate`";
        Self::new(weights).ok_or(advice)
    }
}

impl From<RankingWeights> for RankingFeatures {
    fn from(weights: RankingWeights) -> Self {
        weights.0
    }
}

/// Everything that depends on the order of the features.
macro_rules! in_order {
    ($($feature:ident),+) => {
        impl RankingFeatures {
            /// Their names, in the order of [`RankingFeatures::numbers`].
            pub const NAMES: [&str; Self::COUNT] = [$(stringify!($feature)),+];

            /// The features in one order.
            pub fn numbers(&self) -> [f32; Self::COUNT] {
                [$(self.$feature),+]
            }
        }

        impl From<[f32; Self::COUNT]> for RankingFeatures {
            fn from([$($feature),+]: [f32; Self::COUNT]) -> Self {
                Self { $($feature),+ }
            }
        }
    };
}

in_order!(
    explained,
    in_title,
    title,
    artist,
    order,
    exact_title,
    only_artist,
    verbatim,
    popularity,
    line,
    heard
);

impl RankingFeatures {
    /// The number of features.
    pub const COUNT: usize = 11;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn features() -> impl Strategy<Value = RankingFeatures> {
        prop::array::uniform11(0.0_f32..1.0).prop_map(RankingFeatures::from)
    }

    proptest! {
        #[test]
        fn weights_round_trip_and_are_scaled(weights in features()) {
            let weights = RankingWeights::new(weights).expect("none is negative");
            let json = serde_json::to_string(&weights).expect("serialises");
            prop_assert_eq!(serde_json::from_str::<RankingWeights>(&json).ok(), Some(weights));
            let scaled = weights.scaled_to_preset();
            prop_assert!((scaled.max_score() - RankingWeights::PRESET.max_score()).abs() < 1e-4);
        }

        #[test]
        fn a_greater_feature_never_lowers_the_score(
            weights in features(),
            song in features(),
            at in 0..RankingFeatures::COUNT,
        ) {
            let weights = RankingWeights::new(weights).expect("none is negative");
            let mut greater = song.numbers();
            greater[at] = 1.0;
            prop_assert!(weights.score(&greater.into()) >= weights.score(&song) - 1e-6);
        }
    }

    #[test]
    fn negative_weights_are_refused() {
        let weights = RankingFeatures { order: -0.1, ..RankingWeights::PRESET.by_feature() };
        assert_eq!(RankingWeights::new(weights), None);
        let json = serde_json::to_string(&weights).expect("serialises");
        assert!(serde_json::from_str::<RankingWeights>(&json).is_err());
    }

    #[test]
    fn names_are_in_the_order_of_the_numbers() {
        let numbers = std::array::from_fn(|at| f32::from(u8::try_from(at).expect("small")));
        let json = serde_json::to_value(RankingFeatures::from(numbers)).expect("serialises");
        let named = RankingFeatures::NAMES.map(|name| json[name].as_f64().expect("a number"));
        let same = named.iter().zip(numbers).all(|(a, b)| (a - f64::from(b)).abs() < 1e-6);
        assert!(same, "{named:?}");
    }
}
