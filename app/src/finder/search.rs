use super::form::SearchForm;
use super::state::Finder;
use crate::api::{ApiError, failure_announcement, failure_text};
use crate::device::use_hydrated;
use crate::song::{Announcement, LiveRegion, follow_title, query_title, use_live_region};
use crate::text::{Words, text};
use crate::url::{SearchLocation, use_location};
use catalog::SearchResults;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the server sends along with the search box.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct InitialSearch {
    pub(crate) matches: Option<Result<SearchResults, ApiError>>,
    pub(crate) announcement: Announcement,
}

/// The search box with its matches, and the live region of the page.
#[component]
pub(crate) fn Search(initial: InitialSearch) -> impl IntoView {
    let text = text();
    let (location, live_region) = (use_location(), use_live_region());
    live_region.set(initial.announcement);
    let finder = Finder::new(location, initial.matches);
    let chosen = Memo::new(move |_| location.with(|location| location.song.is_some()));
    let shows_songs = Memo::new(move |_| location.with(SearchLocation::shows_songs));
    follow_title(move || {
        (!chosen.get()).then(|| location.with(|location| query_title(text, location)))
    });
    let hydrated = use_hydrated();
    let begun = move || finder.text.with(|text| !text.trim().is_empty());
    let asks = Memo::new(move |_| !shows_songs.get() || live_region.song_missing());
    let question =
        move || asks.get().then(|| view! { <h1 class="search__question">{text.question}</h1> });
    view! {
        <div class="search" class:search--chosen=shows_songs class:search--begun=begun>
            {question}
            <SearchForm finder hydrated />
        </div>
        <p class="visually-hidden" role="status">
            {move || announcement(text, finder, live_region)}
        </p>
    }
}

/// What screen readers announce when the page has changed.
fn announcement(text: &Words, finder: Finder, live_region: LiveRegion) -> String {
    if !finder.open.get() {
        return live_region.text();
    }
    match finder.matches.failure() {
        Some(failure) => failure_announcement(failure_text(text, failure)),
        None if finder.is_fresh() => matches_found(text, finder),
        None => String::new(),
    }
}

fn matches_found(text: &Words, finder: Finder) -> String {
    let options = finder.options();
    if options.is_empty() && finder.wish().is_some() {
        return format!("{}: {}. {}", text.understood, finder.understood().join(", "), text.wish);
    }
    let best = finder.best().and_then(|best| options.get(best)).map(|best| best.track.label());
    text.matches_found(options.len(), best.as_deref())
}
