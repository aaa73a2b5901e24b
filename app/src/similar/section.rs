use super::path_panel::PathPanel;
use super::table::SimilarTable;
use super::tune_panel::TunePanel;
use super::tuner::Tuner;
use super::tuning_chips::{SeedChips, ShiftChips};
use super::wish::WishHeading;
use crate::api::ApiError;
use crate::device::{EraseOnServer, focus, focus_if_lost, use_hydrated};
use crate::song::{BarLegend, SongState, shows_song};
use crate::text::{Words, text};
use crate::url::{InvalidRequest, Restored, Router, SearchLocation, Tuning, use_router};
use catalog::{SimilarSongs, SongEntry};
use leptos::prelude::*;

/// How many genres are proposed to filter by.
const GENRES_PROPOSED: usize = 40;

/// Everything below the chosen song: a path from it, the controls, and the songs similar to it.
#[component]
pub(crate) fn Similar(state: SongState) -> impl IntoView {
    let hydrated = use_hydrated();
    let SongState { similar, .. } = state;
    let tuner = Tuner::new(state.location);
    let wish = Memo::new(move |_| state.is_wish());
    let asked = move || state.is_chosen() || wish.get();
    let shown = Memo::new(move |_| asked() && shows_song(similar) && similar.answer().is_some());
    Effect::new(move |before: Option<bool>| {
        let wish = wish.get();
        if before == Some(false) && wish {
            request_animation_frame(|| focus_if_lost("wish"));
        }
        wish
    });
    view! {
        <Show when=move || wish.get()>
            <WishHeading state />
        </Show>
        <Show when=move || shown.get()>
            <div aria-busy=move || similar.is_waiting().to_string()>
                <Controls state tuner hydrated />
                <Songs state />
            </div>
        </Show>
    }
    .erased_on_server()
}

#[component]
fn Controls(state: SongState, tuner: Tuner, hydrated: Signal<bool>) -> impl IntoView {
    let SongState { location, similar, path, .. } = state;
    let of_answer = move |part: fn(SimilarSongs) -> Vec<SongEntry>| {
        Memo::new(move |_| similar.answer().map(|(_, found)| part(found)).unwrap_or_default())
    };
    let filters =
        Memo::new(move |_| similar.answer().map(|(_, found)| found.filters).unwrap_or_default());
    let genres =
        Memo::new(move |_| similar.answer().map(|(_, found)| genres(&found)).unwrap_or_default());
    let chosen = Memo::new(move |_| state.is_chosen());
    let years_conflict =
        Memo::new(move |_| similar.failure().is_some_and(|failure| is_about_years(&failure)));
    view! {
        <section class="controls" aria-label=text().tune().tune>
            <ShiftChips tuner />
            <Show when=move || chosen.get()>
                <SeedChips
                    location
                    like=of_answer(|found| found.like)
                    unlike=of_answer(|found| found.unlike)
                />
            </Show>
            <div class="controls__panels">
                <TunePanel tuner filters genres years_conflict hydrated />
                <Show when=move || chosen.get()>
                    <PathPanel location path />
                </Show>
            </div>
        </section>
    }
    .erased_on_server()
}

fn is_about_years(failure: &ApiError) -> bool {
    let ApiError::InvalidRequest(InvalidRequest { parameter, .. }) = failure else { return false };
    parameter == "min_year" || parameter == "max_year"
}

/// The genres of the chosen song and of its similar songs, without duplicates.
fn genres(found: &SimilarSongs) -> Vec<String> {
    let tracks = found.track.iter().chain(found.results.iter().map(|song| &song.track));
    let mut genres: Vec<String> = Vec::new();
    for genre in tracks.flat_map(|track| &track.genres) {
        if genres.len() < GENRES_PROPOSED && !genres.contains(genre) {
            genres.push(genre.clone());
        }
    }
    genres
}

#[component]
fn Songs(state: SongState) -> impl IntoView {
    let SongState { location, similar, compared, .. } = state;
    let songs = Memo::new(move |_| {
        let answer = similar.answer().filter(|_| shows_song(similar));
        answer.map(|(_, found)| found.results).unwrap_or_default()
    });
    let router = use_router();
    Effect::new(move |before: Option<()>| {
        songs.track();
        if before.is_some() {
            request_animation_frame(move || focus_after_change(router));
        }
    });
    let text = text();
    let track = move || similar.answer().and_then(|(_, found)| found.track);
    let title = move || track().map(|track| track.name).unwrap_or_default();
    let others = move || {
        let answer = similar.answer().filter(|(_, found)| found.track.is_some());
        answer.map(|(_, found)| found.like.len()).unwrap_or_default()
    };
    let order = move || {
        let question = similar.answer().map(|(question, _)| question);
        question.map(|question| question.tuning.get("order").to_owned()).unwrap_or_default()
    };
    let untuned = move || location.with(|location| location.tuning.is_plain());
    let none = move || similar.is_current().then(|| nothing(text, untuned()));
    view! {
        <Show
            when=move || songs.with(|songs| !songs.is_empty())
            fallback=move || view! { <p class="similar__none">{none}</p> }
        >
            <SimilarTable
                location
                title=Signal::derive(title)
                others=Signal::derive(others)
                songs
                order=Signal::derive(order)
                compared
            />
            <div class="similar__end">
                <ShowMore location count=Signal::derive(move || songs.with(Vec::len)) />
                <BarLegend />
            </div>
        </Show>
    }
    .erased_on_server()
}

// Back and Forward return to the link that was followed.
fn focus_after_change(router: Router) {
    match router.take_restored() {
        Some(Restored { scroll, focused }) => {
            focus(&focused, false);
            window().scroll_to_with_x_and_y(0.0, scroll);
        }
        None => focus_if_lost("similar"),
    }
}

fn nothing(text: &Words, untuned: bool) -> &'static str {
    if untuned { text.nothing_similar } else { text.nothing_left }
}

/// A link to a longer list, if there may be more songs.
#[component]
fn ShowMore(location: Memo<SearchLocation>, count: Signal<usize>) -> impl IntoView {
    let text = text();
    let limit = Memo::new(move |_| {
        let limit = location.with(|location| location.tuning.get("limit").parse().ok());
        limit.unwrap_or(Tuning::LIMIT)
    });
    let more = move || (limit.get() + Tuning::LIMIT).min(catalog::ResultCount::MAX);
    let href = move || {
        let location = location.get();
        let tuning = location.tuning.with("limit", more().to_string());
        location.tuned(tuning).href()
    };
    let may_be_more = move || count.get() >= limit.get() as usize && more() > limit.get();
    view! {
        <Show when=may_be_more>
            <a class="button" data-noscroll href=href>
                {text.show_more}
            </a>
        </Show>
    }
}
