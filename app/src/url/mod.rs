//! The page's state in its URL, and navigation without loading the page anew.
//!
//! Each path is a document of its own. Links that only change the parameters are followed in place.

mod follower;
mod hidden_params;
mod link;
mod list;
mod map;
mod params;
mod request;
mod router;
mod search;
mod song_list;
mod tuning;

pub(crate) use follower::UrlFollower;
pub(crate) use hidden_params::HiddenParams;
pub(crate) use list::{FORMATS, export_href, list_href, use_listed};
#[cfg(feature = "ssr")]
pub(crate) use list::{LIST_PATH, list_edit, listed};
#[cfg(feature = "ssr")]
pub(crate) use map::MAP_PATH;
pub(crate) use map::{MapLocation, use_map_location};
#[cfg(feature = "ssr")]
pub(crate) use params::Params;
pub(crate) use params::escape;
pub(crate) use request::sort_order;
pub use request::{InvalidRequest, parse_request, parse_request_for};
pub(crate) use router::{Navigation, PageUrl, Restored, Router, use_router};
pub(crate) use search::{
    Destination, SearchLocation, Transition, href_onward, use_location, use_navigate,
};
#[cfg(feature = "ssr")]
pub(crate) use search::{SEARCH_PATH, query_for};
pub(crate) use song_list::ListEdit;
pub use song_list::{InvalidSongList, SongList};
pub(crate) use tuning::{SeedKind, Tuning};
