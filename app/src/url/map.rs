use super::params::{Params, href};
use super::router::use_router;
use catalog::{GenreFamily, SongEntry};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The path of the map.
pub(crate) const MAP_PATH: &str = "/map";

/// The state of the map in its URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MapLocation {
    /// The id of the selected song, which may be invalid.
    pub(crate) song: Option<String>,
    /// The highlighted family of genres.
    pub(crate) family: Option<GenreFamily>,
}

impl MapLocation {
    pub(crate) fn of_song(song: &SongEntry) -> Self {
        Self { song: Some(song.id.to_string()), family: None }
    }

    /// Selects another song.
    pub(crate) fn with_song(&self, song: impl Into<String>) -> Self {
        Self { song: Some(song.into()), ..self.clone() }
    }

    /// Highlights a family, or none if it was this one.
    pub(crate) fn toggled(&self, family: GenreFamily) -> Self {
        let family = Some(family).filter(|family| self.family != Some(*family));
        Self { family, ..self.clone() }
    }

    pub(crate) fn href(&self) -> String {
        let song = self.song.as_deref().map(|song| ("song", song));
        let family = self.family.map(|family| ("family", family.name()));
        href(MAP_PATH, song.into_iter().chain(family))
    }

    pub(crate) fn from_params(params: &Params) -> Self {
        let family = params.non_empty("family");
        let named = |name| GenreFamily::ALL.into_iter().find(|family| family.name() == name);
        Self { song: params.non_empty("song").map(str::to_owned), family: family.and_then(named) }
    }
}

pub(crate) fn use_map_location() -> Memo<MapLocation> {
    use_router().memo(MapLocation::from_params)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, href: &str) {
        assert_eq!(MapLocation::from_params(&Params::parse(query)).href(), href);
    }

    #[test]
    fn locations_in_urls() {
        check("", "/map");
        check("song=a%2Fb", "/map?song=a%2Fb");
        check("family=hip+hop", "/map?family=hip%20hop");
        check("song=a&family=rock", "/map?song=a&family=rock");
        check("song=&family=polka", "/map");
    }

    #[test]
    fn a_family_is_highlighted_or_not() {
        let rock = MapLocation::default().toggled(GenreFamily::Rock);
        assert_eq!(rock.family, Some(GenreFamily::Rock));
        assert_eq!(rock.toggled(GenreFamily::Jazz).family, Some(GenreFamily::Jazz));
        assert_eq!(rock.toggled(GenreFamily::Rock), MapLocation::default());
    }
}
