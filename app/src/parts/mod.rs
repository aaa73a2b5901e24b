//! The parts of the page that are hydrated in the browser. Everything else is static HTML.
//!
//! The server renders a part into an element with its name and the answers that it used. In the browser the same
//! view hydrates the element. All parts share one URL, one list and one live region.

mod language_links;
mod list_status;
mod part;

pub use part::{InitialData, Part};

pub(crate) use language_links::LanguageLinks;
pub(crate) use list_status::{ListCount, ListLiveRegion};
#[cfg(feature = "ssr")]
pub(crate) use part::to_json;

use crate::api::CatalogueFacts;
use crate::device::{MyList, use_hydrated};
use crate::finder::{RecentSongs, Search};
use crate::list::MyListPage;
use crate::map::SongMap;
use crate::similar::Similar;
use crate::song::{LiveRegion, Song, SongState};
use crate::url::{Router, use_location};
use leptos::prelude::*;
use part::from_json;
use std::sync::OnceLock;

/// The view of [`Part::ListCount`] in the browser.
pub fn list_count() -> impl IntoView {
    provide_shared();
    view! { <ListCount /> }
}

/// The view of [`Part::ListLiveRegion`] in the browser.
pub fn list_live_region() -> impl IntoView {
    provide_shared();
    view! { <ListLiveRegion /> }
}

/// The view of [`Part::Languages`] in the browser.
pub fn languages() -> impl IntoView {
    provide_shared();
    view! { <LanguageLinks /> }
}

/// The view of [`Part::Search`] in the browser.
pub fn search(initial: &InitialData) -> impl IntoView + use<> {
    provide_shared();
    view! { <Search initial=from_json(&initial.answers) /> }
}

/// The view of [`Part::Recent`] in the browser.
pub fn recent() -> impl IntoView {
    provide_shared();
    view! { <RecentSongs /> }
}

/// The view of [`Part::Song`] in the browser.
pub fn song(initial: &InitialData) -> impl IntoView + use<> {
    provide_shared();
    provide_context::<CatalogueFacts>(from_json(&initial.facts));
    view! { <Song state=song_state(initial) /> }
}

/// The view of [`Part::Similar`] in the browser, which gets the same data as [`Part::Song`].
pub fn similar(initial: &InitialData) -> impl IntoView + use<> {
    provide_shared();
    view! { <Similar state=song_state(initial) /> }
}

// Shared by two parts. The first one to call this owns it.
fn song_state(initial: &InitialData) -> SongState {
    static STATE: OnceLock<SongState> = OnceLock::new();
    *STATE.get_or_init(|| SongState::new(use_location(), from_json(&initial.answers)))
}

/// The view of [`Part::List`] in the browser.
pub fn list(initial: &InitialData) -> impl IntoView + use<> {
    provide_shared();
    view! { <MyListPage initial=from_json(&initial.answers) /> }
}

/// The view of [`Part::Map`] in the browser.
pub fn map(initial: &InitialData) -> impl IntoView + use<> {
    provide_shared();
    view! { <SongMap initial=from_json(&initial.answers) /> }
}

/// What all parts share in the browser, where there is only one page.
#[derive(Clone, Copy)]
struct Shared {
    router: Router,
    my_list: MyList,
    live_region: LiveRegion,
}

// The first part to call this owns the signals; that is safe because no part is ever removed.
fn provide_shared() {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    let shared = SHARED.get_or_init(|| Shared {
        router: Router::of_window(),
        my_list: MyList::of_device(),
        live_region: LiveRegion::default(),
    });
    provide_context(shared.router);
    provide_context(shared.my_list.in_part(use_hydrated()));
    provide_context(shared.live_region);
}
