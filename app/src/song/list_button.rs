use crate::device::{EraseOnServer, use_my_list};
use crate::text::text;
use catalog::SongEntry;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The id of the form that all buttons for lists submit. Each page has it once, so that the buttons work without
/// JavaScript.
pub(crate) const LIST_FORM: &str = "list-form";

/// A button that adds the song to the user's list, or removes it.
#[component]
pub(crate) fn ListButton(song: SongEntry) -> impl IntoView {
    let id = song.id.to_string();
    let words = text().list();
    let (listed, press) = toggle(song);
    let name = move || if listed.get() { words.take_out } else { words.add };
    view! {
        <button
            type="submit"
            form=LIST_FORM
            class="button"
            name="add"
            value=id
            on:click=press
        >
            {name}
        </button>
    }
    .erased_on_server()
}

/// The same as an icon.
#[component]
pub(crate) fn ListIconButton(song: SongEntry) -> impl IntoView {
    let (id, label) = (song.id.to_string(), song.label());
    let words = text().list();
    let (listed, press) = toggle(song);
    let name = Memo::new(move |_| words.button_label(&label, listed.get()));
    view! {
        <button
            type="submit"
            form=LIST_FORM
            class="sign"
            class:sign--on=move || listed.get()
            name="add"
            value=id
            aria-label=name
            title=name
            on:click=press
        >
            <ListIcon listed />
        </button>
    }
    .erased_on_server()
}

fn toggle(song: SongEntry) -> (Signal<bool>, impl Fn(MouseEvent) + 'static) {
    let my_list = use_my_list();
    let id = song.id.clone();
    let press = move |event: MouseEvent| {
        event.prevent_default();
        my_list.toggle(&song);
    };
    (Signal::derive(move || my_list.contains(&id)), press)
}

/// Lines of a list with a plus, or a tick if the song is in it.
#[component]
pub(crate) fn ListIcon(#[prop(into)] listed: Signal<bool>) -> impl IntoView {
    let drawing = move || {
        if listed.get() { "M2 8.5l4 4 8-9" } else { "M2 3h11M2 8h6M2 13h4M12 7v7M8.5 10.5h7" }
    };
    view! {
        <svg class="sign__icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=drawing />
        </svg>
    }
}
