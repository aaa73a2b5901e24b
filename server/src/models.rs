//! The models that are served, which can be replaced while requests are answered.

use arc_swap::ArcSwap;
use axum::http::HeaderValue;
use catalog::GenreCount;
use engine::{Engine, FileFacts};
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

/// Weak, because answers may be compressed; another version of the program may answer otherwise.
fn etag(engine: &Engine) -> Option<(ETag, HeaderValue)> {
    let manifest = engine.manifest().to_json();
    let hash = FileFacts::of("manifest", manifest.as_bytes()).sha256;
    let tag = format!("W/\"{}-{}\"", hash.get(..16)?, env!("CARGO_PKG_VERSION"));
    Some((tag.parse().ok()?, HeaderValue::try_from(tag).ok()?))
}
