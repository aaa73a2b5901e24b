use crate::device::{RecentSong, focus, forget, recent_songs};
use crate::text::text;
use crate::url::{SearchLocation, use_router};
use leptos::prelude::*;

/// The songs chosen most recently on this device. CSS hides them once something is typed or chosen.
#[component]
pub(crate) fn RecentSongs() -> impl IntoView {
    let text = text();
    let songs = RwSignal::new(Vec::new());
    let router = use_router();
    Effect::new(move |_| {
        router.get();
        songs.set(recent_songs());
    });
    let clear = move |_| {
        forget();
        songs.set(Vec::new());
        focus("query", true);
    };
    move || {
        let links: Vec<_> = songs.get().into_iter().map(recent_link).collect();
        (!links.is_empty()).then(|| {
            view! {
                <section class="examples" aria-labelledby="recent-label">
                    <p id="recent-label">{text.recent}</p>
                    <ul>
                        {links}
                        <li>
                            <button type="button" class="chip chip--toggle" on:click=clear>
                                {text.clear_recent}
                            </button>
                        </li>
                    </ul>
                </section>
            }
        })
    }
}

fn recent_link(song: RecentSong) -> impl IntoView {
    let RecentSong { id, label } = song;
    let href = SearchLocation { song: Some(id), ..SearchLocation::of_query(label.clone()) }.href();
    view! {
        <li>
            <a class="chip" href=href dir="auto">
                {label}
            </a>
        </li>
    }
}
