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
mod numerals;
mod segment;
mod song_texts;
mod sound;
mod spelling;
mod spotifinder;
mod title_order;
mod vocabulary;
mod word_index;

pub use finder::FindPart;
pub use lyrics::LyricsIndex;
pub use spotifinder::spotifinder_document;
pub use word_index::{Romanise, WordIndex};

pub(crate) use confidence::confidence;
pub(crate) use explain::{Explainer, dropped};
pub(crate) use finder::Finder;
pub(crate) use spotifinder::Spotifinder;
