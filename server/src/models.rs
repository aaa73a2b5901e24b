//! The models that are served, which can be replaced while requests are answered.

use crate::Config;
use crate::load::load;
use arc_swap::ArcSwap;
use axum::http::HeaderValue;
use catalog::{GenreCount, Query, ResultCount};
use engine::{Engine, EngineError, FileFacts};
use headers::ETag;
use std::sync::Arc;

/// The models that answer at the moment.
pub(crate) struct LiveModels(ArcSwap<ServedModels>);

impl LiveModels {
    pub(crate) fn new(engine: Arc<Engine>) -> Self {
        Self(ArcSwap::from_pointee(ServedModels::new(engine)))
    }

    /// The models that answer now; a request keeps to those it has begun with.
    pub(crate) fn get(&self) -> Arc<ServedModels> {
        self.0.load_full()
    }

    /// Replaces the models by those that are configured if they are whole and answer; blocks meanwhile.
    ///
    /// # Errors
    /// If they are not; the old ones stay.
    pub(crate) fn reload(&self, config: &Config) -> Result<(), Unusable> {
        let engine = load(&config.models, config)?;
        check(&engine)?;
        self.0.store(Arc::new(ServedModels::new(Arc::new(engine))));
        Ok(())
    }
}

/// An engine, and what is told of its models.
pub(crate) struct ServedModels {
    pub(crate) engine: Arc<Engine>,
    /// The genres, the commonest first.
    pub(crate) genres: Vec<GenreCount>,
    /// Of every answer that depends on nothing but the request and the models.
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
    /// They cannot be loaded, or do not answer.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// They do not answer as they should.
    #[error("the models do not find their own song {0:?}: build the models again")]
    NothingFound(String),
    /// There is nothing to find.
    #[error("the catalogue has no song with a name: build the models of other data")]
    Empty,
}

/// Asks an engine for a song of its own and for songs that go with it.
///
/// # Errors
/// If it does not find them.
pub(crate) fn check(engine: &Engine) -> Result<(), Unusable> {
    let mut songs = (0..).map_while(|row| engine.track_at(row));
    let named = songs.find_map(|song| Some((song.name.parse::<Query>().ok()?, song)));
    let (hint, song) = named.ok_or(Unusable::Empty)?;
    let found = engine.find_song_entries(&hint, ResultCount::default())?;
    engine.get_recommendations(&song, ResultCount::default())?;
    if found.results.is_empty() { Err(Unusable::NothingFound(song.name)) } else { Ok(()) }
}

/// Weak, because answers may be compressed; another version of the program may answer otherwise.
fn etag(engine: &Engine) -> Option<(ETag, HeaderValue)> {
    let manifest = engine.manifest().to_json();
    let hash = FileFacts::of("manifest", manifest.as_bytes()).sha256;
    let tag = format!("W/\"{}-{}\"", hash.get(..16)?, env!("CARGO_PKG_VERSION"));
    Some((tag.parse().ok()?, HeaderValue::try_from(tag).ok()?))
}
