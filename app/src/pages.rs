mod about;
mod list;
mod map;
mod not_found;
mod search;

#[cfg(feature = "ssr")]
pub(crate) use about::ABOUT_PATH;
pub(crate) use about::AboutPage;
pub(crate) use list::ListPage;
pub(crate) use map::MapPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use search::SearchPage;
