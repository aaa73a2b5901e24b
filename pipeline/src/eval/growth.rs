//! What models of several sizes cost: start-up, memory and latency.

use super::find::{
    EngineFinder, HintGenerator, HintPlan, HintTrack, Latency, Seed, Songs, Trial, measure,
};
use super::similar;
use crate::error::PipelineError;
use crate::progress::Progress;
use engine::numeric::{float_from_u64, float64};
use engine::{Engine, EnginePart};
use memory_stats::memory_stats;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What models of several sizes cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GrowthEvaluation {
    /// The costs, one per models directory, in the given order.
    pub costs: Vec<Cost>,
}

/// What one models directory costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Number of tracks.
    pub tracks: usize,
    /// Size of the files.
    pub disk_bytes: u64,
    /// Resident memory.
    pub memory: Memory,
    /// From the start of loading to the first answer, in milliseconds, with the files in the page
    /// cache.
    pub first_answer_ms: f64,
    /// Latency of finding.
    pub find: Latency,
    /// Latency for hints of one letter.
    pub one_letter: Latency,
    /// Latency for hints of 200 characters.
    pub long: Latency,
    /// Latency of recommending ten songs.
    pub recommend: Vec<similar::Latency>,
}

/// Resident memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The tracks.
    pub tracks: usize,
    /// Finding, beyond the tracks; includes ONNX Runtime.
    pub finding: usize,
    /// Recommending, beyond both.
    pub recommending: usize,
    /// The whole process after loading.
    pub process: usize,
}

impl GrowthEvaluation {
    /// Measures each directory in its own process, so that memory is not shared.
    ///
    /// # Errors
    /// If models do not load or an encoder fails.
    pub fn of(dirs: &[PathBuf], progress: Progress) -> Result<Self, PipelineError> {
        let measured = |dir: &PathBuf| {
            let name = format!("measuring {}", dir.display());
            progress.step(&name, 0, |_| in_own_process(dir))
        };
        let costs: Result<Vec<Cost>, PipelineError> = dirs.iter().map(measured).collect();
        Ok(Self { costs: costs? })
    }
}

fn in_own_process(dir: &Path) -> Result<Cost, PipelineError> {
    let io = |source| PipelineError::Io { path: dir.to_owned(), source };
    let program = std::env::current_exe().map_err(io)?;
    let mut command = Command::new(program);
    command.args(["eval", "growth", "--here", "--models"]).arg(dir).stderr(Stdio::inherit());
    let output = command.output().map_err(io)?;
    serde_json::from_slice(&output.stdout).map_err(|error| io(error.into()))
}

impl Cost {
    /// Measures a directory in this process.
    ///
    /// # Errors
    /// If the models do not load or an encoder fails.
    pub fn of(dir: &Path) -> Result<Self, PipelineError> {
        let memory = Memory::of(dir)?;
        let (engine, first_answer_ms) = first_answer(dir)?;
        let files = &engine.manifest().files;
        let [find, one_letter, long] = finding(&engine)?;
        Ok(Self {
            tracks: engine.tracks().len(),
            disk_bytes: files.iter().map(|file| file.bytes).sum(),
            memory,
            first_answer_ms,
            find,
            one_letter,
            long,
            recommend: similar::latency(&engine)?,
        })
    }
}

impl Memory {
    fn of(dir: &Path) -> Result<Self, PipelineError> {
        let mut memory = Self::default();
        let mut before = resident();
        let engine = Engine::load_by_parts(dir, |part| {
            let now = resident();
            let taken = now.saturating_sub(std::mem::replace(&mut before, now));
            match part {
                EnginePart::Tracks => memory.tracks = taken,
                EnginePart::Finding => memory.finding = taken,
                EnginePart::Recommending => memory.recommending = taken,
            }
        })?;
        memory.process = resident();
        drop(engine);
        Ok(memory)
    }
}

/// Resident memory of this process; 0 if the system does not tell.
fn resident() -> usize {
    memory_stats().map_or(0, |stats| stats.physical_mem)
}

/// An engine, and the milliseconds it took to load and answer once.
fn first_answer(dir: &Path) -> Result<(Engine, f64), PipelineError> {
    let hint = "bohemain rapsody quen".parse()?;
    let started = Instant::now();
    let engine = Engine::load(dir)?;
    engine.finding().best(&hint)?;
    Ok((engine, started.elapsed().as_secs_f64() * 1e3))
}

/// Hints of each kind that are timed.
const HINTS: usize = 40;

/// Latency over all kinds of hints, for one letter and for 200 characters.
fn finding(engine: &Engine) -> Result<[Latency; 3], PipelineError> {
    let tracks = engine.tracks().rows().filter_map(|row| engine.tracks().entry(row));
    let songs = Songs::new(tracks.map(HintTrack::from).collect());
    let plan = HintPlan::new(Seed::HeldOut, HINTS, &[])?;
    let hints = HintGenerator::new(&songs).hints(&plan);
    let trial = Trial { hints: &hints, songs: &[] };
    let measured = measure(&EngineFinder::new(engine), &trial, Progress::silent())?.0;
    Ok([measured.overall.latency, measured.one_letter, measured.long])
}

impl fmt::Display for GrowthEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.row(f, "tracks", |cost| float64(cost.tracks), 0)?;
        self.row(f, "files, MB", |cost| float_from_u64(cost.disk_bytes) / 1e6, 0)?;
        self.row(f, "memory of the tracks, MiB", |cost| mebibytes(cost.memory.tracks), 0)?;
        self.row(f, "… of finding", |cost| mebibytes(cost.memory.finding), 0)?;
        self.row(f, "… of recommending", |cost| mebibytes(cost.memory.recommending), 0)?;
        self.row(f, "… of the process", |cost| mebibytes(cost.memory.process), 0)?;
        self.row(f, "load to first answer, ms", |cost| cost.first_answer_ms, 0)?;
        self.rows(f, "find", |cost| cost.find)?;
        self.rows(f, "… one letter", |cost| cost.one_letter)?;
        self.rows(f, "… 200 characters", |cost| cost.long)?;
        for request in 0..self.costs.first().map_or(0, |cost| cost.recommend.len()) {
            let name = format!("recommend {}", self.costs[0].recommend[request].request);
            let at = |cost: &Cost, of: fn(&similar::Latency) -> f64| {
                cost.recommend.get(request).map_or(f64::NAN, of)
            };
            self.row(f, &format!("{name}, p50 ms"), |cost| at(cost, |time| time.p50_ms), 2)?;
            self.row(f, "… p99 ms", |cost| at(cost, |time| time.p99_ms), 2)?;
        }
        Ok(())
    }
}

impl GrowthEvaluation {
    fn rows(
        &self,
        f: &mut fmt::Formatter<'_>,
        name: &str,
        latency: fn(&Cost) -> Latency,
    ) -> fmt::Result {
        self.row(f, &format!("{name}, p50 ms"), |cost| latency(cost).p50 / 1e3, 2)?;
        self.row(f, "… p99 ms", |cost| latency(cost).p99 / 1e3, 2)
    }

    /// One row: a figure for each size and its growth from the first to the last.
    fn row(
        &self,
        f: &mut fmt::Formatter<'_>,
        name: &str,
        figure: impl Fn(&Cost) -> f64,
        decimals: usize,
    ) -> fmt::Result {
        let figures: Vec<f64> = self.costs.iter().map(figure).collect();
        write!(f, "{name:<56}")?;
        figures.iter().try_for_each(|figure| write!(f, " {figure:>10.decimals$}"))?;
        match figures.as_slice() {
            [first, .., last] if *first > 0.0 => writeln!(f, "   × {:.2}", last / first),
            _ => writeln!(f),
        }
    }
}

fn mebibytes(bytes: usize) -> f64 {
    float64(bytes) / f64::from(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(tracks: usize) -> Cost {
        let latency = Latency { p50: 10.0 * float64(tracks), p95: 0.0, p99: 500.0 };
        let recommend = similar::Latency {
            request: "ten songs".to_owned(),
            requests: 1,
            p50_ms: 0.5,
            p99_ms: float64(tracks),
            max_ms: 0.0,
            mean_cpu_ms: None,
        };
        let mebibytes = |count: usize| count << 20;
        Cost {
            tracks,
            disk_bytes: 5_000_000,
            memory: Memory {
                tracks: mebibytes(tracks),
                finding: mebibytes(40),
                recommending: 0,
                process: mebibytes(100),
            },
            first_answer_ms: 20.0,
            find: latency,
            one_letter: latency,
            long: latency,
            recommend: vec![recommend],
        }
    }

    #[test]
    fn the_report_shows_how_costs_grow() {
        let report = GrowthEvaluation { costs: vec![cost(100), cost(250)] }.to_string();
        let check = |name: &str, expected: &[&str]| {
            let line = report.lines().find(|line| line.starts_with(name)).expect(name);
            let figures: Vec<&str> = line[56..].split_whitespace().collect();
            assert_eq!(figures, expected, "{name}");
        };
        check("tracks", &["100", "250", "×", "2.50"]);
        check("files, MB", &["5", "5", "×", "1.00"]);
        check("memory of the tracks, MiB", &["100", "250", "×", "2.50"]);
        check("… of recommending", &["0", "0"]);
        check("find, p50 ms", &["1.00", "2.50", "×", "2.50"]);
        check("recommend ten songs, p50 ms", &["0.50", "0.50", "×", "1.00"]);
    }

    #[test]
    fn measures_the_demo_models() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        let cost = Cost::of(&dir).expect("measured");
        let files = std::fs::read_dir(&dir).expect("the demo models").flatten();
        let data = files.filter(|file| !file.file_name().to_string_lossy().contains(".json"));
        let bytes: u64 = data.map(|file| file.metadata().expect("metadata").len()).sum();
        assert_eq!((cost.tracks, cost.disk_bytes), (2033, bytes));
        let memory = cost.memory;
        assert!(memory.process >= memory.tracks + memory.finding + memory.recommending);
        assert_eq!(cost.recommend.len(), 2);
    }
}
