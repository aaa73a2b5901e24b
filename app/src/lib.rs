//! The page: type what you remember of a song, choose a match, see what sounds like it.
//!
//! Rendered on the server with feature `ssr` and taken over in the browser with feature `hydrate`.
//! Everything that only the server can do is in the module `ssr` and inside server functions.
// Enough for each of the components; the types of the largest ones are erased.
#![recursion_limit = "256"]
#![allow(unreachable_pub, reason = "the component macro makes what it generates `pub`")]

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
mod model_card;
mod my_list;
mod notation;
mod pages;
mod place;
mod recent;
#[cfg(feature = "ssr")]
pub mod ssr;
#[cfg(all(test, feature = "ssr"))]
mod testing;
mod text;
mod tuner;
mod tuning;

pub use crate::text::Language;

use crate::components::{ListForm, SiteFooter, SiteHeader};
use crate::my_list::MyList;
use crate::pages::{AboutPage, ListPage, MapPage, NotFoundPage, SearchPage};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

/// The whole page: header, the route's page, footer.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    api::provide_catalogue_facts();
    let my_list = MyList::provide();
    Effect::new(|_| mark_hydrated());
    view! {
        <Router>
            <SiteHeader />
            <main id="main" tabindex="-1">
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/") view=SearchPage />
                    <Route path=path!("/list") view=ListPage />
                    <Route path=path!("/map") view=MapPage />
                    <Route path=path!("/about") view=AboutPage />
                </Routes>
            </main>
            <SiteFooter />
            <ListForm />
            // Not of the role that the page's own announcements have: those would be read again.
            <p class="visually-hidden" aria-live="polite">
                {my_list.said}
            </p>
        </Router>
    }
}

/// Browser tests wait for this mark.
fn mark_hydrated() {
    if let Some(body) = document().body() {
        // It cannot fail: the name is a valid attribute name.
        let _ = body.set_attribute("data-hydrated", "");
    }
}
