use super::initial_answers::InitialAnswers;
use super::not_found::NotFoundPage;
use super::pages::{ListPage, MapPage, SearchPage};
use super::site::{SiteFooter, SiteHeader};
use crate::about::{ABOUT_PATH, AboutPage};
use crate::parts::{ListLiveRegion, Part};
use crate::song::LIST_FORM;
use crate::url::{LIST_PATH, MAP_PATH, SEARCH_PATH, use_router};
use leptos::prelude::*;

/// The paths of all pages.
pub const PATHS: [&str; 4] = [SEARCH_PATH, LIST_PATH, MAP_PATH, ABOUT_PATH];

/// The whole page: header, the content for the path, footer.
#[component]
pub(super) fn App(initial: InitialAnswers) -> impl IntoView {
    view! {
        <SiteHeader />
        <main id="main" tabindex="-1">
            <Page initial />
        </main>
        <SiteFooter />
        <form id=LIST_FORM method="get" action=LIST_PATH hidden></form>
        <div class="part" data-part=Part::ListLiveRegion.name()>
            <ListLiveRegion />
        </div>
    }
}

#[component]
fn Page(initial: InitialAnswers) -> AnyView {
    match use_router().get_untracked().path.as_str() {
        SEARCH_PATH => view! { <SearchPage initial /> }.into_any(),
        LIST_PATH => view! { <ListPage initial /> }.into_any(),
        MAP_PATH => view! { <MapPage initial /> }.into_any(),
        ABOUT_PATH => view! { <AboutPage card=initial.card /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}
