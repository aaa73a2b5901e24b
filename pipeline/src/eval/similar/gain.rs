use super::measures::{Measures, SeedHits};
use engine::numeric::{float64, whole64};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many more hits Earworm has than another method on the same seeds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Gain {
    /// The other method.
    pub over: String,
    /// In ten, by other artists than the seed's.
    pub others_at_10: Interval,
    /// In a hundred.
    pub others_at_100: Interval,
    /// In ten, of artists that occur in no playlist that models may have learned from.
    pub unseen_at_10: Interval,
    /// In a hundred.
    pub unseen_at_100: Interval,
}

/// A mean and its 95% interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Interval {
    /// The mean over seeds.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// Samples of playlists that an interval is taken from.
const SAMPLES: usize = 2000;

impl Gain {
    /// What the first of the methods gains over each of the others.
    pub(super) fn all(methods: &[Measures]) -> Vec<Self> {
        let Some((first, others)) = methods.split_first() else { return Vec::new() };
        others.iter().map(|other| Self::over(first, other)).collect()
    }

    fn over(first: &Measures, other: &Measures) -> Self {
        let of = |hits: fn(&SeedHits) -> Option<f64>| {
            let pairs = first.seeds.iter().zip(&other.seeds);
            let gains: Vec<(usize, f64)> = pairs
                .filter_map(|(own, other)| Some((own.playlist, hits(own)? - hits(other)?)))
                .collect();
            Interval::of(&gains)
        };
        Self {
            over: other.method.clone(),
            others_at_10: of(|seed| Some(seed.others[0])),
            others_at_100: of(|seed| Some(seed.others[1])),
            unseen_at_10: of(|seed| Some(seed.unseen?[0])),
            unseen_at_100: of(|seed| Some(seed.unseen?[1])),
        }
    }
}

impl Interval {
    /// The mean of values over seeds; its interval is a percentile bootstrap (Efron, 1979) over playlists,
    /// because seeds of one playlist are alike.
    ///
    /// Values are pairs of playlist and value.
    fn of(values: &[(usize, f64)]) -> Self {
        let mut by_playlist: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (playlist, value) in values {
            let (sum, count) = by_playlist.entry(*playlist).or_default();
            *sum += value;
            *count += 1.0;
        }
        let playlists: Vec<(f64, f64)> = by_playlist.into_values().collect();
        if playlists.is_empty() {
            return Self::default();
        }
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let mut sample =
            || mean((0..playlists.len()).map(|_| playlists[rng.random_range(0..playlists.len())]));
        let mut means: Vec<f64> = (0..SAMPLES).map(|_| sample()).collect();
        means.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| means[whole64(share * float64(SAMPLES - 1)) as usize];
        Self { mean: mean(playlists.iter().copied()), low: at(0.025), high: at(0.975) }
    }
}

/// The mean over the seeds of playlists, of each of which the sum and number are given.
fn mean(playlists: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, count) = playlists.fold((0.0, 0.0), |all, own| (all.0 + own.0, all.1 + own.1));
    sum / count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[(usize, f64)], mean: f64, width: std::ops::Range<f64>) {
        let interval = Interval::of(values);
        assert!((interval.mean - mean).abs() < 1e-9, "{interval:?}");
        assert!(interval.low <= mean && mean <= interval.high, "{interval:?}");
        assert!(width.contains(&(interval.high - interval.low)), "{interval:?}");
        assert_eq!(interval, Interval::of(values), "the same samples each time");
    }

    #[test]
    fn few_playlists_make_wide_intervals() {
        let alternating = |playlists: usize| -> Vec<(usize, f64)> {
            (0..400).map(|seed| (seed % playlists, float64(seed % playlists % 2))).collect()
        };
        check(&alternating(400), 0.5, 0.08..0.12);
        check(&alternating(40), 0.5, 0.25..0.37);
        check(&[(3, 1.0), (3, 2.0)], 1.5, 0.0..1e-9);
        assert_eq!(Interval::of(&[]), Interval::default());
    }
}
