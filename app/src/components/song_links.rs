use crate::place::Place;
use crate::text;
use catalog::{SongEntry, SongVersion, TrackId};
use leptos::prelude::*;
use leptos_router::location::Url;

/// Links to the song elsewhere, and to this page.
#[component]
pub(crate) fn SongLinks(song: SongEntry, hydrated: Signal<bool>) -> impl IntoView {
    let (href, name) = elsewhere(song);
    view! {
        <p class="song__links">
            <a class="button" href=href rel="external noreferrer" target="_blank">
                {name}
            </a>
            <Show when=move || hydrated.get()>
                <CopyLink />
            </Show>
        </p>
    }
}

/// The song at Spotify if its id is from there, else a search for it.
fn elsewhere(song: SongEntry) -> (String, &'static str) {
    if is_spotify_id(&song.id) {
        return (format!("https://open.spotify.com/track/{}", song.id), text::LISTEN);
    }
    let artists = song.artist_line();
    let label = [song.name, artists].join(" ");
    (format!("https://open.spotify.com/search/{}", Url::escape(&label)), text::LOOK_FOR)
}

/// Copies the address of the page, where the browser lets a page do that.
#[component]
fn CopyLink() -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let address = window().location().href().unwrap_or_default();
        // What becomes of it is not waited for; the clipboard may refuse only without a click.
        drop(window().navigator().clipboard().write_text(&address));
        copied.set(true);
        set_timeout(move || copied.set(false), std::time::Duration::from_secs(3));
    };
    let name = move || if copied.get() { text::LINK_COPIED } else { text::COPY_LINK };
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
    let count = u32::try_from(versions.len()).unwrap_or(u32::MAX);
    let links = versions.into_iter().map(move |version| {
        let place = Place::of_song(&song);
        let href = Place { song: Some(version.id.to_string()), ..place }.href();
        let year = version.release_date.map(|date| format!(" · {}", date.year()));
        let kind = (!version.kind.is_empty()).then(|| format!(" · {}", version.kind));
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
                <summary>{text::other_versions(count)}</summary>
                <ul class="versions">{links.collect_view()}</ul>
            </details>
        }
    })
}

/// Spotify's ids are 22 characters of base 62.
fn is_spotify_id(id: &TrackId) -> bool {
    let id = id.as_str();
    id.len() == 22 && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(id: &str, expected: bool) {
        assert_eq!(is_spotify_id(&id.parse().expect("an id")), expected);
    }

    #[test]
    fn ids_of_spotify() {
        check("7tFiyTwD0nx5a1eklYtX2J", true);
        check("ew-t0793", false);
        check("7tFiyTwD0nx5a1eklYtX2-", false);
    }
}
