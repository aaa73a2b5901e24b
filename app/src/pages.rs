mod about;
mod not_found;
mod search;

pub(crate) use about::AboutPage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use search::SearchPage;
