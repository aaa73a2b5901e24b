//! Lists of songs.

mod actions;
mod editor;
mod page;
mod songs;
mod suggestions;

pub(crate) use page::{InitialList, MyListPage};
#[cfg(feature = "ssr")]
pub(crate) use suggestions::suggestions_for;
