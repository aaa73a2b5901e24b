use super::list_toggle::ListToggle;
use crate::api::use_catalogue_facts;
use crate::elsewhere::elsewhere;
use crate::map_place::MapPlace;
use crate::place::Place;
use crate::text::text;
use catalog::{SongEntry, SongVersion};
use leptos::prelude::*;

/// Links to the song elsewhere, and to this page.
#[component]
pub(crate) fn SongLinks(song: SongEntry, hydrated: Signal<bool>) -> impl IntoView {
    let (href, name) = elsewhere(&song);
    let on_map = use_catalogue_facts().mapped.then(|| view! { <OnMap song=song.clone() /> });
    let toggle = view! { <ListToggle song /> };
    view! {
        <p class="song__links">
            {toggle}
            <a class="button" href=href rel="external noreferrer" target="_blank">
                {name}
            </a>
            {on_map}
            <Show when=move || hydrated.get()>
                <CopyLink />
            </Show>
        </p>
    }
}

/// Leads to where the song lies on the map.
#[component]
fn OnMap(song: SongEntry) -> impl IntoView {
    let href = MapPlace::of_song(&song).href();
    view! {
        <a href=href class="button">
            {text().map().show_on_map}
        </a>
    }
}

/// Copies the address of the page, where the browser lets a page do that.
#[component]
pub(super) fn CopyLink() -> impl IntoView {
    let text = text();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let address = window().location().href().unwrap_or_default();
        // What becomes of it is not waited for; the clipboard may refuse only without a click.
        drop(window().navigator().clipboard().write_text(&address));
        copied.set(true);
        set_timeout(move || copied.set(false), std::time::Duration::from_secs(3));
    };
    let name = move || if copied.get() { text.link_copied } else { text.copy_link };
    window().is_secure_context().then(|| {
        view! {
            <button type="button" class="button" on:click=copy>
                <span aria-live="polite">{name}</span>
            </button>
        }
    })
}

/// The other versions of the song.
#[component]
pub(crate) fn Versions(song: SongEntry, versions: Vec<SongVersion>) -> impl IntoView {
    let text = text();
    let count = u32::try_from(versions.len()).unwrap_or(u32::MAX);
    let links = versions.into_iter().map(move |version| {
        let place = Place::of_song(&song);
        let href = Place { song: Some(version.id.to_string()), ..place }.href();
        let year = version.release_date.map(|date| format!(" · {}", date.year()));
        let kind = (!version.kind.is_empty()).then(|| format!(" · {}", text.kind(&version.kind)));
        view! {
            <li>
                <a href=href dir="auto">
                    {version.name}
                </a>
                {year}
                {kind}
            </li>
        }
    });
    (count > 0).then(|| {
        view! {
            <details class="more">
                <summary>{text.other_versions(count)}</summary>
                <ul class="versions">{links.collect_view()}</ul>
            </details>
        }
    })
}
