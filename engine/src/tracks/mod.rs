//! The tracks of a catalogue.

pub mod column;
mod known;
pub(crate) mod table;

pub(crate) use known::Known;
pub use column::{ListColumn, TextColumn};
pub use table::TrackTable;
pub(crate) use table::unknown_song;
