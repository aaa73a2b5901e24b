use super::{DescribeEvaluation, Row, SoundRow};
use std::fmt;

impl fmt::Display for DescribeEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tracks, descriptions, .. } = self;
        writeln!(f, "{descriptions} descriptions of songs among {tracks} tracks\n")?;
        writeln!(
            f,
            "{:<30} {:<20} {:>6} {:>8} {:>8} {:>8} {:>8}",
            "method", "descriptions", "count", "first", "10", "100", "MRR"
        )?;
        self.rows.iter().try_for_each(|row| row.fmt(f))?;
        writeln!(f, "\nweights learned on all:")?;
        for (part, weight) in &self.weights {
            writeln!(f, "{part:<30} {weight:>8.2}")?;
        }
        writeln!(f, "\nhow songs sound whose descriptions say so, in standard deviations:")?;
        self.sounds.iter().try_for_each(|row| row.fmt(f))?;
        let [described, titled] = self.taken_for_descriptions;
        writeln!(f, "\ntaken for descriptions: {described:.3} of these, {titled:.6} of titles")?;
        writeln!(f, "microseconds for long descriptions, p50 p95 p99: {}", self.latency)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, kind, count, success: [first, ten, hundred], .. } = self;
        let mean = self.mean_reciprocal_rank;
        writeln!(
            f,
            "{method:<30} {kind:<20} {count:>6} {first:>8.3} {ten:>8.3} {hundred:>8.3} {mean:>8.3}"
        )
    }
}

impl fmt::Display for SoundRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { feature, high, count, deviation, error } = self;
        let end = if *high { "high" } else { "low" };
        writeln!(f, "{feature:<20} {end:<5} {count:>6} {deviation:>8.2} ± {error:.2}")
    }
}
