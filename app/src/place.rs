use crate::address::{Params, Step, href, use_addresses};
use crate::tuning::Tuning;
use catalog::{Query, SongEntry};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The path of the page to search on.
pub(crate) const SEARCH_PATH: &str = "/";

/// Where somebody is on the search page, as the URL tells: what was typed, which song was chosen,
/// where a path from it leads and how the songs like it are tuned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The text in the search box.
    pub(crate) hint: String,
    /// The id of the chosen song, as it stands in the URL.
    pub(crate) song: Option<String>,
    /// Where a path from the chosen song leads.
    pub(crate) to: Option<Destination>,
    /// How the songs like it are tuned.
    pub(crate) tuning: Tuning,
}

impl Place {
    /// The place where something was typed.
    pub(crate) fn of_hint(hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..Self::default() }
    }

    /// The place where a song is chosen and its label stands in the search box.
    pub(crate) fn of_song(song: &SongEntry) -> Self {
        Self { song: Some(song.id.to_string()), ..Self::of_hint(hint_for(song)) }
    }

    /// The place of another song, tuned by what does not hold for this one alone.
    pub(crate) fn onward(&self, song: &SongEntry) -> Self {
        Self::of_song(song).tuned(self.tuning.of_next_song())
    }

    /// The same, tuned like this.
    pub(crate) fn tuned(self, tuning: Tuning) -> Self {
        Self { tuning, ..self }
    }

    /// The same, with a path that leads there, or with none.
    pub(crate) fn with_path(self, to: Option<Destination>) -> Self {
        Self { to, ..self }
    }

    /// The parameters of the URL.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let hint = (!self.hint.is_empty()).then_some(("q", self.hint.as_str()));
        let song = self.song.as_deref().map(|song| ("song", song));
        let to = self.to.as_ref().map(Destination::pair);
        hint.into_iter().chain(song).chain(to).chain(self.tuning.pairs())
    }

    /// The URL, from the root of the site.
    pub(crate) fn href(&self) -> String {
        href(SEARCH_PATH, self.pairs())
    }

    pub(crate) fn from_params(params: &Params) -> Self {
        Self {
            hint: params.get("q").unwrap_or_default().to_owned(),
            song: params.said("song").map(str::to_owned),
            to: Destination::from_params(params),
            tuning: Tuning::from_params(params),
        }
    }
}

/// Where a path from the chosen song leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Destination {
    /// To the track with this id, as it stands in the URL.
    Track(String),
    /// To the song that this hint means.
    Hint(String),
}

impl Destination {
    /// The song that was typed, unless nothing was.
    pub(crate) fn typed(hint: &str) -> Option<Self> {
        let hint = hint.trim();
        (!hint.is_empty()).then(|| Self::Hint(hint.to_owned()))
    }

    /// What was typed, or nothing.
    pub(crate) fn hint(&self) -> &str {
        match self {
            Self::Track(_) => "",
            Self::Hint(hint) => hint,
        }
    }

    fn pair(&self) -> (&'static str, &str) {
        match self {
            Self::Track(id) => ("to", id),
            Self::Hint(hint) => ("to_hint", hint),
        }
    }

    fn from_params(params: &Params) -> Option<Self> {
        let track = params.said("to").map(|id| Self::Track(id.to_owned()));
        track.or_else(|| Self::typed(params.get("to_hint").unwrap_or_default()))
    }
}

/// The URL of another song from here, which follows where somebody is.
pub(crate) fn href_onward(place: Memo<Place>, song: SongEntry) -> impl Fn() -> String {
    move || place.with(|place| place.onward(&song)).href()
}

/// The current place, which follows the URL.
pub(crate) fn use_place() -> Memo<Place> {
    use_addresses().memo(Place::from_params)
}

/// A way to another place.
#[derive(Clone, Copy)]
pub(crate) enum Move {
    /// To another song; Back returns.
    Onward,
    /// To the same song, tuned otherwise or with a path; Back returns.
    Aside,
    /// Back does not return.
    Replace,
}

/// Goes to places.
pub(crate) fn use_moves() -> Callback<(Place, Move)> {
    let addresses = use_addresses();
    Callback::new(move |(place, how): (Place, Move)| {
        let replace = matches!(how, Move::Replace);
        let scroll = matches!(how, Move::Onward);
        addresses.go(&place.href(), Step { replace, scroll });
    })
}

/// A hint that finds the song, short enough to be searched for.
pub(crate) fn hint_for(song: &SongEntry) -> String {
    let label: String = song.label().chars().take(Query::MAX_CHARS).collect();
    label.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(hint: &str, song: Option<&str>, href: &str) {
        let place = Place { song: song.map(Into::into), ..Place::of_hint(hint) };
        assert_eq!(place.href(), href);
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
    fn a_path_leads_somewhere() {
        let check = |query: &str, href: &str| {
            assert_eq!(Place::from_params(&Params::parse(query)).href(), href);
        };
        check("song=a&to=b", "/?song=a&to=b");
        check("song=a&to_hint=+fast+car+", "/?song=a&to_hint=fast%20car");
        check("song=a&to_hint=fast+car&to=b", "/?song=a&to=b");
        check("song=a&to_hint=++&to=", "/?song=a");
    }

    #[test]
    fn a_tuned_place() {
        let tuning = Tuning::default().with("more", "calmer").with("weight_era", "0");
        let place = Place { song: Some("a".into()), ..Place::default() }.tuned(tuning);
        assert_eq!(place.href(), "/?song=a&more=calmer&weight_era=0");
    }
}
