//! Measures how good the rules and models are, on labelled data.

pub mod original;
pub mod similar;
pub mod songs;
