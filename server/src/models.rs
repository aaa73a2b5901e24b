//! The models being served. They can be replaced while requests are in progress.

use crate::Config;
use crate::load::load;
use arc_swap::ArcSwap;
use axum::http::HeaderValue;
use catalog::{GenreCount, Query, ResultCount};
use engine::{Engine, EngineError, FileFacts};
use headers::ETag;
use std::sync::Arc;

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
        let engine = load(&config.models, config)?;
        check(&engine)?;
        self.0.store(Arc::new(ServedModels::new(Arc::new(engine))));
        Ok(())
    }
}

/// An engine with what is computed once per models.
pub(crate) struct ServedModels {
    pub(crate) engine: Arc<Engine>,
    /// Genres, most common first.
    pub(crate) genres: Vec<GenreCount>,
    /// The tag of every response that depends on the request and the models only.
    pub(crate) etag: Option<(ETag, HeaderValue)>,
}

impl ServedModels {
    fn new(engine: Arc<Engine>) -> Self {
        let genres = engine.tracks().genre_counts();
        let etag = etag(&engine);
        Self { engine, genres, etag }
    }
}

/// Why models cannot be served.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
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

/// Checks that an engine finds one of its own songs and recommends others for it.
///
/// # Errors
/// If it does not.
pub(crate) fn check(engine: &Engine) -> Result<(), Unusable> {
    let mut songs = (0..).map_while(|row| engine.track_at(row));
    let named = songs.find_map(|song| Some((song.name.parse::<Query>().ok()?, song)));
    let (query, song) = named.ok_or(Unusable::Empty)?;
    let found = engine.find_song_entries(&query, ResultCount::default())?;
    engine.get_recommendations(&song, ResultCount::default())?;
    if found.results.is_empty() { Err(Unusable::NothingFound(song.name)) } else { Ok(()) }
}

/// Weak, because responses may be compressed. It includes the program's version, because another
/// version may answer differently.
fn etag(engine: &Engine) -> Option<(ETag, HeaderValue)> {
    let manifest = engine.manifest().to_json();
    let hash = FileFacts::of("manifest", manifest.as_bytes()).sha256;
    let tag = format!("W/\"{}-{}\"", hash.get(..16)?, env!("CARGO_PKG_VERSION"));
    Some((tag.parse().ok()?, HeaderValue::try_from(tag).ok()?))
}
