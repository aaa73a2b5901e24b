use super::path_panel::PathPanel;
use super::score_bar::BarLegend;
use super::tune_panel::TunePanel;
use super::wishes::{SeedChips, ShiftChips};
use crate::api::{ApiError, SimilarTo};
use crate::components::{FailureNotice, SimilarTable, SongCard};
use crate::erased::Erase;
use crate::focus::{focus, focus_if_lost};
use crate::latest::Latest;
use crate::song_state::SongState;
use crate::text::{Words, text};
use crate::tuner::Tuner;
use crate::tuning::Tuning;
use catalog::{SimilarSongs, SongEntry};
use leptos::prelude::*;

pub(crate) type SimilarAnswer = Latest<SimilarTo, SimilarSongs>;

/// Genres that are proposed to filter by.
const GENRES_PROPOSED: usize = 40;

/// The chosen song; while the next one loads, the last one stays.
#[component]
pub(crate) fn ChosenSong(state: SongState, hydrated: Signal<bool>) -> impl IntoView {
    let SongState { tuner, similar, compared, .. } = state;
    let chosen = Memo::new(move |_| {
        let answer = similar.answer().filter(|_| shows_song(similar));
        answer.map(|(_, found)| (found.track, found.versions))
    });
    let track = Memo::new(move |_| chosen.get().map(|(track, _)| track));
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        track.with(|_| ());
        if before.is_some() {
            focus_title_unless_typing();
        }
    });
    let card = move || {
        let chosen = chosen.get();
        chosen.map(|(song, versions)| view! { <SongCard song versions compared hydrated /> })
    };
    view! {
        <div
            class="chosen"
            class:is-waiting=move || similar.is_waiting()
            aria-busy=move || similar.is_waiting().to_string()
        >
            <Failure tuner similar />
            {card}
        </div>
    }
    .erased()
}

/// A path from the chosen song, the controls of the songs like it, and those songs.
#[component]
pub(crate) fn BesidesSong(state: SongState, hydrated: Signal<bool>) -> impl IntoView {
    let SongState { tuner, similar, path, compared, .. } = state;
    view! {
        <div aria-busy=move || similar.is_waiting().to_string()>
            <PathPanel tuner path />
            <Controls tuner similar hydrated />
            <Songs tuner similar compared />
        </div>
    }
    .erased()
}

/// Why there is no answer, and a way out of a tuning that cannot be.
#[component]
fn Failure(tuner: Tuner, similar: SimilarAnswer) -> impl IntoView {
    let words = text().tune();
    let untuned = move || tuner.href(Tuning::default());
    move || {
        similar.failure().map(|failure| {
            let tuned = is_about_tuning(&failure);
            view! {
                <FailureNotice failure retry=move |()| similar.retry() />
                {tuned.then(|| view! { <p><a href=untuned>{words.reset}</a></p> })}
            }
        })
    }
}

#[component]
fn Controls(tuner: Tuner, similar: SimilarAnswer, hydrated: Signal<bool>) -> impl IntoView {
    let of_answer = move |part: fn(SimilarSongs) -> Vec<SongEntry>| {
        Memo::new(move |_| similar.answer().map(|(_, found)| part(found)).unwrap_or_default())
    };
    let filters =
        Memo::new(move |_| similar.answer().map(|(_, found)| found.filters).unwrap_or_default());
    let genres =
        Memo::new(move |_| similar.answer().map(|(_, found)| genres(&found)).unwrap_or_default());
    view! {
        <section class="controls" aria-label=text().tune().tune>
            <TunePanel tuner filters genres hydrated />
            <ShiftChips tuner />
            <SeedChips
                tuner
                like=of_answer(|found| found.like)
                unlike=of_answer(|found| found.unlike)
            />
        </section>
    }
    .erased()
}

/// The genres of the chosen song and of those that go with it, each once.
fn genres(found: &SimilarSongs) -> Vec<String> {
    let tracks = std::iter::once(&found.track).chain(found.results.iter().map(|song| &song.track));
    let mut genres: Vec<String> = Vec::new();
    for genre in tracks.flat_map(|track| &track.genres) {
        if genres.len() < GENRES_PROPOSED && !genres.contains(genre) {
            genres.push(genre.clone());
        }
    }
    genres
}

#[component]
fn Songs(
    tuner: Tuner,
    similar: SimilarAnswer,
    compared: RwSignal<Option<SongEntry>>,
) -> impl IntoView {
    let songs = Memo::new(move |_| {
        let answer = similar.answer().filter(|_| similar.is_shown());
        answer.map(|(_, found)| found.results).unwrap_or_default()
    });
    Effect::new(move |before: Option<()>| {
        songs.track();
        if before.is_some() {
            request_animation_frame(|| focus_if_lost("similar"));
        }
    });
    let text = text();
    let title = move || similar.answer().map(|(_, found)| found.track.name).unwrap_or_default();
    let others = move || similar.answer().map(|(_, found)| found.like.len()).unwrap_or_default();
    let order = move || {
        let question = similar.answer().map(|(question, _)| question);
        question.map(|question| question.tuning.get("order").to_owned()).unwrap_or_default()
    };
    let none = move || similar.is_current().then(|| nothing(text, tuner));
    view! {
        <Show
            when=move || songs.with(|songs| !songs.is_empty())
            fallback=move || view! { <p class="similar__none">{none}</p> }
        >
            <SimilarTable
                place=tuner.place
                title=Signal::derive(title)
                others=Signal::derive(others)
                songs
                order=Signal::derive(order)
                compared
            />
            <div class="similar__end">
                <ShowMore tuner count=Signal::derive(move || songs.with(Vec::len)) />
                <BarLegend />
            </div>
        </Show>
    }
    .erased()
}

fn nothing(text: &Words, tuner: Tuner) -> &'static str {
    let plain = tuner.place.with(|place| place.tuning.is_plain());
    if plain { text.nothing_similar } else { text.nothing_left }
}

/// A link to the same list, longer, if there may be more songs.
#[component]
fn ShowMore(tuner: Tuner, count: Signal<usize>) -> impl IntoView {
    let text = text();
    let limit = Memo::new(move |_| {
        let limit = tuner.place.with(|place| place.tuning.get("limit").parse().ok());
        limit.unwrap_or(Tuning::LIMIT)
    });
    let more = move || (limit.get() + Tuning::LIMIT).min(catalog::ResultCount::MAX);
    let href = move || {
        let tuning = tuner.place.with(|place| place.tuning.with("limit", more().to_string()));
        tuner.href(tuning)
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

fn is_about_tuning(failure: &ApiError) -> bool {
    matches!(failure, ApiError::InvalidRequest(_) | ApiError::NoWishes)
}

/// Whether the song of the last answer is shown: it stays while the next one is loading, while the
/// server cannot be reached, and if it cannot be tuned as was asked.
pub(crate) fn shows_song(similar: SimilarAnswer) -> bool {
    match similar.failure() {
        Some(failure) if is_about_tuning(&failure) => true,
        _ => similar.is_shown(),
    }
}

// After a link was followed its element is gone, and with it the focus; then the new song's title
// takes it. Somebody who is in the search box stays there.
fn focus_title_unless_typing() {
    let typing = document().active_element().is_some_and(|element| element.id() == "hint");
    if !typing {
        request_animation_frame(|| focus("song-title", true));
    }
}
