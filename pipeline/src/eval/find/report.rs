use super::baselines::OriginalTiming;
use super::generate::Discarded;
use super::measure::{Calibration, Figures, Measurement};
use super::reliability::Reliability;
use super::statistics::Share;
use serde::Serialize;
use std::fmt;

/// The results.
#[derive(Clone, Debug, Serialize)]
pub struct FindEvaluation {
    /// The source of the hints.
    pub hints: String,
    /// Number of tracks in the catalogue.
    pub tracks: usize,
    /// Number of songs in the catalogue.
    pub songs: usize,
    /// Drafts discarded as ambiguous, by kind; none for hints from a file.
    pub discarded: Vec<Discarded>,
    /// One measurement per finder, Earworm first.
    pub finders: Vec<Measurement>,
    /// Latency of the original's method in Python, if measured.
    pub original: Option<OriginalTiming>,
}

impl fmt::Display for FindEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { hints, tracks, songs, finders, .. } = self;
        writeln!(f, "{tracks} tracks, {songs} songs; hints: {hints}; one thread")?;
        finders.iter().try_for_each(|measured| write!(f, "\n{measured}"))?;
        self.write_discarded(f)?;
        self.write_ratios(f)?;
        self.write_original(f)
    }
}

impl FindEvaluation {
    /// How many drafts fitted another song as well.
    fn write_discarded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.discarded.is_empty() {
            return Ok(());
        }
        let percent = |Discarded { kind, drafts, ambiguous }: &Discarded| {
            format!("{kind} {:.0}%", 100.0 * Share::new(*ambiguous, *drafts).share)
        };
        let kinds: Vec<String> = self.discarded.iter().map(percent).collect();
        writeln!(f, "\nhints discarded as ambiguous: {}", kinds.join(", "))
    }

    /// How many times faster the first finder is than each other one.
    fn write_ratios(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((first, others)) = self.finders.split_first() else { return Ok(()) };
        for other in others {
            let ratio = |of: fn(&Measurement) -> f64| of(other) / of(first).max(f64::MIN_POSITIVE);
            let (p50, p99) = (ratio(|m| m.overall.latency.p50), ratio(|m| m.overall.latency.p99));
            let (name, other) = (&first.finder, &other.finder);
            writeln!(f, "\n{name} is {p50:.1} times as fast as {other} (p50; p99 {p99:.1} times)")?;
        }
        Ok(())
    }
}

impl FindEvaluation {
    fn write_original(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(first), Some(original)) = (self.finders.first(), &self.original) else {
            return Ok(());
        };
        let OriginalTiming { queries, terms, weights, p50, p95, p99 } = original;
        let ratio = 1000.0 * p50 / first.overall.latency.p50.max(f64::MIN_POSITIVE);
        writeln!(
            f,
            "\nthe original's method in Python: p50 {p50:.1} ms, p95 {p95:.1} ms, p99 {p99:.1} ms \
             on {queries} hints, {terms} terms, {weights} weights\n{} is {ratio:.1} times as fast (p50)",
            first.finder
        )
    }
}

impl fmt::Display for Measurement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<20} {:>6} {:<21} {:<21} {:>5} {:>8} {:>9} {:>9} {:>9}",
            self.finder,
            "hints",
            "first",
            "top ten",
            "MRR",
            "answered",
            "p50 µs",
            "p95 µs",
            "p99 µs"
        )?;
        for row in &self.kinds {
            write_row(f, &row.kind.to_string(), &row.figures, row.kind.is_no_song())?;
        }
        write_row(f, "overall", &self.overall, false)?;
        self.write_rest(f)
    }
}

fn write_row(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    figures: &Figures,
    no_song: bool,
) -> fmt::Result {
    let Figures { hints, first, among_ten, mean_reciprocal_rank, answered, latency, .. } = figures;
    write!(f, "{name:<20} {hints:>6} ")?;
    if no_song {
        write!(f, "{:<21} {:<21} {:>5}", "", "", "")?;
    } else {
        write!(f, "{first:<21} {among_ten:<21} {mean_reciprocal_rank:>5.3}")?;
    }
    writeln!(f, " {answered:>8.3} {latency}")
}

impl Measurement {
    fn write_rest(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nothing = ["", ""];
        for (name, latency) in [("one letter", &self.one_letter), ("200 characters", &self.long)] {
            let [a, b] = nothing;
            writeln!(f, "{name:<20} {a:>6} {a:<21} {b:<21} {a:>5} {b:>8} {latency}")?;
        }
        for row in &self.kinds {
            if let Some(preferred) = row.figures.preferred {
                writeln!(f, "{}: preferred answer first {preferred}", row.kind)?;
            }
        }
        for Calibration { confidence, hints, right } in &self.calibration {
            let (name, percent) = (format!("{confidence:?}").to_lowercase(), 100.0 * hints);
            writeln!(f, "confidence {name}: {percent:.1}% of all hints, right {right}")?;
        }
        self.write_reliability(f)?;
        if let Some(share) = self.shared_titles {
            writeln!(f, "shared titles: {share:.3} of the best expected reciprocal rank")?;
        }
        let (no_song, song) = (self.abstention.no_song, self.abstention.song);
        writeln!(f, "no answer where no song is named {no_song}, where one is {song}")?;
        let Some(keystrokes) = self.keystrokes else { return Ok(()) };
        let (mean, share) = (keystrokes.mean, 100.0 * keystrokes.share_of_text);
        write!(f, "mean keystrokes until first {mean:.1}, {share:.0}% of title and artist, ")?;
        writeln!(f, "over {} songs; never first {}", keystrokes.songs, keystrokes.never_first)
    }
}

impl Measurement {
    fn write_reliability(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = None;
        for range in &self.reliability {
            let Reliability { held_out_kinds, chance, predicted, hints, right } = range;
            if table.replace(held_out_kinds) != Some(held_out_kinds) {
                let kinds = if *held_out_kinds { "held-out kinds" } else { "all kinds" };
                writeln!(f, "{:<20} {:>6} {:<21} predicted, {kinds}", "chance", "hints", "right")?;
            }
            let range = format!("{:.2} to {:.2}", chance.start, chance.end);
            writeln!(f, "{range:<20} {hints:>6} {right:<21} {predicted:.3}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::find::{Abstention, HintKind, Keystrokes, KindFigures, Latency};
    use catalog::Confidence;

    fn figures(micros: f64) -> Figures {
        Figures {
            hints: 200,
            first: Share::new(190, 200),
            among_ten: Share::new(199, 200),
            mean_reciprocal_rank: 0.9712,
            preferred: Some(Share::new(90, 100)),
            answered: 0.98,
            latency: Latency { p50: micros, p95: 2.0 * micros, p99: 3.0 * micros },
        }
    }

    fn measurement(finder: &str, micros: f64) -> Measurement {
        let kinds = [HintKind::Version, HintKind::NoSongKeys];
        Measurement {
            finder: finder.to_owned(),
            kinds: kinds.map(|kind| KindFigures { kind, figures: figures(micros) }).to_vec(),
            overall: figures(micros),
            shared_titles: Some(0.9),
            calibration: vec![Calibration {
                confidence: Confidence::Sure,
                hints: 0.8,
                right: Share::new(198, 200),
            }],
            reliability: [false, true]
                .map(|held_out_kinds| Reliability {
                    held_out_kinds,
                    chance: 0.98..0.99,
                    predicted: 0.986,
                    hints: 200,
                    right: Share::new(198, 200),
                })
                .to_vec(),
            abstention: Abstention { no_song: Share::new(95, 100), song: Share::new(2, 200) },
            keystrokes: Some(Keystrokes {
                songs: 200,
                mean: 9.87,
                share_of_text: 0.345,
                never_first: Share::new(1, 200),
            }),
            one_letter: Latency::default(),
            long: Latency::default(),
        }
    }

    #[test]
    fn the_report_has_a_table_per_finder() {
        let evaluation = FindEvaluation {
            hints: "seed tuning, 200 of each kind".to_owned(),
            tracks: 1000,
            songs: 900,
            discarded: vec![Discarded { kind: HintKind::Version, drafts: 250, ambiguous: 50 }],
            finders: vec![measurement("earworm", 500.0), measurement("tantivy", 4000.0)],
            original: Some(OriginalTiming {
                queries: 100,
                terms: 12_426,
                weights: "trained".to_owned(),
                p50: 83.0,
                p95: 90.0,
                p99: 95.0,
            }),
        };
        insta::assert_snapshot!(evaluation);
    }
}
