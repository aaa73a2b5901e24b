//! Fits vectorizers to a catalogue.

mod artist_graph;
pub mod similarity;
#[cfg(test)]
mod testing;
mod vectorizers;

pub use artist_graph::learn_artist_graph;
pub use vectorizers::{TermParams, fit_songs, fit_terms};
