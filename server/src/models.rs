//! The models being served. They can be replaced while requests are in progress.

use crate::Config;
use crate::build_info::BUILD;
use crate::load::load;
use crate::track_aliases::TrackAliases;
use arc_swap::ArcSwap;
use axum::body::Bytes;
use axum::http::{HeaderValue, Uri};
use catalog::{GenreCount, Query, ResultCount};
use engine::{Engine, EngineError, FileFacts, SongMap};
use flate2::Compression;
use flate2::write::GzEncoder;
use headers::ETag;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write as _;
use std::sync::{Arc, OnceLock};

/// The current models.
pub(crate) struct LiveModels(ArcSwap<ServedModels>);

impl LiveModels {
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        Self(ArcSwap::from_pointee(ServedModels::new(engine)))
    }

    /// The current models. A request uses the same ones to its end.
    pub(crate) fn get(&self) -> Arc<ServedModels> {
        self.0.load_full()
    }

    /// Loads the configured models, checks them, and replaces the current ones. Blocks.
    ///
    /// # Errors
    /// If they are unusable; the current ones stay.
    pub(crate) fn reload(&self, config: &Config) -> Result<(), Unusable> {
        let engine = Arc::new(load_checked(config)?);
        self.0.store(Arc::new(ServedModels::new(engine)));
        Ok(())
    }
}

/// An engine with what is computed once per models.
pub(crate) struct ServedModels {
    pub(crate) engine: Arc<Engine>,
    /// Genres, most common first.
    pub(crate) genres: Vec<GenreCount>,
    /// Ids for clients that refuse the catalogue's own.
    pub(crate) aliases: TrackAliases,
    /// Changes with the models and the program.
    identity: String,
    points: OnceLock<MapPoints>,
}

/// The points of all songs as the API sends them.
#[derive(Clone)]
pub(crate) struct MapPoints {
    pub(crate) plain: Bytes,
    pub(crate) gzip: Bytes,
}

impl ServedModels {
    fn new(engine: Arc<Engine>) -> Self {
        let genres = engine.tracks().genre_counts();
        let aliases = TrackAliases::new(engine.tracks());
        let identity = identity(&engine);
        Self { engine, genres, aliases, identity, points: OnceLock::new() }
    }

    /// The tag of the response to a GET request. Weak, because responses may be compressed.
    pub(crate) fn etag(&self, uri: &Uri) -> Option<(ETag, HeaderValue)> {
        let mut hasher = DefaultHasher::new();
        uri.path_and_query().hash(&mut hasher);
        let tag = format!("W/\"{}-{:016x}\"", self.identity, hasher.finish());
        Some((tag.parse().ok()?, HeaderValue::try_from(tag).ok()?))
    }

    /// The map's points if they were asked for before.
    pub(crate) fn known_points(&self) -> Option<&MapPoints> {
        self.points.get()
    }

    /// The map's points. Takes a while the first time.
    ///
    /// # Errors
    /// If the models have no map.
    pub(crate) fn points(&self) -> Result<MapPoints, EngineError> {
        let map = self.engine.map()?;
        Ok(self.points.get_or_init(|| MapPoints::of(map)).clone())
    }
}

/// Why models cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// They cannot be loaded, or the engine fails.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A song is not found by its own title.
    #[error("the models do not find their own song {0:?}: rebuild the models")]
    NothingFound(String),
    /// No song has a title.
    #[error("no song of the catalogue has a title: build the models from other data")]
    Empty,
}

/// Loads the configured models and checks them. Blocks.
///
/// # Errors
/// If they are unusable.
pub(crate) fn load_checked(config: &Config) -> Result<Engine, Unusable> {
    let engine = load(&config.models, config)?;
    check(&engine)?;
    Ok(engine)
}

/// Checks that an engine finds one of its own songs and recommends others for it. An index elsewhere
/// may be away: titles are found without it.
///
/// # Errors
/// If it does not.
pub(crate) fn check(engine: &Engine) -> Result<(), Unusable> {
    let mut songs = engine.tracks().rows().map_while(|row| engine.tracks().entry(row));
    let named = songs.find_map(|song| Some((song.name.parse::<Query>().ok()?, song)));
    let (query, song) = named.ok_or(Unusable::Empty)?;
    let found = engine.finding().find(&query, ResultCount::default())?;
    match engine.recommending().similar(&song, ResultCount::default()) {
        Err(EngineError::Index(error)) => tracing::warn!(%error, "no recommendations for now"),
        recommended => drop(recommended?),
    }
    if found.results.is_empty() { Err(Unusable::NothingFound(song.name)) } else { Ok(()) }
}

impl MapPoints {
    fn of(map: &SongMap) -> Self {
        let points = map.points().iter().flatten().flat_map(|axis| axis.to_le_bytes());
        let families = map.families().iter().map(|family| *family as u8);
        let plain: Vec<u8> = points.chain(families).collect();
        Self { gzip: gzip(&plain).into(), plain: plain.into() }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("writing to memory does not fail")
}

fn identity(engine: &Engine) -> String {
    let manifest = engine.manifest().to_json();
    let hash = FileFacts::of("manifest", manifest.as_bytes()).sha256;
    format!("{}-{BUILD}", hash.get(..16).unwrap_or(&hash))
}
