//! What only the server does: it writes the document around the page.

mod app;
mod head;
mod initial_answers;
mod list;
mod not_found;
mod page;
mod pages;
mod shell;
mod site;

pub use crate::api::engine::provide_engine;
pub use app::PATHS;
pub use list::listen_url;
pub use page::render_page;
