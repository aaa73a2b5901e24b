use crate::address::use_addresses;
use crate::focus::focus;
use crate::place::Place;
use crate::recent::{RecentSong, forget, recent_songs};
use crate::text::text;
use leptos::prelude::*;

/// The songs that were chosen last on this device, which can be forgotten. The style hides them where something
/// is typed or chosen.
#[component]
pub(crate) fn RecentSongs() -> impl IntoView {
    let text = text();
    let songs = RwSignal::new(Vec::new());
    let addresses = use_addresses();
    Effect::new(move |_| {
        addresses.get();
        songs.set(recent_songs());
    });
    let clear = move |_| {
        forget();
        songs.set(Vec::new());
        focus("hint", true);
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
                                {text.forget}
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
    let href = Place { song: Some(id), ..Place::of_hint(label.clone()) }.href();
    view! {
        <li>
            <a class="chip" href=href dir="auto">
                {label}
            </a>
        </li>
    }
}
