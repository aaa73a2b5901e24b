use super::SimilarEvaluation;
use super::gain::{Gain, Interval};
use super::measures::{Group, Measures};
use super::survey::Latency;
use crate::playlists::Split;
use std::collections::BTreeMap;
use std::fmt;

impl fmt::Display for SimilarEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let purpose = match self.split {
            Split::Learn => "learned from: not for reporting",
            Split::Tune => "for tuning",
            Split::Report => "for reporting",
        };
        writeln!(
            f,
            "{} tracks, {} songs; {} playlists {purpose}, {} of their songs as seeds\n",
            self.tracks, self.songs, self.playlists, self.seeds
        )?;
        self.write_hits(f)?;
        self.write_unseen(f)?;
        self.write_gains(f)?;
        self.write_lists(f)?;
        let groups = |measures: &Measures| measures.by_decade.clone();
        self.write_groups(f, "decade", groups)?;
        self.write_groups(f, "genre", |measures| measures.by_genre.clone())?;
        self.write_surveys(f)?;
        self.latency.iter().try_for_each(|latency| write_latency(f, latency))?;
        writeln!(f, "recall@10 of the index {:.4}", self.index_recall_at_10)
    }
}

impl SimilarEvaluation {
    fn measures(&self, method: &str) -> Option<&Measures> {
        self.methods.iter().find(|measures| measures.method == method)
    }

    fn write_hits(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "hits: recommended songs that are in the playlist, ± standard error clustered by playlist"
        )?;
        writeln!(
            f,
            "{:<26} {:>13} {:>13} {:>6} | other artists {:>7} {:>13} {:>6} {:>8} {:>8}",
            "", "in 10", "in 100", "nDCG", "in 10", "in 100", "nDCG", "/random", "/popular"
        )?;
        let popular = self.measures("popularity").map_or(0.0, |m| m.other_artists.at_10);
        for Measures { method, all, other_artists: others, .. } in &self.methods {
            writeln!(
                f,
                "{method:<26} {:>6.3} ±{:.3}  {:>6.2} ±{:.2}  {:>6.4} | {:>13.3} ±{:.3} {:>6.2} ±{:.2}  {:>6.4} {:>8.0} {:>8.1}",
                all.at_10,
                all.at_10_error,
                all.at_100,
                all.at_100_error,
                all.ndcg,
                others.at_10,
                others.at_10_error,
                others.at_100,
                others.at_100_error,
                others.ndcg,
                ratio(others.at_10, self.random_hits_at_10_other_artists),
                ratio(others.at_10, popular),
            )?;
        }
        writeln!(
            f,
            "{:<26} {:>6.4} {:>34} {:>13.4}",
            "random (expected)", self.random_hits_at_10, "|", self.random_hits_at_10_other_artists
        )?;
        let Some(earworm) = self.measures("earworm") else { return Ok(()) };
        for baseline in ["features and genres", "spotifinder"] {
            if let Some(other) = self.measures(baseline) {
                writeln!(
                    f,
                    "earworm has {:.2} times the hits in 10 of {baseline} (other artists) and {:.2} times those in 100",
                    ratio(earworm.other_artists.at_10, other.other_artists.at_10),
                    ratio(earworm.other_artists.at_100, other.other_artists.at_100),
                )?;
            }
        }
        writeln!(f)
    }

    /// Hits among artists that no learning playlist has.
    fn write_unseen(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seeds = self.methods.first().map_or(0, |measures| measures.unseen_artists.seeds);
        writeln!(f, "artists that occur in no playlist for learning, {seeds} seeds")?;
        writeln!(f, "{:<26} {:>13} {:>13} {:>6}", "", "in 10", "in 100", "nDCG")?;
        for Measures { method, unseen_artists: hits, .. } in &self.methods {
            writeln!(
                f,
                "{method:<26} {:>6.3} ±{:.3}  {:>6.2} ±{:.2}  {:>6.4}",
                hits.at_10, hits.at_10_error, hits.at_100, hits.at_100_error, hits.ndcg
            )?;
        }
        writeln!(f)
    }

    fn write_gains(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let interval = |Interval { mean, low, high }: Interval| {
            format!("{mean:>+7.3} [{low:>+6.3}, {high:>+6.3}]")
        };
        writeln!(f, "hits that earworm has more, 95% interval by bootstrap over playlists")?;
        let columns = ["others, in 10", "others, in 100", "unseen, in 10", "unseen, in 100"];
        writeln!(f, "{:<26} {}", "than", columns.map(|name| format!("{name:>24}")).join(" "))?;
        for gain in &self.gains {
            let Gain { over, others_at_10, others_at_100, unseen_at_10, unseen_at_100 } = gain;
            let gains = [others_at_10, others_at_100, unseen_at_10, unseen_at_100];
            writeln!(f, "{over:<26} {}", gains.map(|gain| interval(*gain)).join(" "))?;
        }
        writeln!(f)
    }

    fn write_lists(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<26} {:>14} {:>16} {:>10} {:>17}",
            "lists of ten", "distinct songs", "distinct artists", "same song", "popularity drift"
        )?;
        for measures in &self.methods {
            writeln!(
                f,
                "{:<26} {:>14.2} {:>16.2} {:>9.1}% {:>+17.1}",
                measures.method,
                measures.distinct_songs,
                measures.distinct_artists,
                100.0 * measures.same_song,
                measures.popularity_drift
            )?;
        }
        writeln!(f)
    }

    fn write_groups(
        &self,
        f: &mut fmt::Formatter<'_>,
        name: &str,
        groups: impl Fn(&Measures) -> BTreeMap<String, Group>,
    ) -> fmt::Result {
        let shown = ["earworm", "spotifinder", "features and genres"];
        let columns: Vec<(&str, BTreeMap<String, Group>)> = shown
            .iter()
            .filter_map(|method| Some((*method, groups(self.measures(method)?))))
            .collect();
        let Some((_, first)) = columns.first() else { return Ok(()) };
        write!(f, "{:<18} {:>6}", format!("hits in 10, by {name}"), "seeds")?;
        columns.iter().try_for_each(|(method, _)| write!(f, " {method:>20}"))?;
        writeln!(f)?;
        for (group, Group { seeds, .. }) in first {
            write!(f, "  {group:<19} {seeds:>6}")?;
            for (_, groups) in &columns {
                let hits = groups.get(group).map_or(0.0, |group| group.hits_at_10);
                write!(f, " {hits:>20.3}")?;
            }
            writeln!(f)?;
        }
        writeln!(f)
    }

    fn write_surveys(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for survey in &self.surveys {
            writeln!(
                f,
                "{}, every song as a seed: N10 skewness {:.2}, maximum {} ({}); coverage {:.1}%; \
                 shortest list {}; {} lists with repeats",
                survey.method,
                survey.n10_skewness,
                survey.n10_most,
                survey.hub,
                100.0 * survey.coverage,
                survey.shortest,
                survey.repeating
            )?;
        }
        Ok(())
    }
}

fn write_latency(f: &mut fmt::Formatter<'_>, latency: &Latency) -> fmt::Result {
    let Latency { request, requests, p50_ms, p99_ms, max_ms, mean_cpu_ms } = latency;
    write!(
        f,
        "{request:<30} p50 {p50_ms:.2} ms, p99 {p99_ms:.2} ms, max {max_ms:.2} ms, one thread, \
         {requests} requests"
    )?;
    match mean_cpu_ms {
        Some(mean) => writeln!(f, "; mean CPU time {mean:.2} ms"),
        None => writeln!(f),
    }
}

fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { 0.0 }
}
