//! Finds the song that a text describes: what [`request`](crate::request) reads from it, and its words,
//! become parts of one additive score over all songs. docs/describing.md has the method and what each
//! part is worth.

mod best;
mod describer;
mod evidence;
mod found;
mod index;
mod lines;
mod part;
mod runs;
mod songs;
mod sounds;

pub use describer::{DescribedSong, Describer, Description};
pub use index::DescribeIndex;
pub use part::{Part, PartValues};
