use crate::place::Place;
use crate::text::text;
use crate::tuner::Tuner;
use catalog::SongEntry;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Chips for "more like this, but calmer" and the like. They are buttons of the form above.
#[component]
pub(crate) fn ShiftChips(tuner: Tuner) -> impl IntoView {
    let words = text().tune();
    view! {
        <div class="wishes" role="group" aria-labelledby="shifts-label">
            <p id="shifts-label" class="wishes__label">
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

/// The songs, besides the chosen one, that are wanted more or less of; each can be taken away.
#[component]
pub(crate) fn SeedChips(
    tuner: Tuner,
    like: Memo<Vec<SongEntry>>,
    unlike: Memo<Vec<SongEntry>>,
) -> impl IntoView {
    let words = text().tune();
    view! {
        <SeedList tuner label=words.like songs=like />
        <SeedList tuner label=words.unlike songs=unlike />
    }
}

#[component]
fn SeedList(tuner: Tuner, label: &'static str, songs: Memo<Vec<SongEntry>>) -> impl IntoView {
    let chips = move || {
        let songs = songs.get().into_iter();
        songs.map(|song| view! { <SeedChip place=tuner.place song /> }).collect_view()
    };
    view! {
        <Show when=move || songs.with(|songs| !songs.is_empty())>
            <div class="wishes">
                <p class="wishes__label">{label}</p>
                <ul class="chips" aria-label=label>
                    {chips}
                </ul>
            </div>
        </Show>
    }
}

#[component]
fn SeedChip(place: Memo<Place>, song: SongEntry) -> impl IntoView {
    let label = song.label();
    let remove = text().tune().remove(&label);
    let href = move || {
        let place = place.get();
        let tuning = place.tuning.without_track(&song.id);
        place.tuned(tuning).href()
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
