//! The page's state in its URL, and navigation without loading the page anew.
//!
//! Each path is a document of its own. Links that only change the parameters are followed in place.

mod follower;
mod hidden_params;
mod link;
mod list;
mod map;
mod params;
mod router;
mod search;
mod title;
mod tuning;

pub(crate) use follower::UrlFollower;
pub(crate) use hidden_params::HiddenParams;
pub(crate) use list::{FORMATS, LIST_PATH, export_href, list_href, use_listed};
#[cfg(feature = "ssr")]
pub(crate) use list::{list_edit, listed};
pub(crate) use map::{MAP_PATH, MapLocation, use_map_location};
pub(crate) use params::{Params, escape};
pub(crate) use router::{Navigation, PageUrl, Router, use_router};
pub(crate) use search::{
    Destination, SEARCH_PATH, SearchLocation, Transition, href_onward, query_for, use_location,
    use_navigate,
};
pub(crate) use title::{follow_title, map_title, query_title, song_title};
pub(crate) use tuning::{SeedKind, Tuning};
