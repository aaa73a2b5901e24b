use super::initial_answers::InitialAnswers;
use crate::about::ABOUT_PATH;
use crate::text::{Words, page_title};
use crate::url::{
    LIST_PATH, MAP_PATH, MapLocation, PageUrl, SEARCH_PATH, SearchLocation, listed, map_title,
    query_title, song_title,
};
use catalog::SongList;

/// The metadata of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The title of the window.
    pub(super) title: String,
    /// The description for search engines.
    pub(super) description: Option<&'static str>,
}

/// The metadata of the page at a URL.
pub(super) fn head(text: &'static Words, url: &PageUrl, initial: &InitialAnswers) -> Head {
    let (title, description) = match url.path.as_str() {
        SEARCH_PATH => (search_title(text, url, initial), Some(text.description)),
        LIST_PATH => (list_title(text, url, initial), None),
        MAP_PATH => (title_of_map(text, url, initial), Some(text.map().lead)),
        ABOUT_PATH => (page_title(text.about), Some(text.about_page().lead)),
        _ => (page_title(text.not_found_title), None),
    };
    Head { title, description }
}

fn search_title(text: &Words, url: &PageUrl, initial: &InitialAnswers) -> String {
    let location = SearchLocation::from_params(&url.params());
    if location.song.is_none() {
        return query_title(text, &location);
    }
    let similar = initial.similar.as_ref().and_then(|similar| similar.as_ref().ok());
    let path = initial.path.as_ref().and_then(|path| path.as_ref().ok());
    song_title(text, &location, similar.map(|similar| &similar.track), path)
}

fn list_title(text: &Words, url: &PageUrl, initial: &InitialAnswers) -> String {
    let list = listed(&url.params()).unwrap_or_default();
    let tracks = initial.tracks.as_ref().and_then(|tracks| tracks.as_ref().ok());
    let shown = tracks.map_or(list.clone(), |tracks| list.without(&tracks.missing));
    page_title(&text.list().title(SongList::len(&shown)))
}

fn title_of_map(text: &Words, url: &PageUrl, initial: &InitialAnswers) -> String {
    let location = MapLocation::from_params(&url.params());
    let view = initial.map.as_ref().and_then(|map| map.as_ref().ok());
    let song = location.song.and_then(|_| view.and_then(|view| view.selected()));
    map_title(text.map(), song)
}
