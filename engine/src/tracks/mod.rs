//! The tracks of a catalogue.

pub mod column;
pub(crate) mod table;

pub use column::{ListColumn, TextColumn};
pub use table::TrackTable;
pub(crate) use table::unknown_song;
