use super::copy_link::CopyLink;
use super::list_button::ListButton;
use super::spotify_link::spotify_link;
use crate::api::use_catalogue_facts;
use crate::text::{after_dots, text};
use crate::url::{MapLocation, SearchLocation};
use catalog::{SongEntry, SongVersion};
use leptos::prelude::*;

/// What can be done with the song.
#[component]
pub(crate) fn SongLinks(song: SongEntry, hydrated: Signal<bool>) -> impl IntoView {
    let (href, name) = spotify_link(&song);
    let on_map = use_catalogue_facts().mapped.then(|| view! { <OnMap song=song.clone() /> });
    let toggle = view! { <ListButton song /> };
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

#[component]
fn OnMap(song: SongEntry) -> impl IntoView {
    let href = MapLocation::of_song(&song).href();
    view! {
        <a href=href class="button">
            {text().map().show_on_map}
        </a>
    }
}

/// The other versions of the song.
#[component]
pub(crate) fn Versions(song: SongEntry, versions: Vec<SongVersion>) -> impl IntoView {
    let text = text();
    let count = u32::try_from(versions.len()).unwrap_or(u32::MAX);
    let links = versions.into_iter().map(move |version| {
        let location = SearchLocation::of_song(&song);
        let href = SearchLocation { song: Some(version.id.to_string()), ..location }.href();
        let year = version.release_date.map(|date| date.year().to_string());
        let kind = (!version.kind.is_empty()).then(|| text.kind(&version.kind));
        view! {
            <li>
                <a href=href dir="auto">
                    {version.name}
                </a>
                {after_dots([year, kind])}
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
