use super::catalogue::Songs;
use super::methods::Method;
use crate::error::PipelineError;
use catalog::{Bounds, Facet, Filter, RecommendationRequest, ReleaseDate, ResultCount, SongEntry};
use engine::numeric::{float64, index32, whole64};
use engine::{Engine, EngineError};
use indicatif::ProgressBar;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};

/// What is recommended when every song of the catalogue is a seed once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Survey {
    /// The method.
    pub method: String,
    /// Skewness of N10, the number of top tens a song is in (Radovanović et al., 2010).
    pub n10_skewness: f64,
    /// The largest N10.
    pub n10_most: u32,
    /// The song with the largest N10.
    pub hub: String,
    /// The share of songs in at least one top ten, 0 to 1.
    pub coverage: f64,
    /// The length of the shortest list.
    pub shortest: usize,
    /// How many lists contain the seed or a song twice.
    pub repeating: usize,
}

impl Survey {
    pub(super) fn of(
        method: &dyn Method,
        songs: &Songs<'_>,
        bar: &ProgressBar,
    ) -> Result<Self, PipelineError> {
        let lists: Result<Vec<Vec<u32>>, PipelineError> = (0..index32(songs.len()))
            .into_par_iter()
            .map(|seed| {
                bar.inc(1);
                method.list(seed, false, 10)
            })
            .collect();
        let lists = lists?;
        let mut counts = vec![0_u32; songs.len()];
        lists.iter().flatten().for_each(|song| counts[*song as usize] += 1);
        let hub = (0..counts.len()).max_by_key(|song| counts[*song]).unwrap_or(0);
        Ok(Self {
            method: method.name(),
            n10_skewness: skewness(&counts),
            n10_most: counts.get(hub).copied().unwrap_or(0),
            hub: songs.entry(index32(hub)).label(),
            coverage: float64(counts.iter().filter(|count| **count > 0).count())
                / float64(counts.len().max(1)),
            shortest: lists.iter().map(Vec::len).min().unwrap_or(0),
            repeating: lists.iter().zip(0..).filter(|(list, seed)| repeats(list, *seed)).count(),
        })
    }
}

fn repeats(list: &[u32], seed: u32) -> bool {
    list.iter().enumerate().any(|(place, song)| *song == seed || list[..place].contains(song))
}

/// The third standardised moment.
fn skewness(counts: &[u32]) -> f64 {
    let count = float64(counts.len().max(1));
    let mean = counts.iter().map(|x| f64::from(*x)).sum::<f64>() / count;
    let moment =
        |power: i32| counts.iter().map(|x| (f64::from(*x) - mean).powi(power)).sum::<f64>() / count;
    let deviation = moment(2).sqrt();
    if deviation > 0.0 { moment(3) / deviation.powi(3) } else { 0.0 }
}

/// Latency of sequential requests on one thread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Latency {
    /// What is requested.
    pub request: String,
    /// The number of requests.
    pub requests: usize,
    /// The median, in milliseconds.
    pub p50_ms: f64,
    /// The 99th percentile, in milliseconds.
    pub p99_ms: f64,
    /// The maximum, in milliseconds.
    pub max_ms: f64,
    /// The mean CPU time, in milliseconds, if the system tells.
    pub mean_cpu_ms: Option<f64>,
}

/// Requests of each kind.
const REQUESTS: usize = 2000;

impl Latency {
    /// Ten recommendations with reasons for random songs, without and with filters.
    pub(super) fn all(engine: &Engine, songs: &Songs<'_>) -> Result<Vec<Self>, PipelineError> {
        let plain = |_: &SongEntry| Vec::new();
        Ok(vec![
            Self::of("ten songs with reasons", engine, songs, plain)?,
            Self::of("… of 20 years, not explicit", engine, songs, around)?,
        ])
    }

    fn of(
        request: &str,
        engine: &Engine,
        songs: &Songs<'_>,
        filters: fn(&SongEntry) -> Vec<Filter>,
    ) -> Result<Self, EngineError> {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let mut times = Vec::with_capacity(REQUESTS);
        let mut before = None;
        for number in 0..REQUESTS + WARM_UP {
            if number == WARM_UP {
                before = cpu_time();
            }
            let seed = songs.entry(index32(rng.random_range(0..songs.len()))).clone();
            let asked = RecommendationRequest {
                filters: filters(&seed),
                limit: ResultCount::default(),
                ..RecommendationRequest::like(Vec::new())
            };
            let started = Instant::now();
            engine.recommending().recommend_like(std::slice::from_ref(&seed), &asked)?;
            if number >= WARM_UP {
                times.push(started.elapsed());
            }
        }
        let used = cpu_time().zip(before).map(|(after, before)| after.saturating_sub(before));
        times.sort_unstable();
        let at =
            |share: f64| milliseconds(times[whole64(float64(times.len() - 1) * share) as usize]);
        let request = request.to_owned();
        Ok(Self {
            request,
            requests: REQUESTS,
            p50_ms: at(0.5),
            p99_ms: at(0.99),
            max_ms: at(1.0),
            mean_cpu_ms: used.map(|used| milliseconds(used) / float64(REQUESTS)),
        })
    }
}

/// Requests before timing starts.
const WARM_UP: usize = 50;

/// CPU time of this thread, on Linux.
fn cpu_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Twenty years around the seed, not explicit.
fn around(seed: &SongEntry) -> Vec<Filter> {
    let year = seed.release_date.map_or(1990.0, |date: ReleaseDate| f32::from(date.year()));
    let bounds = Bounds { least: Some(year - 10.0), greatest: Some(year + 10.0) };
    vec![Filter::Number(Facet::Year, bounds), Filter::Explicit(false)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_tail_is_skewed() {
        assert!(skewness(&[1, 2, 3]).abs() < 1e-9);
        assert!(skewness(&[0, 0, 0, 0, 10]) > 1.4);
        assert!(skewness(&[3, 3]).abs() < 1e-9);
    }

    #[test]
    fn repeats_are_detected() {
        assert!(repeats(&[1, 2], 2) && repeats(&[1, 1], 3) && !repeats(&[1, 2], 3));
    }
}
