//! The map of the catalogue.

mod page;
mod picture;
mod table;

pub(crate) use page::{InitialMap, SongMap};
