use engine::numeric::{float64, whole64};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// A proportion with its 95% confidence interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Share {
    /// 0 to 1; 0 if there are no cases.
    pub share: f64,
    /// The interval.
    pub interval: [f64; 2],
}

impl Share {
    /// The share of `count` in `of` cases, with Wilson's score interval (1927).
    pub fn new(count: usize, of: usize) -> Self {
        if of == 0 {
            return Self::default();
        }
        let (n, z) = (float64(of), 1.959_964);
        let share = float64(count) / n;
        let centre = share + z * z / (2.0 * n);
        let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        let bound = |value: f64| (value / (1.0 + z * z / n)).clamp(0.0, 1.0);
        Self { share, interval: [bound(centre - half), bound(centre + half)] }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { share, interval: [low, high] } = self;
        f.pad(&format!("{share:.3} [{low:.3}, {high:.3}]"))
    }
}

/// Percentiles of latency, in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Latency {
    /// The median.
    pub p50: f64,
    /// The 95th percentile.
    pub p95: f64,
    /// The 99th percentile.
    pub p99: f64,
}

impl Latency {
    /// The percentiles, by nearest rank.
    pub fn new(durations: impl Iterator<Item = Duration>) -> Self {
        let mut micros: Vec<f64> = durations.map(|taken| taken.as_secs_f64() * 1e6).collect();
        micros.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let rank = whole64((share * float64(micros.len())).ceil()) as usize;
            micros.get(rank.saturating_sub(1)).copied().unwrap_or_default()
        };
        Self { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
    }
}

impl fmt::Display for Latency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { p50, p95, p99 } = self;
        write!(f, "{p50:>9.0} {p95:>9.0} {p99:>9.0}")
    }
}

/// The mean; 0 of nothing.
pub(super) fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len();
    if count == 0 { 0.0 } else { values.sum::<f64>() / float64(count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_have_wilsons_interval() {
        let check = |count, of, expected| {
            assert_eq!(Share::new(count, of).to_string(), expected, "{count} of {of}");
        };
        check(0, 0, "0.000 [0.000, 0.000]");
        check(0, 10, "0.000 [0.000, 0.278]");
        check(10, 10, "1.000 [0.722, 1.000]");
        check(97, 100, "0.970 [0.915, 0.990]");
    }

    #[test]
    fn percentiles_are_observed_values() {
        let latency = Latency::new((1..=100).map(Duration::from_micros));
        let rounded = [latency.p50, latency.p95, latency.p99].map(|micros| whole64(micros.round()));
        assert_eq!(rounded, [50, 95, 99]);
        assert_eq!(Latency::new(std::iter::empty()), Latency::default());
    }

    #[test]
    fn the_mean_of_nothing_is_zero() {
        assert!((mean([1.0, 2.0].into_iter()) - 1.5).abs() < f64::EPSILON);
        assert!(mean([].into_iter()).abs() < f64::EPSILON);
    }
}
