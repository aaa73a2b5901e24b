//! A recommendation request as the parameters of a query string.

use super::{Facet, Filter, RecommendationRequest, Seed, Shift};
use crate::AudioFeature;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The shifts by the names they have in requests.
const SHIFTS: [(&str, Facet, bool); 16] = [
    ("calmer", Facet::Audio(AudioFeature::Energy), false),
    ("livelier", Facet::Audio(AudioFeature::Energy), true),
    ("slower", Facet::Audio(AudioFeature::Tempo), false),
    ("faster", Facet::Audio(AudioFeature::Tempo), true),
    ("sadder", Facet::Audio(AudioFeature::Valence), false),
    ("happier", Facet::Audio(AudioFeature::Valence), true),
    ("electric", Facet::Audio(AudioFeature::Acousticness), false),
    ("acoustic", Facet::Audio(AudioFeature::Acousticness), true),
    ("less_danceable", Facet::Audio(AudioFeature::Danceability), false),
    ("danceable", Facet::Audio(AudioFeature::Danceability), true),
    ("vocal", Facet::Audio(AudioFeature::Instrumentalness), false),
    ("instrumental", Facet::Audio(AudioFeature::Instrumentalness), true),
    ("older", Facet::Year, false),
    ("newer", Facet::Year, true),
    ("less_known", Facet::Popularity, false),
    ("better_known", Facet::Popularity, true),
];

/// The characters that need no escape (RFC 3986, section 2.3), and the comma of lists.
const KEPT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b',');

impl Shift {
    /// Every shift that has a name, with it.
    pub fn named() -> impl Iterator<Item = (&'static str, Self)> {
        SHIFTS.into_iter().map(|(name, facet, up)| (name, Self { facet, up }))
    }

    /// Its name in requests.
    pub fn name(self) -> Option<&'static str> {
        Self::named().find(|(_, shift)| *shift == self).map(|(name, _)| name)
    }
}

impl RecommendationRequest {
    /// What is wished for, as names and values: seeds, what to avoid, shifts, targets and filters. The limit, weights
    /// and the order are not among them.
    pub fn wishes(&self) -> Vec<(String, String)> {
        let seeds = |of: fn(&Seed) -> Option<String>| -> Vec<String> {
            self.seeds.iter().filter_map(of).collect()
        };
        let shifts = self.shifts.iter().filter_map(|shift| shift.name()).map(str::to_owned);
        let lists = [
            ("seed_tracks", seeds(track)),
            ("seed_artists", seeds(artist)),
            ("seed_genres", seeds(genre)),
            ("unlike_tracks", self.unlike.iter().map(ToString::to_string).collect()),
            ("without_artists", self.without.iter().map(ToString::to_string).collect()),
            ("more", shifts.collect()),
        ];
        let lists = lists.into_iter().filter(|(_, items)| !items.is_empty());
        let lists = lists.map(|(name, items)| (name.to_owned(), items.join(",")));
        let targets = self.targets.iter();
        let targets = targets.map(|aim| (format!("target_{}", aim.facet), aim.value.to_string()));
        let filters = self.filters.iter().flat_map(Filter::parameters);
        lists.chain(targets).chain(filters).collect()
    }

    /// [`RecommendationRequest::wishes`] as a query string.
    pub fn wish_query(&self) -> String {
        let pairs = self.wishes().into_iter();
        let pairs =
            pairs.map(|(name, value)| format!("{name}={}", utf8_percent_encode(&value, KEPT)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

fn track(seed: &Seed) -> Option<String> {
    if let Seed::Track(id) = seed { Some(id.to_string()) } else { None }
}

fn artist(seed: &Seed) -> Option<String> {
    if let Seed::Artist(id) = seed { Some(id.to_string()) } else { None }
}

fn genre(seed: &Seed) -> Option<String> {
    if let Seed::Genre(name) = seed { Some(name.clone()) } else { None }
}
