use crate::Part;
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
pub(super) fn App() -> impl IntoView {
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
