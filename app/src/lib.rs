//! The page: type what you remember of a song, choose a match, see what sounds like it.
//!
//! Rendered on the server with feature `ssr` and taken over in the browser with feature `hydrate`.
//! Everything that only the server can do is in the module `ssr` and inside server functions.
// Enough for each of the components; the types of the largest ones are erased.
#![recursion_limit = "256"]
#![allow(unreachable_pub, reason = "the component macro makes what it generates `pub`")]

mod address;
mod api;
mod columns;
mod components;
mod device;
mod elsewhere;
mod finder;
mod first;
mod focus;
mod latest;
mod list_editor;
mod list_place;
mod map_place;
mod map_view;
mod match_groups;
mod model_card;
mod my_list;
mod notation;
mod pages;
pub mod parts;
mod place;
mod recent;
#[cfg(feature = "ssr")]
pub mod ssr;
mod stage;
#[cfg(all(test, feature = "ssr"))]
mod testing;
mod text;
mod title;
mod tuner;
mod tuning;

pub use crate::parts::Part;
pub use crate::text::Language;

use crate::address::use_addresses;
use crate::components::{ListForm, ListSaid, SiteFooter, SiteHeader};
use crate::list_place::LIST_PATH;
use crate::map_place::MAP_PATH;
use crate::pages::{ABOUT_PATH, AboutPage, ListPage, MapPage, NotFoundPage, SearchPage};
use crate::place::SEARCH_PATH;
use leptos::prelude::*;

/// The paths of all pages.
pub const PATHS: [&str; 4] = [SEARCH_PATH, LIST_PATH, MAP_PATH, ABOUT_PATH];

/// The whole page: header, what its path names, footer.
#[component]
pub fn App() -> impl IntoView {
    view! {
        <SiteHeader />
        <main id="main" tabindex="-1">
            <Page />
        </main>
        <SiteFooter />
        <ListForm />
        <div class="part" data-part=Part::ListSaid.name()>
            <ListSaid />
        </div>
    }
}

#[component]
fn Page() -> AnyView {
    match use_addresses().get_untracked().path.as_str() {
        SEARCH_PATH => view! { <SearchPage /> }.into_any(),
        LIST_PATH => view! { <ListPage /> }.into_any(),
        MAP_PATH => view! { <MapPage /> }.into_any(),
        ABOUT_PATH => view! { <AboutPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}
