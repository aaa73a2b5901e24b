use crate::focus::focus;
use crate::place::Place;
use crate::recent::{RecentSong, forget, recent_songs};
use crate::text::text;
use leptos::prelude::*;

/// The songs that were chosen last on this device, which can be forgotten.
#[component]
pub(crate) fn RecentSongs() -> impl IntoView {
    let text = text();
    let songs = RwSignal::new(Vec::new());
    Effect::new(move |_| songs.set(recent_songs()));
    let clear = move |_| {
        forget();
        songs.set(Vec::new());
        focus("hint", true);
    };
    let links = move || songs.get().into_iter().map(recent_link).collect_view();
    view! {
        <Show when=move || songs.with(|songs| !songs.is_empty())>
            <section class="examples" aria-labelledby="recent-label">
                <p id="recent-label">{text.recent}</p>
                <ul>
                    {links}
                    <li>
                        <button type="button" class="chip chip--toggle" on:click=clear>
                            {text.forget}
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
