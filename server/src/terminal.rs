//! Answers on the terminal.

use crate::cli::{Models, Options, Question, Source, hint};
use crate::load::load;
use crate::models::{Unusable, check};
use crate::{Config, ConfigError, Qdrant, Settings};
use catalog::{InvalidQuery, RecommendationRequest, Seed, SongEntry, TrackId};
use engine::{Engine, EngineError};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// The hint cannot be searched for.
    #[error(transparent)]
    Hint(#[from] InvalidQuery),
    /// The configuration is wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The engine cannot answer.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The models do not answer as they should.
    #[error("{0}")]
    Models(String),
    /// It is not said where to.
    #[error("it is not said where Qdrant is: give --qdrant-url, e.g. http://127.0.0.1:6334")]
    NoQdrant,
    /// The answer cannot be written.
    #[error("the answer cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl From<Unusable> for TerminalError {
    fn from(error: Unusable) -> Self {
        match error {
            Unusable::Engine(error) => Self::Engine(error),
            other => Self::Models(other.to_string()),
        }
    }
}

/// Answers a question on stdout; tells whether anything was found.
///
/// # Errors
/// If there is no answer.
pub fn answer(question: &Question) -> Result<bool, TerminalError> {
    match question {
        Question::Search { hint, options } => search(hint, options),
        Question::Similar { track, options } => similar(track, options),
        Question::Models(Models::Verify { dir, source, json }) => {
            verify(dir.as_deref(), source, *json)
        }
        Question::Models(Models::Upload { dir, source }) => upload(dir.as_deref(), source),
        Question::Config { settings, json } => config(settings, *json),
    }
}

fn search(words: &[String], options: &Options) -> Result<bool, TerminalError> {
    let hint = hint(words)?;
    let found = engine(&options.source)?.find_song_entries(&hint, options.limit)?;
    let lines: Vec<String> =
        found.results.iter().map(|song| line(&song.track, song.score)).collect();
    print(options.json, &found, &lines)?;
    Ok(!found.results.is_empty())
}

fn similar(track: &TrackId, options: &Options) -> Result<bool, TerminalError> {
    let seeds = vec![Seed::Track(track.clone())];
    let request =
        RecommendationRequest { limit: options.limit, ..RecommendationRequest::like(seeds) };
    let found = engine(&options.source)?.recommend(&request)?;
    let lines = found.results.iter().map(|song| {
        let mut line = line(&song.track, song.score);
        if !song.why.is_empty() {
            // Writing to a text cannot fail.
            let _ = write!(line, "  ({})", song.why);
        }
        line
    });
    print(options.json, &found, &lines.collect::<Vec<_>>())?;
    Ok(!found.results.is_empty())
}

fn verify(dir: Option<&Path>, source: &Source, json: bool) -> Result<bool, TerminalError> {
    let config = source.settings().resolve()?;
    let dir = dir.unwrap_or(&config.models).to_owned();
    let engine = load(&dir, &config)?;
    check(&engine)?;
    let facts = Verified::new(dir, &engine);
    let line = format!(
        "{} is whole and answers: {} tracks, {} files, {} bytes",
        facts.models.display(),
        facts.tracks,
        facts.files,
        facts.bytes
    );
    print(json, &facts, &[line])?;
    Ok(true)
}

fn upload(dir: Option<&Path>, source: &Source) -> Result<bool, TerminalError> {
    let config = source.settings().resolve()?;
    if config.qdrant_url.is_empty() {
        return Err(TerminalError::NoQdrant);
    }
    let (manifest, models) =
        engine::Models::open(dir.unwrap_or(&config.models)).map_err(EngineError::from)?;
    let qdrant = Qdrant::at(&config.qdrant_url).map_err(EngineError::from)?;
    let songs = qdrant.upload(&manifest, &models).map_err(EngineError::from)?;
    println!("{} has the codes of {songs} songs", config.qdrant_url);
    Ok(true)
}

/// What is told of models that are whole.
#[derive(Serialize)]
struct Verified {
    models: PathBuf,
    preset: engine::Preset,
    format_version: u32,
    tracks: usize,
    files: usize,
    bytes: u64,
}

impl Verified {
    fn new(models: PathBuf, engine: &Engine) -> Self {
        let manifest = engine.manifest();
        Self {
            models,
            preset: manifest.preset,
            format_version: manifest.format_version,
            tracks: engine.len(),
            files: manifest.files.len(),
            bytes: manifest.files.iter().map(|file| file.bytes).sum(),
        }
    }
}

fn config(settings: &Settings, json: bool) -> Result<bool, TerminalError> {
    let config: Config = settings.resolve()?;
    print(json, &config, &[config.to_toml().trim_end().to_owned()])?;
    Ok(true)
}

fn engine(source: &Source) -> Result<Engine, TerminalError> {
    let config = source.settings().resolve()?;
    Ok(load(&config.models, &config)?)
}

/// A song in one line.
fn line(track: &SongEntry, score: f32) -> String {
    let year = track.release_date.map_or_else(String::new, |date| format!(", {}", date.year()));
    format!("{score:.2}  {}  {}{year}", track.id, track.label())
}

fn print(json: bool, answer: &impl Serialize, lines: &[String]) -> Result<(), TerminalError> {
    let text = if json {
        serde_json::to_string_pretty(answer).map_err(io::Error::other)?
    } else {
        lines.join("\n")
    };
    if text.is_empty() {
        return Ok(());
    }
    match writeln!(io::stdout(), "{text}") {
        // Whoever reads may have read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
