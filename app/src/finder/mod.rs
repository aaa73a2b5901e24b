//! The search box and its matches.

mod form;
mod highlighted;
mod match_groups;
mod match_line;
mod match_list;
mod matches;
mod reading;
mod recent_songs;
mod search;
mod state;

pub(crate) use recent_songs::RecentSongs;
#[cfg(feature = "ssr")]
pub(crate) use search::InitialSearch;
pub(crate) use search::Search;
