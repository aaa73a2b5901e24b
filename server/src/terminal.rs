//! The subcommands that print an answer and exit.

use crate::cli::{Models, Options, Question, query};
use crate::config::{Config, ConfigError, ModelSettings, Settings};
use crate::explained::{Explained, explained};
use crate::load::load;
use crate::models::{Unusable, check};
use crate::qdrant::Qdrant;
use catalog::{FilterEffect, InvalidQuery, RecommendationRequest, Seed, SongEntry, TrackId};
use engine::{Engine, EngineError};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

const HEALTHCHECK_TIMEOUT: Duration = Duration::from_secs(2);

/// Why a subcommand failed.
#[derive(Debug, thiserror::Error)]
pub enum TerminalError {
    /// The query cannot be searched for.
    #[error(transparent)]
    Query(#[from] InvalidQuery),
    /// The configuration is invalid.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The engine failed.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The models do not answer as they should.
    #[error("{0}")]
    Models(String),
    /// There is nothing to upload to.
    #[error("no Qdrant is configured: give --qdrant-url, e.g. http://127.0.0.1:6334")]
    NoQdrant,
    /// No server answers.
    #[error("no server answers at {addr}: {source}")]
    Unreachable {
        /// Where it should be.
        addr: SocketAddr,
        /// The system's error.
        source: io::Error,
    },
    /// The server is starting or stopping.
    #[error("the server is not ready: {0}")]
    NotReady(String),
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

/// Runs a subcommand and prints its answer to stdout. Returns whether anything was found.
///
/// # Errors
/// If it fails.
pub fn answer(question: &Question) -> Result<bool, TerminalError> {
    match question {
        Question::Search { query, options } => search(query, options),
        Question::Similar { track, options } => similar(track, options),
        Question::Models(Models::Verify { dir, source, stamp, json }) => {
            verify(dir.as_deref(), source, *stamp, *json)
        }
        Question::Models(Models::Upload { dir, source }) => upload(dir.as_deref(), source),
        Question::Healthcheck { settings } => healthcheck(settings),
        Question::Config { settings, json } => config(settings, *json),
    }
}

fn search(words: &[String], options: &Options) -> Result<bool, TerminalError> {
    let query = query(words)?;
    let found = engine(&options.source)?.search(&query, options.limit)?;
    let lines: Vec<String> =
        found.results.iter().map(|song| line(&song.track, song.score)).collect();
    print(options.json, &found, &lines)?;
    Ok(!found.results.is_empty())
}

fn similar(track: &TrackId, options: &Options) -> Result<bool, TerminalError> {
    let seeds = vec![Seed::Track(track.clone())];
    let request =
        RecommendationRequest { limit: options.limit, ..RecommendationRequest::like(seeds) };
    let found = engine(&options.source)?.recommending().recommend(&request)?;
    let found = Similar { results: explained(found.results, &[]), filters: found.filters };
    let lines = found.results.iter().map(|song| {
        let mut line = line(&song.track, song.score);
        if !song.why.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(line, "  ({})", song.why);
        }
        line
    });
    print(options.json, &found, &lines.collect::<Vec<_>>())?;
    Ok(!found.results.is_empty())
}

#[derive(Serialize)]
struct Similar {
    results: Vec<Explained>,
    filters: Vec<FilterEffect>,
}

fn verify(
    dir: Option<&Path>,
    source: &ModelSettings,
    stamps: bool,
    json: bool,
) -> Result<bool, TerminalError> {
    let config = Settings::from(source.clone()).resolve()?;
    let dir = dir.unwrap_or(&config.models).to_owned();
    // A start trusts the stamp of an earlier check; this does not.
    let stamp = engine::verify_files(&dir)?;
    let engine = load(&dir, &config)?;
    check(&engine)?;
    if stamps {
        stamp.save(&dir)?;
    }
    let facts = Verified::new(dir, &engine);
    let line = format!(
        "{} is intact and answers queries: {} tracks, {} files, {} bytes",
        facts.models.display(),
        facts.tracks,
        facts.files,
        facts.bytes
    );
    print(json, &facts, &[line])?;
    Ok(true)
}

fn upload(dir: Option<&Path>, source: &ModelSettings) -> Result<bool, TerminalError> {
    let config = Settings::from(source.clone()).resolve()?;
    if config.qdrant_url.is_empty() {
        return Err(TerminalError::NoQdrant);
    }
    let (manifest, models) = engine::Models::open(dir.unwrap_or(&config.models))?;
    let qdrant = Qdrant::at(&config.qdrant_url, &config.qdrant_api_key)?;
    let songs = qdrant.upload(&manifest, &models)?;
    println!("{} has the embeddings of {songs} songs", config.qdrant_url);
    Ok(true)
}

/// Facts about an intact models directory.
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
            tracks: engine.tracks().len(),
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

/// For container images, which have no other program that could ask.
fn healthcheck(settings: &Settings) -> Result<bool, TerminalError> {
    let mut addr = settings.resolve()?.addr;
    if addr.ip().is_unspecified() {
        addr.set_ip(if addr.is_ipv4() {
            Ipv4Addr::LOCALHOST.into()
        } else {
            Ipv6Addr::LOCALHOST.into()
        });
    }
    let status = readyz(addr).map_err(|source| TerminalError::Unreachable { addr, source })?;
    if status.starts_with("HTTP/1.1 200") { Ok(true) } else { Err(TerminalError::NotReady(status)) }
}

/// The status line of `/readyz`.
fn readyz(addr: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&addr, HEALTHCHECK_TIMEOUT)?;
    stream.set_read_timeout(Some(HEALTHCHECK_TIMEOUT))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

fn engine(source: &ModelSettings) -> Result<Engine, TerminalError> {
    let config = Settings::from(source.clone()).resolve()?;
    Ok(load(&config.models, &config)?)
}

/// One line about a song.
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
        // The reader, e.g. `head`, has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}
