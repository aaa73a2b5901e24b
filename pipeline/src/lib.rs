//! The offline pipeline: reads and cleans catalogues, trains the encoders and writes models directories.
//! The only crate that depends on polars and on training code.

pub mod build;
pub mod cache;
mod calibrate;
pub mod catalogue;
pub mod clean;
pub mod commands;
pub mod data;
mod durable;
pub mod error;
pub mod eval;
pub mod fingerprint;
pub mod fit;
pub mod genres;
pub mod index;
pub mod inspect;
pub mod language;
mod math;
pub mod playlists;
pub mod progress;
pub mod publish;
pub mod read;
pub mod resize;
pub mod rules;
pub mod stages;
pub mod train;

pub use engine::columns;
