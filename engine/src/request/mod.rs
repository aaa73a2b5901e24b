//! Reads a request: a text in somebody's own words becomes clues, each with the part of the text that
//! says it. [`reader`] has the order, `vocabulary` the words of each language.

mod asking;
mod clue;
mod decision;
mod mentions;
mod names;
mod quotes;
mod reader;
mod vocabulary;
mod word;
mod years;

pub(crate) use asking::{asks_for_songs, may_ask_for_songs, unknown_likeness};
pub use clue::{Clue, ClueKind, Named, Request, Role};
pub use decision::is_description;
pub(crate) use names::{NameTable, Names};
pub(crate) use reader::{ReadText, Reader};
pub(crate) use word::Word;
#[cfg(test)]
pub(crate) use word::words_of;
