mod about;
mod list;
mod map;
mod not_found;
mod search;

pub(crate) use about::{ABOUT_PATH, AboutPage};
pub(crate) use list::{ListPage, MyListPage};
pub(crate) use map::{MapPage, SongMap};
pub(crate) use not_found::NotFoundPage;
pub(crate) use search::{Search, SearchPage, Similar, Song};
