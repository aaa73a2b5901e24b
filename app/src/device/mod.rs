//! What depends on where the code runs: the browser's storage and focus, and the difference to the server.

mod debounce;
mod erase;
mod focus;
mod hydrated;
mod my_list;
mod recent;
mod storage;

pub(crate) use debounce::debounce;
pub(crate) use erase::EraseOnServer;
pub(crate) use focus::{focus, focus_if_lost};
pub(crate) use hydrated::use_hydrated;
pub(crate) use my_list::{MyList, use_my_list};
pub(crate) use recent::{RecentSong, forget, recent_songs, remember};
pub(crate) use storage::HIDDEN_COLUMNS;
