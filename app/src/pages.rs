mod about;
mod list;
mod not_found;
mod search;

pub(crate) use about::AboutPage;
pub(crate) use list::ListPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use search::SearchPage;
