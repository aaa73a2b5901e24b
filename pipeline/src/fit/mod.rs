//! Fits vectorizers to a catalogue.

pub mod similarity;
mod vectorizers;

pub use vectorizers::{TermParams, fit_songs, fit_terms};
