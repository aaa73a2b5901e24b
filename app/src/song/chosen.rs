use super::card::SongCard;
use super::live_region::{Announcement, use_live_region};
use super::state::{SongState, is_about_tuning, shows_song};
use crate::api::FailureNotice;
use crate::device::{EraseOnServer, focus, use_hydrated};
use crate::song::{follow_title, song_title};
use crate::text::text;
use crate::url::{Tuning, use_router};
use leptos::prelude::*;

/// The chosen song, if there is one.
#[component]
pub(crate) fn Song(state: SongState) -> impl IntoView {
    let hydrated = use_hydrated();
    let chosen = Memo::new(move |_| state.is_chosen());
    follow_title(title(state));
    update_live_region(state);
    view! {
        <Show when=move || chosen.get()>
            <ChosenSong state hydrated />
        </Show>
    }
}

fn title(state: SongState) -> impl Fn() -> Option<String> {
    let text = text();
    move || {
        let location = state.location.get();
        let id = location.song.clone()?;
        let answer = state.similar.answer();
        let answer = answer.filter(|(asked, _)| asked.track.as_deref() == Some(&id));
        let song = answer.and_then(|(_, found)| found.track);
        let path = state.path.current().map(|(_, path)| path);
        Some(song_title(text, &location, song.as_ref(), path.as_ref()))
    }
}

fn update_live_region(state: SongState) {
    let (text, live_region) = (text(), use_live_region());
    Effect::new(move |_| {
        let (similar, path) = (state.similar.outcome(), state.path.outcome());
        let missing = state.is_missing();
        live_region.set(Announcement::of(text, similar.as_ref(), path.as_ref(), missing));
    });
}

/// The chosen song; while the next one is loading, the last one stays.
#[component]
fn ChosenSong(state: SongState, hydrated: Signal<bool>) -> impl IntoView {
    let SongState { similar, compared, .. } = state;
    let chosen = Memo::new(move |_| {
        let answer = similar.answer().filter(|_| shows_song(similar));
        answer.and_then(|(_, found)| Some((found.track?, found.versions)))
    });
    let router = use_router();
    let track = Memo::new(move |_| chosen.get().map(|(track, _)| track));
    Effect::new(move |before: Option<()>| {
        // Must be read: a memo that is only tracked does not run.
        track.with(|_| ());
        if before.is_some() && !router.is_restoring() {
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
            <SongsFailure state />
            {card}
        </div>
    }
    .erased_on_server()
}

/// Why there is no answer, and the way back from an invalid tuning.
#[component]
pub(crate) fn SongsFailure(state: SongState) -> impl IntoView {
    let SongState { location, similar, .. } = state;
    let words = text().tune();
    let untuned = move || location.get().tuned(Tuning::default()).href();
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

// The link that was followed is gone, and the focus with it, so the title of the new song takes it. Somebody who is
// typing stays in the search box.
fn focus_title_unless_typing() {
    let typing = document().active_element().is_some_and(|element| element.id() == "query");
    if !typing {
        request_animation_frame(|| focus("song-title", true));
    }
}
