//! Lists of songs.

mod actions;
mod editor;
mod fill;
mod page;
mod songs;
mod suggestions;

#[cfg(feature = "ssr")]
pub(crate) use page::InitialList;
pub(crate) use page::MyListPage;
#[cfg(feature = "ssr")]
pub(crate) use suggestions::suggestions_for;
