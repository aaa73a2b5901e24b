//! The map of the catalogue.

mod page;
mod picture;
mod table;

#[cfg(feature = "ssr")]
pub(crate) use page::InitialMap;
pub(crate) use page::SongMap;
