//! The title of the window. The server writes the first one; in the browser it follows the page.

use crate::place::Place;
use crate::text::{MapWords, Words, page_title};
use catalog::{SongEntry, SongPath};
use leptos::prelude::*;

/// Keeps the window's title in step; none leaves it as it is.
pub(crate) fn follow_title(title: impl Fn() -> Option<String> + Send + Sync + 'static) {
    Effect::new(move |_| {
        if let Some(title) = title() {
            document().set_title(&title);
        }
    });
}

/// The title of the search page while no song is chosen.
pub(crate) fn hint_title(text: &Words, place: &Place) -> String {
    match place.hint.trim() {
        "" => text.home_title(),
        hint => page_title(hint),
    }
}

/// The title of the search page while a song is chosen, which may not be known yet.
pub(crate) fn song_title(
    text: &Words,
    place: &Place,
    song: Option<&SongEntry>,
    path: Option<&SongPath>,
) -> String {
    match (path, song) {
        (Some(path), _) => page_title(&text.path().ends(&path.from.name, &path.to.name)),
        (None, Some(song)) => page_title(&song.label()),
        (None, None) => hint_title(text, place),
    }
}

/// The title of the map while a song is chosen on it, or none.
pub(crate) fn map_title(words: &MapWords, song: Option<&SongEntry>) -> String {
    match song {
        Some(song) => page_title(&words.on_map(&song.label())),
        None => page_title(words.title),
    }
}
