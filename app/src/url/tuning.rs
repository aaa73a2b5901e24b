use super::params::Params;
use super::request::shift;
use catalog::{Facet, FacetGroup, RecommendationRequest, TrackId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// How the similar songs are tuned: the parameters of the JSON API, unparsed, as the URL has them. Defaults, such
/// as an empty field or a weight of 1, are left out.
///
/// A sorted list, because a map would add ten kilobytes to the wasm.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tuning(Vec<(String, String)>);

/// Parameters whose values are comma-separated lists.
const LISTS: [&str; 6] =
    ["seed_tracks", "seed_artists", "seed_genres", "unlike_tracks", "without_artists", "more"];

/// Parameters with a single value that name no facet.
const SINGLE: [&str; 7] =
    ["limit", "language", "genre", "explicit", "order", "per_artist", "other_artists"];

/// What is specific to the current song and dropped on the way to the next.
const FOR_ONE_SONG: [&str; 7] = [
    "seed_tracks",
    "seed_artists",
    "seed_genres",
    "unlike_tracks",
    "without_artists",
    "more",
    "limit",
];

impl Tuning {
    /// How many songs are shown by default.
    pub(crate) const LIMIT: u32 = 20;

    pub(crate) fn from_params(params: &Params) -> Self {
        let mut tuning = Self::default();
        let mut names: Vec<&str> = params.names().filter(|name| is_parameter(name)).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let values: Vec<&str> = params.values(name).collect();
            tuning.set(name, joined(name, &values));
        }
        tuning
    }

    pub(crate) fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it says what songs should be like, without a song to start from.
    pub(crate) fn is_wish(&self) -> bool {
        let says = |name: &str| {
            ["seed_", "target_", "min_", "max_"].iter().any(|start| name.starts_with(start))
                || ["language", "genre", "explicit"].contains(&name)
        };
        self.pairs().any(|(name, _)| says(name))
    }

    /// Without an item of a list.
    pub(crate) fn without_item(&self, name: &str, item: &str) -> Self {
        let items: Vec<&str> = self.list(name).filter(|other| *other != item).collect();
        self.with(name, items.join(","))
    }

    /// The number of changes: both ends of a range and each item of a list count.
    pub(crate) fn changes(&self) -> usize {
        let tuned = self.pairs().filter(|(name, _)| *name != "limit");
        tuned.map(|(name, _)| self.list(name).count()).sum()
    }

    /// Names and values, sorted by name.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a parameter, or an empty string.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.find(name).map_or("", |index| &self.0[index].1)
    }

    /// The items of a list.
    pub(crate) fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).split(',').map(str::trim).filter(|item| !item.is_empty())
    }

    /// The facets that are asked to change, by a shift or a target.
    pub(crate) fn aimed(&self) -> Vec<Facet> {
        let shifted = self.list("more").filter_map(|name| shift(name).ok());
        let targets = self.pairs().filter_map(|(name, _)| name.strip_prefix("target_"));
        shifted.map(|shift| shift.facet).chain(targets.filter_map(Facet::from_name)).collect()
    }

    /// Sets a parameter; a default value removes it.
    pub(crate) fn set(&mut self, name: &str, value: String) {
        match (self.find(name), is_default(name, &value)) {
            (Ok(index), true) => drop(self.0.remove(index)),
            (Ok(index), false) => self.0[index].1 = value,
            (Err(index), false) => self.0.insert(index, (name.to_owned(), value)),
            (Err(_), true) => {}
        }
    }

    /// The index of a parameter, or where it would be inserted.
    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(named, _)| named.as_str().cmp(name))
    }

    pub(crate) fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut tuning = self.clone();
        tuning.set(name, value.into());
        tuning
    }

    /// Adds or removes a shift; a shift or a target that it contradicts is dropped.
    pub(crate) fn toggled(&self, toggled: &str) -> Self {
        let facet = |name: &str| shift(name).ok().map(|shift| shift.facet);
        let wanted = facet(toggled);
        let others = self.list("more").filter(|other| facet(other) != wanted);
        let on = self.list("more").any(|other| other == toggled);
        let shifts: Vec<&str> = others.chain((!on).then_some(toggled)).collect();
        let mut tuning = self.with("more", shifts.join(","));
        if let Some(facet) = wanted {
            tuning.set(&format!("target_{facet}"), String::new());
        }
        tuning
    }

    /// Adds a track to the seeds of one kind and removes it from the other.
    pub(crate) fn with_track(&self, kind: SeedKind, id: &TrackId) -> Self {
        let without = self.without_track(id);
        let items: Vec<&str> = without.list(kind.name()).chain([id.as_str()]).collect();
        without.with(kind.name(), items.join(","))
    }

    /// Removes a track from both kinds of seeds.
    pub(crate) fn without_track(&self, id: &TrackId) -> Self {
        SeedKind::ALL
            .into_iter()
            .fold(self.clone(), |tuning, kind| tuning.without_item(kind.name(), id.as_str()))
    }

    /// Whether another seed fits; the chosen song counts as one of those to be like.
    pub(crate) fn has_room(&self, kind: SeedKind) -> bool {
        let chosen = usize::from(kind == SeedKind::Like);
        self.list(kind.name()).count() + chosen < RecommendationRequest::MAX_SEEDS
    }

    /// What carries over to another song: weights, filters and the order.
    pub(crate) fn for_next_song(&self) -> Self {
        FOR_ONE_SONG.into_iter().fold(self.clone(), |tuning, name| tuning.with(name, ""))
    }
}

impl Serialize for Tuning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.pairs())
    }
}

impl<'de> Deserialize<'de> for Tuning {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let sorted = BTreeMap::deserialize(deserializer)?;
        Ok(Self(sorted.into_iter().collect()))
    }
}

/// Whether recommendations should be like a song or unlike it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SeedKind {
    Like,
    Unlike,
}

impl SeedKind {
    const ALL: [Self; 2] = [Self::Like, Self::Unlike];

    /// The parameter that lists the tracks.
    const fn name(self) -> &'static str {
        match self {
            Self::Like => "seed_tracks",
            Self::Unlike => "unlike_tracks",
        }
    }
}

fn is_parameter(name: &str) -> bool {
    LISTS.contains(&name) || SINGLE.contains(&name) || is_facet_parameter(name)
}

fn is_facet_parameter(name: &str) -> bool {
    match name.split_once('_') {
        Some(("weight", of)) => FacetGroup::ALL.into_iter().any(|group| group.name() == of),
        Some(("target" | "min" | "max", of)) => {
            Facet::from_name(of).is_some_and(|facet| facet.range().is_some())
        }
        _ => false,
    }
}

// A form sends each checkbox of the same name separately.
fn joined(name: &str, values: &[&str]) -> String {
    if LISTS.contains(&name) {
        let announcement =
            values.iter().map(|value| value.trim()).filter(|value| !value.is_empty());
        return announcement.collect::<Vec<_>>().join(",");
    }
    values.last().map(|value| value.trim().to_owned()).unwrap_or_default()
}

fn is_default(name: &str, value: &str) -> bool {
    let is =
        |number: f32| value.parse::<f32>().is_ok_and(|value| value.to_bits() == number.to_bits());
    value.is_empty()
        || (name.starts_with("weight_") && is(1.0))
        || (name == "limit" && value.parse() == Ok(Tuning::LIMIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(query: &str) -> Tuning {
        Tuning::from_params(&Params::parse(query))
    }

    fn check(query: &str, expected: &str) {
        assert_eq!(shown(&parsed(query)), expected);
    }

    fn shown(tuning: &Tuning) -> String {
        let pairs = tuning.pairs().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("&")
    }

    #[test]
    fn defaults_are_left_out() {
        check("weight_sound=1&min_year=&limit=20&language=+", "");
        check("weight_sound=1.0&weight_genre=2", "weight_genre=2");
        check("q=a&utm_source=b&min_genres=c", "");
    }

    #[test]
    fn invalid_values_are_kept_for_the_error_message() {
        check("min_year=abc&limit=0", "limit=0&min_year=abc");
    }

    #[test]
    fn checkboxes_of_one_name_are_one_list() {
        check("more=calmer&more=&more=older", "more=calmer,older");
        check("order=year&order=-year", "order=-year");
    }

    #[test]
    fn shifts_are_toggled() {
        let check = |more: &str, shift: &str, expected: &str| {
            assert_eq!(parsed(&format!("more={more}")).toggled(shift).get("more"), expected);
        };
        check("", "calmer", "calmer");
        check("calmer,older", "calmer", "older");
        check("calmer,older", "livelier", "older,livelier");
        let aimed = parsed("target_energy=0.5");
        assert_eq!(shown(&aimed.toggled("calmer")), "more=calmer");
    }

    #[test]
    fn facets_asked_to_change() {
        let energy = Facet::from_name("energy").expect("a facet");
        assert_eq!(parsed("more=calmer,newer&weight_era=2").aimed(), [energy, Facet::Year]);
        assert_eq!(parsed("target_energy=0.5").aimed(), [energy]);
    }

    #[test]
    fn a_track_is_a_seed_of_one_kind() {
        let id = |id: &str| id.parse::<TrackId>().expect("an id");
        let more =
            parsed("").with_track(SeedKind::Like, &id("a")).with_track(SeedKind::Like, &id("b"));
        assert_eq!(shown(&more), "seed_tracks=a,b");
        let less = more.with_track(SeedKind::Unlike, &id("a"));
        assert_eq!(shown(&less), "seed_tracks=b&unlike_tracks=a");
        assert_eq!(shown(&less.without_track(&id("a"))), "seed_tracks=b");
    }

    #[test]
    fn the_chosen_song_counts_among_the_seeds() {
        let nine = parsed("seed_tracks=a,b,c,d,e,f,g,h,i&unlike_tracks=j");
        assert!(!nine.has_room(SeedKind::Like) && nine.has_room(SeedKind::Unlike));
    }

    #[test]
    fn weights_filters_and_order_carry_over() {
        let tuning = parsed("weight_era=0&genre=soul&more=calmer&seed_tracks=a&order=year");
        assert_eq!(shown(&tuning.for_next_song()), "genre=soul&order=year&weight_era=0");
        assert_eq!(tuning.changes(), 5);
    }
}
