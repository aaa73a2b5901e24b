//! The title of the window. The server renders the first one; in the browser it follows the page.

use crate::text::{MapWords, Words, page_title};
use crate::url::SearchLocation;
use catalog::{SongEntry, SongPath};
use leptos::prelude::*;

/// Keeps the window's title up to date; `None` leaves it as it is.
pub(crate) fn follow_title(title: impl Fn() -> Option<String> + Send + Sync + 'static) {
    Effect::new(move |_| {
        if let Some(title) = title() {
            document().set_title(&title);
        }
    });
}

/// The title of the search page without a chosen song.
pub(crate) fn query_title(text: &Words, location: &SearchLocation) -> String {
    match location.query.trim() {
        "" => text.home_title(),
        query => page_title(query),
    }
}

/// The title of the search page with a chosen song, which may still be loading.
pub(crate) fn song_title(
    text: &Words,
    location: &SearchLocation,
    song: Option<&SongEntry>,
    path: Option<&SongPath>,
) -> String {
    match (path, song) {
        (Some(path), _) => page_title(&text.path().ends(&path.from.name, &path.to.name)),
        (None, Some(song)) => page_title(&song.label()),
        (None, None) => query_title(text, location),
    }
}

/// The title of the map, with the selected song if there is one.
pub(crate) fn map_title(words: &MapWords, song: Option<&SongEntry>) -> String {
    match song {
        Some(song) => page_title(&words.on_map(&song.label())),
        None => page_title(words.title),
    }
}
