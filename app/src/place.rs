use catalog::{Query, SongEntry};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

/// Where somebody is on the search page, as the URL tells: what was typed and which song was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The text in the search box.
    pub(crate) hint: String,
    /// The id of the chosen song, as it stands in the URL.
    pub(crate) song: Option<String>,
}

impl Place {
    /// The place where a song is chosen and its label stands in the search box.
    pub(crate) fn of_song(song: &SongEntry) -> Self {
        Self { hint: hint_for(song), song: Some(song.id.to_string()) }
    }

    /// The URL, from the root of the site.
    pub(crate) fn href(&self) -> String {
        let mut params = ParamsMap::new();
        if !self.hint.is_empty() {
            params.insert("q", self.hint.clone());
        }
        if let Some(song) = &self.song {
            params.insert("song", song.clone());
        }
        format!("/{}", params.to_query_string())
    }

    pub(crate) fn from_params(params: &ParamsMap) -> Self {
        Self {
            hint: params.get("q").unwrap_or_default(),
            song: params.get("song").filter(|song| !song.is_empty()),
        }
    }
}

/// The current place, which follows the URL.
pub(crate) fn use_place() -> Memo<Place> {
    let params = use_query_map();
    Memo::new(move |_| params.with(Place::from_params))
}

/// A hint that finds the song, short enough to be searched for.
fn hint_for(song: &SongEntry) -> String {
    let label: String = song.label().chars().take(Query::MAX_CHARS).collect();
    label.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hint: &str, song: Option<&str>, href: &str) {
        let place = Place { hint: hint.into(), song: song.map(Into::into) };
        assert_eq!(place.href(), href);
    }

    #[test]
    fn hrefs() {
        check("", None, "/");
        check("bohemain rapsody", None, "/?q=bohemain%20rapsody");
        check("50% & more", Some("7xGf"), "/?q=50%25%20%26%20more&song=7xGf");
        check("", Some("a/b?c"), "/?song=a%2Fb%3Fc");
    }
}
