use crate::address::{Params, href, use_addresses};
use catalog::{GenreFamily, SongEntry};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The path of the page that shows the map.
pub(crate) const MAP_PATH: &str = "/map";

/// What somebody looks at on the map, as the URL tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MapPlace {
    /// The id of the chosen song, as it stands in the URL.
    pub(crate) song: Option<String>,
    /// The family of genres that stands out.
    pub(crate) family: Option<GenreFamily>,
}

impl MapPlace {
    /// The place of a song.
    pub(crate) fn of_song(song: &SongEntry) -> Self {
        Self { song: Some(song.id.to_string()), family: None }
    }

    /// The same with another song.
    pub(crate) fn with_song(&self, song: impl Into<String>) -> Self {
        Self { song: Some(song.into()), ..self.clone() }
    }

    /// The same where this family stands out, or, if it did already, none.
    pub(crate) fn toggled(&self, family: GenreFamily) -> Self {
        let family = Some(family).filter(|family| self.family != Some(*family));
        Self { family, ..self.clone() }
    }

    /// The URL, from the root of the site.
    pub(crate) fn href(&self) -> String {
        let song = self.song.as_deref().map(|song| ("song", song));
        let family = self.family.map(|family| ("family", family.name()));
        href(MAP_PATH, song.into_iter().chain(family))
    }

    pub(crate) fn from_params(params: &Params) -> Self {
        let family = params.said("family");
        let named = |name| GenreFamily::ALL.into_iter().find(|family| family.name() == name);
        Self { song: params.said("song").map(str::to_owned), family: family.and_then(named) }
    }
}

/// The current place, which follows the URL.
pub(crate) fn use_map_place() -> Memo<MapPlace> {
    use_addresses().memo(MapPlace::from_params)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, href: &str) {
        assert_eq!(MapPlace::from_params(&Params::parse(query)).href(), href);
    }

    #[test]
    fn places_in_urls() {
        check("", "/map");
        check("song=a%2Fb", "/map?song=a%2Fb");
        check("family=hip+hop", "/map?family=hip%20hop");
        check("song=a&family=rock", "/map?song=a&family=rock");
        check("song=&family=polka", "/map");
    }

    #[test]
    fn a_family_stands_out_or_not() {
        let rock = MapPlace::default().toggled(GenreFamily::Rock);
        assert_eq!(rock.family, Some(GenreFamily::Rock));
        assert_eq!(rock.toggled(GenreFamily::Jazz).family, Some(GenreFamily::Jazz));
        assert_eq!(rock.toggled(GenreFamily::Rock), MapPlace::default());
    }
}
