//! The rules of cleaning: what can be wrong with a row or a value, and how often each was met.

mod rule;
mod tally;

pub use rule::{Effect, Reject, Rule};
pub use tally::Tally;
