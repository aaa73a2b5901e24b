use crate::address::Params;
use catalog::{Facet, FacetGroup, RecommendationRequest, Shift, TrackId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// How the similar songs are tuned: parameters of the JSON API by name, as they stand in the URL. What
/// says nothing, such as an empty field of a form or a weight of 1, is left out.
///
/// A few of them at most, so they are a list in the order of their names: a map would be ten kilobytes of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tuning(Vec<(String, String)>);

/// Parameters whose values are lists, by commas.
const LISTS: [&str; 4] = ["seed_tracks", "seed_genres", "unlike_tracks", "more"];

/// Parameters with one value that are not about a number.
const SINGLE: [&str; 7] =
    ["limit", "language", "genre", "explicit", "order", "per_artist", "other_artists"];

/// What holds for one song and not for the next.
const OF_ONE_SONG: [&str; 5] = ["seed_tracks", "seed_genres", "unlike_tracks", "more", "limit"];

impl Tuning {
    /// How many songs are shown unless told otherwise.
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

    /// Whether nothing is tuned.
    pub(crate) fn is_plain(&self) -> bool {
        self.0.is_empty()
    }

    /// How many things are tuned: both ends of a range and every wish count.
    pub(crate) fn changes(&self) -> usize {
        let tuned = self.pairs().filter(|(name, _)| *name != "limit");
        tuned.map(|(name, _)| self.list(name).count()).sum()
    }

    /// Names and values.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The value of a parameter, or nothing.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.place(name).map_or("", |place| &self.0[place].1)
    }

    /// The values of a parameter that is a list.
    pub(crate) fn list(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).split(',').map(str::trim).filter(|item| !item.is_empty())
    }

    /// Gives a parameter a value; one that says nothing takes the parameter away.
    pub(crate) fn set(&mut self, name: &str, value: String) {
        match (self.place(name), says_nothing(name, &value)) {
            (Ok(place), true) => drop(self.0.remove(place)),
            (Ok(place), false) => self.0[place].1 = value,
            (Err(place), false) => self.0.insert(place, (name.to_owned(), value)),
            (Err(_), true) => {}
        }
    }

    /// Where a parameter is, or would be.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(named, _)| named.as_str().cmp(name))
    }

    /// The same with a parameter set.
    pub(crate) fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut tuning = self.clone();
        tuning.set(name, value.into());
        tuning
    }

    /// The same with a shift wished for, or no longer; what it contradicts is given up.
    pub(crate) fn toggled(&self, shift: &str) -> Self {
        let facet = |name: &str| name.parse::<Shift>().ok().map(|shift| shift.facet);
        let wanted = facet(shift);
        let others = self.list("more").filter(|other| facet(other) != wanted);
        let on = self.list("more").any(|other| other == shift);
        let shifts: Vec<&str> = others.chain((!on).then_some(shift)).collect();
        let mut tuning = self.with("more", shifts.join(","));
        if let Some(facet) = wanted {
            tuning.set(&format!("target_{facet}"), String::new());
        }
        tuning
    }

    /// The same with a track among those of a list, and not among those of the opposite one.
    pub(crate) fn with_track(&self, list: Wish, id: &TrackId) -> Self {
        let without = self.without_track(id);
        let items: Vec<&str> = without.list(list.name()).chain([id.as_str()]).collect();
        without.with(list.name(), items.join(","))
    }

    /// The same with a track in no list.
    pub(crate) fn without_track(&self, id: &TrackId) -> Self {
        Wish::ALL.into_iter().fold(self.clone(), |tuning, list| {
            let items: Vec<&str> =
                tuning.list(list.name()).filter(|item| *item != id.as_str()).collect();
            tuning.with(list.name(), items.join(","))
        })
    }

    /// Whether a list takes another track; the chosen song is one of those wanted more of.
    pub(crate) fn has_room(&self, list: Wish) -> bool {
        let chosen = usize::from(list == Wish::More);
        self.list(list.name()).count() + chosen < RecommendationRequest::MAX_SEEDS
    }

    /// What stays when somebody goes on to another song: weights, filters and the order.
    pub(crate) fn of_next_song(&self) -> Self {
        OF_ONE_SONG.into_iter().fold(self.clone(), |tuning, name| tuning.with(name, ""))
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

/// Whether more or less like a song is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    More,
    Less,
}

impl Wish {
    const ALL: [Self; 2] = [Self::More, Self::Less];

    /// The parameter that lists the songs.
    const fn name(self) -> &'static str {
        match self {
            Self::More => "seed_tracks",
            Self::Less => "unlike_tracks",
        }
    }
}

fn is_parameter(name: &str) -> bool {
    LISTS.contains(&name) || SINGLE.contains(&name) || is_about_a_number(name)
}

fn is_about_a_number(name: &str) -> bool {
    match name.split_once('_') {
        Some(("weight", of)) => FacetGroup::ALL.into_iter().any(|group| group.name() == of),
        Some(("target" | "min" | "max", of)) => {
            Facet::from_name(of).is_some_and(|facet| facet.range().is_some())
        }
        _ => false,
    }
}

// A form sends every box of the same name by itself.
fn joined(name: &str, values: &[&str]) -> String {
    if LISTS.contains(&name) {
        let said = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty());
        return said.collect::<Vec<_>>().join(",");
    }
    values.last().map(|value| value.trim().to_owned()).unwrap_or_default()
}

fn says_nothing(name: &str, value: &str) -> bool {
    let is =
        |number: f32| value.parse::<f32>().is_ok_and(|value| value.to_bits() == number.to_bits());
    value.is_empty()
        || (name.starts_with("weight_") && is(1.0))
        || (name == "limit" && is(Tuning::LIMIT as f32))
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
    fn what_says_nothing_is_left_out() {
        check("weight_sound=1&min_year=&limit=20&language=+", "");
        check("weight_sound=1.0&weight_genre=2", "weight_genre=2");
        check("q=a&utm_source=b&min_genres=c", "");
    }

    #[test]
    fn what_makes_no_sense_is_kept_to_be_told() {
        check("min_year=abc&limit=0", "limit=0&min_year=abc");
    }

    #[test]
    fn boxes_of_one_name_are_one_list() {
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
    fn a_track_is_wanted_more_or_less_of() {
        let id = |id: &str| id.parse::<TrackId>().expect("an id");
        let more = parsed("").with_track(Wish::More, &id("a")).with_track(Wish::More, &id("b"));
        assert_eq!(shown(&more), "seed_tracks=a,b");
        let less = more.with_track(Wish::Less, &id("a"));
        assert_eq!(shown(&less), "seed_tracks=b&unlike_tracks=a");
        assert_eq!(shown(&less.without_track(&id("a"))), "seed_tracks=b");
    }

    #[test]
    fn the_chosen_song_counts_among_the_seeds() {
        let nine = parsed("seed_tracks=a,b,c,d,e,f,g,h,i&unlike_tracks=j");
        assert!(!nine.has_room(Wish::More) && nine.has_room(Wish::Less));
    }

    #[test]
    fn weights_filters_and_order_stay_for_the_next_song() {
        let tuning = parsed("weight_era=0&genre=soul&more=calmer&seed_tracks=a&order=year");
        assert_eq!(shown(&tuning.of_next_song()), "genre=soul&order=year&weight_era=0");
        assert_eq!(tuning.changes(), 5);
    }
}
