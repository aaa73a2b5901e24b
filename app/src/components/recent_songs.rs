use crate::place::Place;
use crate::recent::{RecentSong, forget, recent_songs};
use crate::text;
use leptos::prelude::*;

/// The songs that were chosen last on this device, which can be forgotten.
#[component]
pub(crate) fn RecentSongs() -> impl IntoView {
    let songs = RwSignal::new(Vec::new());
    Effect::new(move |_| songs.set(recent_songs()));
    let clear = move |_| {
        forget();
        songs.set(Vec::new());
        if let Some(Ok(box_)) = document().get_element_by_id("hint").map(as_element) {
            // Focus cannot fail on a text box.
            let _ = box_.focus();
        }
    };
    let links = move || songs.get().into_iter().map(recent_link).collect_view();
    view! {
        <Show when=move || songs.with(|songs| !songs.is_empty())>
            <section class="examples" aria-labelledby="recent-label">
                <p id="recent-label">{text::RECENT}</p>
                <ul>
                    {links}
                    <li>
                        <button type="button" class="chip chip--toggle" on:click=clear>
                            {text::FORGET}
                        </button>
                    </li>
                </ul>
            </section>
        </Show>
    }
}

fn recent_link(song: RecentSong) -> impl IntoView {
    let RecentSong { id, label } = song;
    let href = Place { song: Some(id), ..Place::of_hint(label.clone()) }.href();
    view! {
        <li>
            <a class="chip" href=href dir="auto">
                {label}
            </a>
        </li>
    }
}

fn as_element(
    element: leptos::web_sys::Element,
) -> Result<leptos::web_sys::HtmlElement, leptos::web_sys::Element> {
    use leptos::wasm_bindgen::JsCast;
    element.dyn_into()
}
