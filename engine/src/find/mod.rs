//! Finds the song that a hint means.

mod align;
mod buckets;
mod candidates;
mod confidence;
mod edits;
mod explain;
mod finder;
mod hint;
mod lyrics;
mod marks;
mod models;
mod numerals;
mod segment;
mod song_finder;
mod song_texts;
mod sound;
mod spelling;
mod title_order;
mod vocabulary;
mod word_index;

pub use finder::FindPart;
pub use lyrics::LyricsIndex;
pub use models::FindModels;
pub use word_index::{Romanise, WordIndex};

pub(crate) use song_finder::SongFinder;
