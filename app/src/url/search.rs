use super::params::{Params, href};
use super::router::{Navigation, use_router};
use super::tuning::Tuning;
use catalog::{Query, SongEntry};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The path of the search page.
pub(crate) const SEARCH_PATH: &str = "/";

/// The state of the search page in its URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SearchLocation {
    /// The text in the search box.
    pub(crate) query: String,
    /// The id of the chosen song, which may be invalid.
    pub(crate) song: Option<String>,
    /// Where a path from the chosen song leads.
    pub(crate) to: Option<Destination>,
    /// How its similar songs are tuned.
    pub(crate) tuning: Tuning,
}

impl SearchLocation {
    pub(crate) fn of_query(query: impl Into<String>) -> Self {
        Self { query: query.into(), ..Self::default() }
    }

    /// A chosen song, with its label in the search box.
    pub(crate) fn of_song(song: &SongEntry) -> Self {
        Self { song: Some(song.id.to_string()), ..Self::of_query(query_for(song)) }
    }

    /// Another song, with the tuning that is not specific to the current one.
    pub(crate) fn onward(&self, song: &SongEntry) -> Self {
        Self::of_song(song).tuned(self.tuning.for_next_song())
    }

    /// What a text wishes for, given as a query string.
    pub(crate) fn of_wish(query: impl Into<String>, wish: &str) -> Self {
        Self::of_query(query).tuned(Tuning::from_params(&Params::parse(wish)))
    }

    /// Whether songs are wished for without choosing one to be like.
    pub(crate) fn is_wish(&self) -> bool {
        self.song.is_none() && self.tuning.is_wish()
    }

    /// Whether a song or a wish is shown, rather than matches only.
    pub(crate) fn shows_songs(&self) -> bool {
        self.song.is_some() || self.tuning.is_wish()
    }

    pub(crate) fn tuned(self, tuning: Tuning) -> Self {
        Self { tuning, ..self }
    }

    pub(crate) fn with_path(self, to: Option<Destination>) -> Self {
        Self { to, ..self }
    }

    /// The parameters of the URL.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let query = (!self.query.is_empty()).then_some(("q", self.query.as_str()));
        let song = self.song.as_deref().map(|song| ("song", song));
        let to = self.to.as_ref().map(Destination::pair);
        query.into_iter().chain(song).chain(to).chain(self.tuning.pairs())
    }

    pub(crate) fn href(&self) -> String {
        href(SEARCH_PATH, self.pairs())
    }

    pub(crate) fn from_params(params: &Params) -> Self {
        Self {
            query: params.get("q").unwrap_or_default().to_owned(),
            song: params.non_empty("song").map(str::to_owned),
            to: Destination::from_params(params),
            tuning: Tuning::from_params(params),
        }
    }
}

/// Where a path from the chosen song leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Destination {
    /// The track with this id, which may be invalid.
    Track(String),
    /// The best match for this text.
    Query(String),
}

impl Destination {
    /// What was typed, unless it is blank.
    pub(crate) fn typed(query: &str) -> Option<Self> {
        let query = query.trim();
        (!query.is_empty()).then(|| Self::Query(query.to_owned()))
    }

    /// What was typed, or nothing.
    pub(crate) fn query(&self) -> &str {
        match self {
            Self::Track(_) => "",
            Self::Query(query) => query,
        }
    }

    fn pair(&self) -> (&'static str, &str) {
        match self {
            Self::Track(id) => ("to", id),
            Self::Query(query) => ("to_query", query),
        }
    }

    fn from_params(params: &Params) -> Option<Self> {
        let track = params.non_empty("to").map(|id| Self::Track(id.to_owned()));
        track.or_else(|| Self::typed(params.get("to_query").unwrap_or_default()))
    }
}

/// The URL of another song, which keeps the current tuning where it applies.
pub(crate) fn href_onward(location: Memo<SearchLocation>, song: SongEntry) -> impl Fn() -> String {
    move || location.with(|location| location.onward(&song)).href()
}

pub(crate) fn use_location() -> Memo<SearchLocation> {
    use_router().memo(SearchLocation::from_params)
}

/// How the page gets to another location.
#[derive(Clone, Copy)]
pub(crate) enum Transition {
    /// To another song, shown from the top; Back returns.
    Onward,
    /// To the same song with another tuning or path; Back returns.
    Aside,
    /// Without a history entry.
    Replace,
}

/// The function that goes to another location.
pub(crate) fn use_navigate() -> Callback<(SearchLocation, Transition)> {
    let router = use_router();
    Callback::new(move |(location, transition): (SearchLocation, Transition)| {
        let replace = matches!(transition, Transition::Replace);
        let scroll = matches!(transition, Transition::Onward);
        router.go(&location.href(), Navigation { replace, scroll });
    })
}

/// A query that finds the song and is not too long.
pub(crate) fn query_for(song: &SongEntry) -> String {
    let label: String = song.label().chars().take(Query::MAX_TITLE_CHARS).collect();
    label.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, song: Option<&str>, href: &str) {
        let location =
            SearchLocation { song: song.map(Into::into), ..SearchLocation::of_query(query) };
        assert_eq!(location.href(), href);
    }

    #[test]
    fn hrefs() {
        check("", None, "/");
        check("bohemain rapsody", None, "/?q=bohemain%20rapsody");
        check("50% & more", Some("7xGf"), "/?q=50%25%20%26%20more&song=7xGf");
        check("100%25", None, "/?q=100%2525");
        check("", Some("a/b?c"), "/?song=a%2Fb%3Fc");
    }

    #[test]
    fn destinations_of_paths() {
        let check = |query: &str, href: &str| {
            assert_eq!(SearchLocation::from_params(&Params::parse(query)).href(), href);
        };
        check("song=a&to=b", "/?song=a&to=b");
        check("song=a&to_query=+fast+car+", "/?song=a&to_query=fast%20car");
        check("song=a&to_query=fast+car&to=b", "/?song=a&to=b");
        check("song=a&to_query=++&to=", "/?song=a");
    }

    #[test]
    fn wishes() {
        let check = |wish: &str, href: &str, is_wish: bool| {
            let location = SearchLocation::of_wish("like x", wish);
            assert_eq!((location.href().as_str(), location.is_wish()), (href, is_wish));
        };
        check("seed_genres=trip%20hop,soul", "/?q=like%20x&seed_genres=trip%20hop%2Csoul", true);
        check("min_year=1990", "/?q=like%20x&min_year=1990", true);
        check("more=calmer", "/?q=like%20x&more=calmer", false);
        let chosen =
            SearchLocation { song: Some("a".into()), ..SearchLocation::of_wish("", "language=en") };
        assert!(!chosen.is_wish() && chosen.shows_songs());
    }

    #[test]
    fn a_tuned_location() {
        let tuning = Tuning::default().with("more", "calmer").with("weight_era", "0");
        let location =
            SearchLocation { song: Some("a".into()), ..SearchLocation::default() }.tuned(tuning);
        assert_eq!(location.href(), "/?song=a&more=calmer&weight_era=0");
    }
}
