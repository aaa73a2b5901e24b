use crate::erased::Erase;
use crate::my_list::use_my_list;
use crate::text::text;
use catalog::SongEntry;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// The form of all buttons that change a list. It stands once in every page, so that without JavaScript
/// the buttons lead to the changed list.
pub(crate) const LIST_FORM: &str = "list-form";

/// The form itself.
#[component]
pub(crate) fn ListForm() -> impl IntoView {
    view! { <form id=LIST_FORM method="get" action=crate::list_place::LIST_PATH hidden></form> }
}

/// Tells screen readers of changes of the list. It is not of the role that a page's own announcements have:
/// those would be read again.
#[component]
pub(crate) fn ListSaid() -> impl IntoView {
    view! {
        <p class="visually-hidden" aria-live="polite">
            {use_my_list().said}
        </p>
    }
}

/// A button that adds the song to the list of this device, or takes it out again.
#[component]
pub(crate) fn ListToggle(song: SongEntry) -> impl IntoView {
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
    .erased()
}

/// The same, as small as a sign.
#[component]
pub(crate) fn ListSign(song: SongEntry) -> impl IntoView {
    let (id, label) = (song.id.to_string(), song.label());
    let words = text().list();
    let (listed, press) = toggle(song);
    let name = Memo::new(move |_| words.sign(&label, listed.get()));
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
    .erased()
}

fn toggle(song: SongEntry) -> (Signal<bool>, impl Fn(MouseEvent) + 'static) {
    let my_list = use_my_list();
    let id = song.id.clone();
    let press = move |event: MouseEvent| {
        event.prevent_default();
        my_list.toggle(&song);
    };
    (Signal::derive(move || my_list.has(&id)), press)
}

/// Lines of a list, with a plus, or a tick if the song is in it.
#[component]
pub(super) fn ListIcon(#[prop(into)] listed: Signal<bool>) -> impl IntoView {
    let drawing = move || {
        if listed.get() { "M2 8.5l4 4 8-9" } else { "M2 3h11M2 8h6M2 13h4M12 7v7M8.5 10.5h7" }
    };
    view! {
        <svg class="sign__icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=drawing />
        </svg>
    }
}
