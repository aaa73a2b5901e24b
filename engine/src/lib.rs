//! Inference: finds songs from queries and recommends similar ones, with models that the pipeline built.
//! Knows nothing of the web, of async and of training.
//!
//! ```no_run
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use catalog::{Query, ResultCount};
//! use engine::Engine;
//!
//! let engine = Engine::load("models/demo".as_ref())?;
//! let query: Query = "bohemain rapsody quen".parse()?;
//! if let Some(song) = engine.finding().best(&query)? {
//!     for similar in engine.recommending().similar(&song, ResultCount::default())? {
//!         println!("{} {:.2}", similar.track.label(), similar.score);
//!     }
//! }
//! # Ok(())
//! # }
//! ```

pub mod alias;
mod allocator;
mod artist_queries;
mod artists;
mod best;
pub mod columns;
mod confidence;
pub mod describe;
mod doors;
mod encode;
mod engine;
mod error;
mod evaluation;
mod fill;
mod find;
mod genre_family;
mod id;
mod models;
pub mod nearest;
pub mod numeric;
mod ranking;
pub mod reading;
pub mod recommend;
#[cfg(test)]
mod reference;
pub mod request;
mod search;
mod song;
mod song_map;
mod song_vector;
mod song_versions;
mod sparse;
mod spotifinder;
mod stop_words;
mod store;
pub mod text;
pub mod tracks;
mod vectorize;
mod wish;
mod work;

pub use allocator::return_freed_memory;
pub use artists::Artists;
pub use confidence::{ConfidenceModel, Evidence};
pub use doors::{Find, PoolSize, Recommend};
pub use encode::{Encoder, OnnxEncoder, onnx_runtime};
pub use engine::Engine;
pub use error::EngineError;
pub use evaluation::Evaluation;
pub use fill::{FillError, FillReport, Filler, MATCH_COLUMN, bare_id};
pub use find::{FindModels, FindOptions, FindPart, LyricsIndex, Romanise, WordIndex};
pub use genre_family::family_of;
pub use id::{ArtistId, GenreId, Id, SongId, TermId, TrackRow};
pub use models::{EarwormModels, EnginePart, Models, PresetModels, RecommendModels};
pub use nearest::{
    EMBEDDING_DIM, Embedding, IndexParams, Neighbour, QuantizedEmbedding, SongIndex, VectorIndex,
    VectorIndexes,
};
pub use ranking::{RankingFeatures, RankingWeights};
pub use search::ReadWish;
pub use song::{
    ParsedTitle, TitlePart, VersionKind, base_title, is_placeholder, parse_title, song_key,
};
pub use song_map::{Landmark, MapPoint, SongMap};
pub use song_vector::{Encoding, Number, NumberColumns, SongVectorizer};
pub use sparse::SparseVector;
pub use spotifinder::{SpotifinderModels, TrackIndex, spotifinder_document};
pub use store::{
    FORMAT_VERSION, FileFacts, Manifest, Preset, Retriever, RetrieverFacts, STAMP, Stamp,
    verify_files,
};
pub use tracks::TrackTable;
pub use vectorize::{Analyzer, TfIdf};
pub use wish::Wish;
pub use work::Work;
