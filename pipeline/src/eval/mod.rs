//! Evaluates rules and models on labelled data.

pub mod describe;
pub mod find;
pub mod genres;
pub mod growth;
pub mod languages;
pub mod lyrics;
pub mod map;
pub mod original;
pub mod requests;
pub mod similar;
pub mod songs;
