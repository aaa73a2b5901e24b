use super::initial_answers::InitialAnswers;
use crate::about::ABOUT_PATH;
use crate::song::{map_title, query_title, song_title};
use crate::text::{Words, page_title};
use crate::url::{
    LIST_PATH, MAP_PATH, MapLocation, PageUrl, SEARCH_PATH, SearchLocation, SongList, listed,
};

/// The metadata of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The title of the window.
    pub(super) title: String,
    /// The description for search engines.
    pub(super) description: Option<String>,
    /// The URL of the page without what does not change its content.
    pub(super) canonical: Option<String>,
}

/// The metadata of the page at a URL.
pub(super) fn head(text: &'static Words, url: &PageUrl, initial: &InitialAnswers) -> Head {
    let (title, description) = match url.path.as_str() {
        SEARCH_PATH => (search_title(text, url, initial), Some(search_description(text, initial))),
        LIST_PATH => (list_title(text, url, initial), None),
        MAP_PATH => (title_of_map(text, url, initial), Some(text.map().lead.to_owned())),
        ABOUT_PATH => (page_title(text.about), Some(text.about_page().lead.to_owned())),
        _ => (page_title(text.not_found_title), None),
    };
    Head { title, description, canonical: canonical(url) }
}

/// A song has one canonical URL, whatever was typed to find it and however its similar songs are tuned.
fn canonical(url: &PageUrl) -> Option<String> {
    match url.path.as_str() {
        SEARCH_PATH => {
            let song = SearchLocation::from_params(&url.params()).song;
            Some(SearchLocation { song, ..SearchLocation::default() }.href())
        }
        MAP_PATH => {
            Some(MapLocation { family: None, ..MapLocation::from_params(&url.params()) }.href())
        }
        ABOUT_PATH => Some(ABOUT_PATH.to_owned()),
        // Lists are personal.
        _ => None,
    }
}

fn search_description(text: &Words, initial: &InitialAnswers) -> String {
    let song = initial.similar.as_ref().and_then(|similar| similar.as_ref().ok());
    let track = song.and_then(|song| song.track.as_ref());
    track.map_or(text.description.to_owned(), |track| text.song_description(&track.label()))
}

fn search_title(text: &Words, url: &PageUrl, initial: &InitialAnswers) -> String {
    let location = SearchLocation::from_params(&url.params());
    if location.song.is_none() {
        return query_title(text, &location);
    }
    let similar = initial.similar.as_ref().and_then(|similar| similar.as_ref().ok());
    let path = initial.path.as_ref().and_then(|path| path.as_ref().ok());
    song_title(text, &location, similar.and_then(|similar| similar.track.as_ref()), path)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::bohemian_rhapsody;
    use crate::text::Language;
    use catalog::SimilarSongs;

    #[test]
    fn canonical_urls() {
        let check = |url: &str, expected: Option<&str>| {
            assert_eq!(canonical(&PageUrl::parse(url)).as_deref(), expected, "{url}");
        };
        check("/?q=bohemain&song=ew-1&more=calmer", Some("/?song=ew-1"));
        check("/?q=bohemain", Some("/"));
        check("/map?song=ew-1&family=rock", Some("/map?song=ew-1"));
        check("/list?songs=a,b", None);
        check("/no/such/page", None);
    }

    #[test]
    fn a_song_has_its_own_description() {
        let similar = SimilarSongs {
            track: Some(bohemian_rhapsody()),
            versions: Vec::new(),
            like: Vec::new(),
            artists: Vec::new(),
            unlike: Vec::new(),
            filters: Vec::new(),
            results: Vec::new(),
        };
        let initial = InitialAnswers { similar: Some(Ok(similar)), ..InitialAnswers::default() };
        let url = PageUrl::parse("/?song=ew-1");
        let description = head(Language::English.words(), &url, &initial).description;
        let expected =
            "Songs that sound like Bohemian Rhapsody · Queen, with the reasons, on Earworm.";
        assert_eq!(description.as_deref(), Some(expected));
    }
}
