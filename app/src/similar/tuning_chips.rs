use super::tuner::Tuner;
use crate::text::text;
use crate::url::SearchLocation;
use catalog::SongEntry;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Chips for "more like this, but calmer" and the like. They submit the form of the panel.
#[component]
pub(crate) fn ShiftChips(tuner: Tuner) -> impl IntoView {
    let words = text().tune();
    view! {
        <div class="chip-group chip-group--row" role="group" aria-labelledby="shifts-label">
            <p id="shifts-label" class="chip-group__label">
                {words.shifts}
            </p>
            <div class="chips">
                {words.chips.map(|(shift, name)| view! { <ShiftChip tuner shift name /> })}
            </div>
        </div>
    }
}

#[component]
fn ShiftChip(tuner: Tuner, shift: &'static str, name: &'static str) -> impl IntoView {
    let pressed = Memo::new(move |_| {
        tuner.shown.with(|tuning| tuning.list("more").any(|wanted| wanted == shift))
    });
    let toggled = move || tuner.shown.with(|tuning| tuning.toggled(shift).get("more").to_owned());
    let press = move |event: MouseEvent| {
        event.prevent_default();
        tuner.toggle(shift);
    };
    view! {
        <button
            type="submit"
            form="tune"
            class="chip chip--toggle"
            name="more"
            value=toggled
            aria-pressed=move || pressed.get().to_string()
            on:click=press
        >
            {name}
        </button>
    }
}

/// The other songs to be like or unlike, each with a link that removes it.
#[component]
pub(crate) fn SeedChips(
    location: Memo<SearchLocation>,
    like: Memo<Vec<SongEntry>>,
    unlike: Memo<Vec<SongEntry>>,
) -> impl IntoView {
    let words = text().tune();
    view! {
        <SeedList location label=words.like songs=like />
        <SeedList location label=words.unlike songs=unlike />
    }
}

#[component]
fn SeedList(
    location: Memo<SearchLocation>,
    label: &'static str,
    songs: Memo<Vec<SongEntry>>,
) -> impl IntoView {
    let chips = move || {
        let songs = songs.get().into_iter();
        songs.map(|song| view! { <SeedChip location song /> }).collect_view()
    };
    view! {
        <Show when=move || songs.with(|songs| !songs.is_empty())>
            <div class="chip-group">
                <p class="chip-group__label">{label}</p>
                <ul class="chips" aria-label=label>
                    {chips}
                </ul>
            </div>
        </Show>
    }
}

#[component]
fn SeedChip(location: Memo<SearchLocation>, song: SongEntry) -> impl IntoView {
    let label = song.label();
    let remove = text().tune().remove(&label);
    let href = move || {
        let location = location.get();
        let tuning = location.tuning.without_track(&song.id);
        location.tuned(tuning).href()
    };
    view! {
        <li class="chip chip--seed">
            <bdi>{label}</bdi>
            <a class="chip__remove" data-noscroll href=href aria-label=remove>
                <span aria-hidden="true">"×"</span>
            </a>
        </li>
    }
}
