//! The tracks of a catalogue.

pub mod column;
mod known;
pub(crate) mod table;

pub use column::{ListColumn, TextColumn};
pub(crate) use known::Known;
pub use table::TrackTable;
pub(crate) use table::unknown_song;
