use crate::api::{self, ApiError};
use crate::components::{FailureNotice, SearchForm, SimilarTable, SongCard};
use crate::finder::Finder;
use crate::first::FirstAnswers;
use crate::latest::Latest;
use crate::place::{Place, use_place};
use crate::text;
use catalog::SimilarSongs;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_meta::{Meta, Title};

/// The first page: the search box, and the chosen song with those that sound like it.
#[component]
pub(crate) fn SearchPage() -> impl IntoView {
    view! { <Search place=use_place() first=FirstAnswers::take() /> }
}

#[component]
fn Search(place: Memo<Place>, first: FirstAnswers) -> impl IntoView {
    let finder = Finder::new(place, first.matches);
    let song = Memo::new(move |_| place.with(|place| place.song.clone()));
    let similar = Latest::new(song, first.similar, api::find_similar);
    let title = computed_title(place, similar);
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    view! {
        <Title text=move || title.get() />
        <Meta name="description" content=text::DESCRIPTION />
        <div class="search" class:search--chosen=move || song.with(Option::is_some)>
            <Show when=move || song.with(Option::is_none) || has_no_song(similar)>
                <h1 class="search__question">{text::QUESTION}</h1>
            </Show>
            <SearchForm finder hydrated />
        </div>
        <p class="visually-hidden" role="status">
            {move || announcement(finder, similar)}
        </p>
        <Show when=move || song.with(Option::is_some) fallback=move || view! { <Examples finder /> }>
            <ChosenSong similar />
        </Show>
    }
}

type SimilarTo = Latest<String, SimilarSongs>;

/// The title, computed once already: the server writes it into the page's head after the page itself,
/// when the signals that it comes from may be disposed of.
fn computed_title(place: Memo<Place>, similar: SimilarTo) -> ArcMemo<String> {
    let title = ArcMemo::new(move |_| title(place, similar));
    title.with_untracked(|_| ());
    title
}

fn title(place: Memo<Place>, similar: SimilarTo) -> String {
    let Place { hint, song } = place.get();
    let chosen = similar.answer().filter(|(id, _)| song.as_ref() == Some(id));
    match (chosen, hint.trim()) {
        (Some((_, similar)), _) => text::page_title(&similar.track.label()),
        (None, "") => text::home_title(),
        (None, hint) => text::page_title(hint),
    }
}

/// What screen readers are told when something on the page has changed.
fn announcement(finder: Finder, similar: SimilarTo) -> String {
    let failure = finder.matches.failure().filter(|_| finder.open.get()).or(similar.failure());
    if let Some(failure) = failure {
        let (title, advice) = text::failure(failure);
        return format!("{title}. {advice}");
    }
    if finder.open.get() {
        return if finder.is_fresh() { matches_found(finder) } else { String::new() };
    }
    let found = similar.answer().filter(|_| similar.is_current());
    let found = found.map(|(_, found)| (found.results.len(), found.track.label()));
    found.map(|(count, song)| text::similar_found(count, &song)).unwrap_or_default()
}

fn matches_found(finder: Finder) -> String {
    let options = finder.options();
    let best = finder.best().and_then(|best| options.get(best)).map(|best| best.track.label());
    text::matches_found(options.len(), best.as_deref())
}

/// Hints to start with, on the empty page.
#[component]
fn Examples(finder: Finder) -> impl IntoView {
    let empty = move || finder.text.with(|text| text.trim().is_empty());
    let links = || text::EXAMPLE_HINTS.map(|hint| view! { <Example hint /> });
    view! {
        <Show when=empty>
            <section class="examples">
                <p>{text::EXAMPLES}</p>
                <ul>{links()}</ul>
            </section>
            <div class="wave" aria-hidden="true"></div>
        </Show>
    }
}

#[component]
fn Example(hint: &'static str) -> impl IntoView {
    let href = Place { hint: hint.into(), song: None }.href();
    view! {
        <li>
            <a class="chip" href=href dir="auto">
                {hint}
            </a>
        </li>
    }
}

/// The chosen song; while the next one loads, the last one stays.
#[component]
fn ChosenSong(similar: SimilarTo) -> impl IntoView {
    let answer = Memo::new(move |_| similar.answer().map(|(_, found)| found));
    Effect::new(move |seen: Option<()>| {
        answer.track();
        if seen.is_some() {
            focus_title_unless_typing();
        }
    });
    let failure = move || {
        let retry = move |()| similar.retry();
        similar.failure().map(|failure| view! { <FailureNotice failure retry /> })
    };
    let found = move || {
        let found = answer.get().filter(|_| shows_answer(similar));
        found.map(
            |found| view! { <SongCard song=found.track.clone() /> <SimilarTable similar=found /> },
        )
    };
    view! {
        <div
            class="chosen"
            class:is-waiting=move || similar.is_waiting()
            aria-busy=move || similar.is_waiting().to_string()
        >
            {failure}
            {found}
        </div>
    }
}

// The song of before stays while the next one is loading or the server cannot be reached.
fn shows_answer(similar: SimilarTo) -> bool {
    similar.is_current() || matches!(similar.failure(), None | Some(ApiError::Unreachable))
}

fn has_no_song(similar: SimilarTo) -> bool {
    similar.failure().is_some() && (similar.answer().is_none() || !shows_answer(similar))
}

/// After a link was followed its element is gone, and with it the focus; then the new song's title
/// takes it. Somebody who is in the search box stays there.
fn focus_title_unless_typing() {
    let typing = document().active_element().is_some_and(|element| element.id() == "hint");
    if typing {
        return;
    }
    request_animation_frame(|| {
        let title = document().get_element_by_id("song-title");
        let title = title.and_then(|title| title.dyn_into::<leptos::web_sys::HtmlElement>().ok());
        // Focus cannot fail on an element with a tabindex.
        let _ = title.map(|title| title.focus());
    });
}
