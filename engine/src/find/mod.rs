//! Finds the song that a query means. [`Finder`](finder::Finder) has the steps, `params` the numbers
//! that they were tuned with.

mod alignment;
mod assignment;
mod buckets;
mod candidates;
mod confidence;
mod edits;
mod expansion;
mod explain;
mod features;
mod finder;
mod forward_index;
mod grams;
mod heard;
mod highlights;
mod invert;
mod lyrics;
mod models;
mod numerals;
mod options;
mod params;
mod query;
#[cfg(test)]
pub(crate) mod reference;
mod segment;
mod similarity;
mod song_finder;
mod song_texts;
mod song_view;
mod sound;
mod spaceless;
mod spelling;
mod sums;
#[cfg(test)]
mod testing;
mod title_order;
mod token;
mod vocabulary;
mod word_index;

pub use lyrics::LyricsIndex;
pub use models::FindModels;
pub use options::{FindOptions, FindPart};
pub use song_texts::Romanise;
pub use word_index::WordIndex;

pub(crate) use forward_index::Field;
pub(crate) use song_finder::SongFinder;
