use crate::address::Address;
use crate::first::FirstAnswers;
use crate::list_place::{LIST_PATH, listed};
use crate::map_place::{MAP_PATH, MapPlace};
use crate::pages::ABOUT_PATH;
use crate::place::{Place, SEARCH_PATH};
use crate::text::{Words, page_title};
use crate::title::{hint_title, map_title, song_title};
use catalog::SongList;

/// What the head of the document tells of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The title of the window.
    pub(super) title: String,
    /// What search engines show.
    pub(super) description: Option<&'static str>,
}

/// The head of the page at an address.
pub(super) fn head(text: &'static Words, address: &Address, first: &FirstAnswers) -> Head {
    let (title, description) = match address.path.as_str() {
        SEARCH_PATH => (search_title(text, address, first), Some(text.description)),
        LIST_PATH => (list_title(text, address, first), None),
        MAP_PATH => (title_of_map(text, address, first), Some(text.map().lead)),
        ABOUT_PATH => (page_title(text.about), Some(text.about_page().lead)),
        _ => (page_title(text.not_found_title), None),
    };
    Head { title, description }
}

fn search_title(text: &Words, address: &Address, first: &FirstAnswers) -> String {
    let place = Place::from_params(&address.params());
    if place.song.is_none() {
        return hint_title(text, &place);
    }
    let similar = first.similar.as_ref().and_then(|similar| similar.as_ref().ok());
    let path = first.path.as_ref().and_then(|path| path.as_ref().ok());
    song_title(text, &place, similar.map(|similar| &similar.track), path)
}

fn list_title(text: &Words, address: &Address, first: &FirstAnswers) -> String {
    let list = listed(&address.params()).unwrap_or_default();
    let tracks = first.tracks.as_ref().and_then(|tracks| tracks.as_ref().ok());
    let shown = tracks.map_or(list.clone(), |tracks| list.without(&tracks.missing));
    page_title(&text.list().title(SongList::len(&shown)))
}

fn title_of_map(text: &Words, address: &Address, first: &FirstAnswers) -> String {
    let place = MapPlace::from_params(&address.params());
    let view = first.map.as_ref().and_then(|map| map.as_ref().ok());
    let song = place.song.and_then(|_| view.and_then(|view| view.chosen()));
    map_title(text.map(), song)
}
