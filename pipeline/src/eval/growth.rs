//! What models of several sizes cost: start, memory, and time for each answer.

use super::find::{
    EngineFinder, HintGenerator, HintKind, HintPlan, HintTrack, Latency, Seed, Songs, Trial,
    measure,
};
use super::similar;
use crate::error::PipelineError;
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
    /// What each models directory costs, in the order given.
    pub costs: Vec<Cost>,
}

/// What a models directory costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// Number of tracks.
    pub tracks: usize,
    /// Bytes of the directory's files.
    pub disk_bytes: u64,
    /// Resident memory.
    pub memory: Memory,
    /// From the start of loading to the first answer, with files that were read before, in
    /// milliseconds.
    pub first_answer_ms: f64,
    /// Time to find, in microseconds.
    pub find: Latency,
    /// The same for hints of one letter.
    pub one_letter: Latency,
    /// The same for hints of 200 characters.
    pub long: Latency,
    /// Time to recommend ten songs.
    pub recommend: Vec<similar::Latency>,
}

/// Resident memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// What the tracks themselves take.
    pub tracks: usize,
    /// What finding takes beside them, ONNX Runtime included.
    pub finding: usize,
    /// What recommending takes beside both.
    pub recommending: usize,
    /// All of the process after loading.
    pub process: usize,
}

impl GrowthEvaluation {
    /// Measures each directory in a process of its own, so that its memory is its own.
    ///
    /// # Errors
    /// If a directory cannot be measured.
    pub fn of(dirs: &[PathBuf]) -> Result<Self, PipelineError> {
        let costs: Result<Vec<Cost>, PipelineError> =
            dirs.iter().map(|dir| in_own_process(dir)).collect();
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
            tracks: engine.len(),
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

/// Resident memory of this process; 0 where the system does not tell.
fn resident() -> usize {
    memory_stats().map_or(0, |stats| stats.physical_mem)
}

/// An engine and the time that it took to load and to answer once, in milliseconds.
fn first_answer(dir: &Path) -> Result<(Engine, f64), PipelineError> {
    let hint = "bohemain rapsody quen".parse()?;
    let started = Instant::now();
    let engine = Engine::load(dir)?;
    engine.find_song_entry(&hint)?;
    Ok((engine, started.elapsed().as_secs_f64() * 1e3))
}

/// Hints of each kind that are found to take the time.
const HINTS: usize = 40;

/// Latency over all kinds of hints, of one letter, and of 200 characters.
fn finding(engine: &Engine) -> Result<[Latency; 3], PipelineError> {
    let tracks = (0..engine.len() as u32).filter_map(|row| engine.track_at(row));
    let songs = Songs::new(tracks.map(HintTrack::from).collect());
    let kinds = HintKind::all().to_vec();
    let plan = HintPlan { seed: Seed::HeldOut, per_kind: HINTS, kinds };
    let hints = HintGenerator::new(&songs).hints(&plan);
    let trial = Trial { hints: &hints, songs: &[] };
    let measured = measure(&EngineFinder::new(engine), &trial)?.0;
    Ok([measured.overall.latency, measured.one_letter, measured.long])
}

impl fmt::Display for GrowthEvaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.row(f, "tracks", |cost| cost.tracks as f64, 0)?;
        self.row(f, "files, MB", |cost| cost.disk_bytes as f64 / 1e6, 0)?;
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

    /// A figure of all sizes, and how many times it grows from the first to the last.
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
    bytes as f64 / f64::from(1 << 20)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_models_have_a_cost() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        let cost = Cost::of(&dir).expect("measured");
        assert_eq!(cost.tracks, 2033);
        assert!(cost.memory.process > cost.memory.finding);
        assert!(cost.first_answer_ms > 0.0 && cost.find.p50 > 0.0);
        let report = GrowthEvaluation { costs: vec![cost.clone(), cost] }.to_string();
        assert!(report.lines().all(|line| line.ends_with("× 1.00") || line.contains(" 0 ")));
    }
}
