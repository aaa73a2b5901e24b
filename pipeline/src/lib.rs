//! The offline pipeline: reads catalogues from CSV files, cleans them, trains the encoders and writes
//! models directories. The only crate that knows polars and training.

pub mod build;
pub mod catalogue;
pub mod clean;
pub mod commands;
pub mod data;
pub mod error;
pub mod eval;
pub mod fit;
pub mod genres;
pub mod index;
pub mod inputs;
pub mod inspect;
pub mod language;
mod math;
pub mod playlists;
pub mod progress;
pub mod publish;
pub mod read;
pub mod resize;
pub mod train;
