use crate::url::{PageUrl, SearchLocation};
use serde::de::DeserializeOwned;

/// A part of the page that is hydrated on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The number of songs in the visitor's list.
    ListCount,
    /// The live region for changes of that list.
    ListLiveRegion,
    /// The links to other languages.
    Languages,
    /// The search box and its matches.
    Search,
    /// The songs chosen most recently.
    Recent,
    /// The chosen song.
    Song,
    /// What is below the chosen song: its similar songs and their controls.
    Similar,
    /// A list of songs.
    List,
    /// The map.
    Map,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::ListCount,
        Self::ListLiveRegion,
        Self::Languages,
        Self::Search,
        Self::Recent,
        Self::Song,
        Self::Similar,
        Self::List,
        Self::Map,
    ];

    /// The name, as in the attribute `data-part`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ListCount => "list-count",
            Self::ListLiveRegion => "list-live-region",
            Self::Languages => "languages",
            Self::Search => "search",
            Self::Recent => "recent",
            Self::Song => "song",
            Self::Similar => "similar",
            Self::List => "list",
            Self::Map => "map",
        }
    }

    /// The part with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// Whether what the server rendered for a URL still fits the URL of the window, for this part.
    pub fn is_current(self, rendered: &str) -> bool {
        let (then, now) = (PageUrl::parse(rendered), PageUrl::of_window());
        match self {
            Self::Song | Self::Similar => without_query(&then) == without_query(&now),
            _ => then == now,
        }
    }
}

/// The location without what was typed, which does not concern the chosen song.
fn without_query(url: &PageUrl) -> SearchLocation {
    SearchLocation { query: String::new(), ..SearchLocation::from_params(&url.params()) }
}

/// What the server sent along with a part, as attributes of its element.
#[derive(Clone, Debug, Default)]
pub struct InitialData {
    /// The answers that the part was rendered from, as JSON, in `data-answers`.
    pub answers: String,
    /// The facts about the catalogue, as JSON, in `data-facts`.
    pub facts: String,
}

#[cfg(feature = "ssr")]
pub(crate) fn to_json(data: &impl serde::Serialize) -> String {
    // Without the data the browser asks for it.
    serde_json::to_string(data).unwrap_or_default()
}

pub(super) fn from_json<T: DeserializeOwned + Default>(json: &str) -> T {
    // From bytes, like the answers of the server, so that the code is shared.
    serde_json::from_slice(json.as_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for part in Part::ALL {
            assert_eq!(Part::named(part.name()), Some(part));
        }
        assert_eq!(Part::named("tail"), None);
    }
}
