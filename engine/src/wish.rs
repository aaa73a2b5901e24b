//! Turns the clues of a text into a recommendation request: names and genres become seeds, years and languages
//! filters, sounds and popularity targets, and comparatives shifts.

use crate::alias::artist_id;
use crate::id::{ArtistId, SongId, TrackRow};
use crate::numeric::float_from_u32;
use crate::request::{Clue, ClueKind, Named, Role};
use crate::tracks::TrackTable;
use catalog::{
    AudioFeature, Bounds, Facet, Filter, RecommendationRequest, Seed, Shift, Target, TrackId,
};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// What is wished for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish {
    /// The request; without seeds if nothing is named that songs should be like.
    pub request: RecommendationRequest,
    /// Whether each clue is part of it.
    pub used: Vec<bool>,
}

impl Wish {
    /// What the clues wish for. `seeded` says whether there are seeds besides those that the clues name.
    pub(crate) fn of(clues: &[Clue], table: &TrackTable, seeded: bool) -> Self {
        let seeded = seeded || clues.iter().any(|clue| is_seed(&clue.kind));
        let request = RecommendationRequest::like(Vec::new());
        let mut making = Making { request, seeded, table };
        let used = clues.iter().map(|clue| making.add(&clue.kind)).collect();
        let RecommendationRequest { seeds, unlike, .. } = &mut making.request;
        // Who denies a song does not want more like it.
        seeds.retain(|seed| !matches!(seed, Seed::Track(id) if unlike.contains(id)));
        Self { request: making.request, used }
    }

    /// Whether there is nothing to recommend by.
    pub fn is_empty(&self) -> bool {
        let RecommendationRequest { seeds, targets, filters, .. } = &self.request;
        seeds.is_empty() && targets.is_empty() && filters.is_empty()
    }
}

fn is_seed(kind: &ClueKind) -> bool {
    match kind {
        ClueKind::Name { role, .. } => *role != Role::Not,
        ClueKind::Genre(_) => true,
        _ => false,
    }
}

/// A request in the making.
struct Making<'a> {
    request: RecommendationRequest,
    /// Whether there will be seeds to shift.
    seeded: bool,
    table: &'a TrackTable,
}

impl Making<'_> {
    /// Adds what a clue says; false if nothing can be made of it.
    fn add(&mut self, kind: &ClueKind) -> bool {
        match kind {
            ClueKind::Line => false,
            ClueKind::Name { named, role: Role::Not } => self.avoid(named),
            ClueKind::Name { named, .. } => self.seed(named),
            ClueKind::Genre(genre) => {
                self.push_seed(Seed::Genre(self.table.genre_name(*genre).to_owned()))
            }
            ClueKind::Years(years) => self.years(years),
            ClueKind::Language(code) => self.language(code),
            ClueKind::Sound { feature, high } => self.aim(Facet::Audio(*feature), *high),
            ClueKind::Shift { feature, high } => self.shift(Facet::Audio(*feature), *high),
            ClueKind::Newer(high) => self.shift(Facet::Year, *high),
            ClueKind::BetterKnown(high) => self.shift(Facet::Popularity, *high),
            ClueKind::Popular(high) => self.aim(Facet::Popularity, *high),
            ClueKind::Long(high) => self.aim(Facet::Duration, *high),
        }
    }

    fn seed(&mut self, named: &Named) -> bool {
        let seed = match named {
            Named::Artist(songs) => self.artist(songs).map(Seed::Artist),
            Named::Title(songs) | Named::Song(songs) => self.track(songs).map(Seed::Track),
        };
        seed.is_some_and(|seed| self.push_seed(seed))
    }

    fn push_seed(&mut self, seed: Seed) -> bool {
        push(&mut self.request.seeds, seed)
    }

    fn avoid(&mut self, named: &Named) -> bool {
        match named {
            Named::Artist(songs) => {
                self.artist(songs).is_some_and(|artist| push(&mut self.request.without, artist))
            }
            Named::Title(songs) | Named::Song(songs) => {
                self.track(songs).is_some_and(|track| push(&mut self.request.unlike, track))
            }
        }
    }

    /// Several times, such as "80s or 90s", become one that has them all.
    fn years(&mut self, years: &RangeInclusive<u16>) -> bool {
        let (first, last) = (f32::from(*years.start()), f32::from(*years.end()));
        let before = self.request.filters.iter_mut().find_map(|filter| match filter {
            Filter::Number(Facet::Year, bounds) => Some(bounds),
            _ => None,
        });
        if let Some(bounds) = before {
            bounds.least = bounds.least.map(|least| least.min(first));
            bounds.greatest = bounds.greatest.map(|greatest| greatest.max(last));
        } else {
            let bounds = Bounds { least: Some(first), greatest: Some(last) };
            self.request.filters.push(Filter::Number(Facet::Year, bounds));
        }
        true
    }

    fn language(&mut self, code: &str) -> bool {
        let filters = &mut self.request.filters;
        let first = !filters.iter().any(|filter| matches!(filter, Filter::Language(_)));
        if first {
            filters.push(Filter::Language(code.to_owned()));
        }
        first
    }

    /// The first of two that contradict each other counts.
    fn aim(&mut self, facet: Facet, high: bool) -> bool {
        let free = !self.request.aimed().contains(&facet);
        if let (true, Some(value)) = (free, aim(facet, high)) {
            self.request.targets.push(Target { facet, value });
            return true;
        }
        false
    }

    fn shift(&mut self, facet: Facet, up: bool) -> bool {
        let shift = Shift { facet, up };
        if !self.seeded || shift.name().is_none() {
            // "Older" than what?
            return facet != Facet::Year && self.aim(facet, up);
        }
        let free = !self.request.aimed().contains(&facet);
        if free {
            self.request.shifts.push(shift);
        }
        free
    }

    /// The artist that most of the songs have.
    fn artist(&self, songs: &[SongId]) -> Option<catalog::ArtistId> {
        let mut counts = BTreeMap::<ArtistId, u32>::new();
        for row in songs.iter().flat_map(|&song| self.table.versions(song)) {
            self.table.artist_ids(*row).iter().for_each(|&id| *counts.entry(id).or_default() += 1);
        }
        let (most, _) = counts.into_iter().max_by_key(|(id, count)| (*count, Reverse(*id)))?;
        Some(artist_id(self.table.artist_name(most)))
    }

    /// The best-known track of the songs.
    fn track(&self, songs: &[SongId]) -> Option<TrackId> {
        let rows = songs.iter().flat_map(|&song| self.table.versions(song)).copied();
        let known = |row: &TrackRow| (self.table.popularity(*row), Reverse(*row));
        rows.max_by_key(known).and_then(|row| self.table.id(row))
    }
}

/// Adds an item once, as long as there is room.
fn push<T: PartialEq>(items: &mut Vec<T>, item: T) -> bool {
    let known = items.contains(&item);
    if !known && items.len() < RecommendationRequest::MAX_SEEDS {
        items.push(item);
        return true;
    }
    known
}

/// The value to aim at for "much" or "little". "Slow" and "fast" are the middle of adagio (66 to 76 beats per
/// minute) and allegro (120 to 156).
fn aim(facet: Facet, high: bool) -> Option<f32> {
    let (low, much) = match facet {
        Facet::Audio(AudioFeature::Tempo) => (71.0, 138.0),
        Facet::Audio(AudioFeature::Loudness) => (-18.0, -5.0),
        Facet::Popularity => (15.0, 80.0),
        Facet::Duration => (minutes(2), minutes(7)),
        _ => {
            let range = facet.range()?;
            let width = range.end() - range.start();
            (range.start() + 0.15 * width, range.start() + 0.85 * width)
        }
    };
    Some(if high { much } else { low })
}

/// In milliseconds.
fn minutes(count: u32) -> f32 {
    float_from_u32(count * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::GenreId;
    use crate::tracks::table::tests::track;

    fn table() -> TrackTable {
        let mut creep = track("creep", "Creep", &["Radiohead"], &["trip hop"]);
        creep.popularity = Some(80);
        let live = track("live", "Creep - Live", &["Radiohead"], &[]);
        let duet = track("duet", "Karma Police", &["Boris", "Radiohead"], &["trip hop"]);
        TrackTable::new([live, creep, duet])
    }

    fn song(table: &TrackTable, id: &str) -> SongId {
        let row = table.row(&id.parse().expect("an id")).expect(id);
        table.song(row).expect("a song")
    }

    /// The parameters that clues make, as a query string, with artists by name, and the number of clues used.
    fn check(clues: impl Fn(&TrackTable) -> Vec<ClueKind>, expected: &str, used: usize) {
        let table = table();
        let clue = |kind| Clue { span: 0..0, strength: 1.0, kind };
        let clues: Vec<Clue> = clues(&table).into_iter().map(clue).collect();
        let wish = Wish::of(&clues, &table, false);
        let pairs =
            wish.request.wishes().into_iter().map(|(name, value)| format!("{name}={value}"));
        let radiohead = artist_id("Radiohead").to_string();
        let made = pairs.collect::<Vec<_>>().join("&").replace(&radiohead, "RADIOHEAD");
        let count = wish.used.iter().filter(|used| **used).count();
        assert_eq!((made.as_str(), count), (expected, used));
        assert_eq!(
            wish.is_empty(),
            used == 0
                || wish.request.seeds.is_empty()
                    && !made.contains("target")
                    && !made.contains("year")
        );
    }

    fn name(named: Named, role: Role) -> ClueKind {
        ClueKind::Name { named, role }
    }

    const CALM: ClueKind = ClueKind::Sound { feature: AudioFeature::Energy, high: false };
    const CALMER: ClueKind = ClueKind::Shift { feature: AudioFeature::Energy, high: false };
    const SLOW: ClueKind = ClueKind::Sound { feature: AudioFeature::Tempo, high: false };

    #[test]
    fn names_and_genres_are_seeds() {
        let like = |table: &TrackTable| name(Named::Song(vec![song(table, "creep")]), Role::Like);
        check(|table| vec![like(table)], "seed_tracks=creep", 1);
        check(|table| vec![like(table), like(table)], "seed_tracks=creep", 2);
        check(
            |table| {
                let songs = vec![song(table, "creep"), song(table, "duet")];
                vec![name(Named::Artist(songs), Role::Like), CALMER, ClueKind::Years(1990..=1999)]
            },
            "seed_artists=RADIOHEAD&more=calmer&min_year=1990&max_year=1999",
            3,
        );
        check(
            |_| vec![ClueKind::Years(1990..=1999), ClueKind::Genre(GenreId::at(0)), SLOW, CALM],
            "seed_genres=trip hop&target_tempo=71&target_energy=0.15&min_year=1990&max_year=1999",
            4,
        );
    }

    #[test]
    fn what_is_denied_is_avoided() {
        let not = |table: &TrackTable, by: bool| {
            let songs = vec![song(table, "creep")];
            name(if by { Named::Artist(songs) } else { Named::Title(songs) }, Role::Not)
        };
        check(|table| vec![not(table, true)], "without_artists=RADIOHEAD", 1);
        check(|table| vec![not(table, false)], "unlike_tracks=creep", 1);
        let like = |table: &TrackTable| name(Named::Song(vec![song(table, "creep")]), Role::Like);
        check(|table| vec![like(table), not(table, false)], "unlike_tracks=creep", 2);
    }

    #[test]
    fn without_seeds_a_shift_is_a_target() {
        check(|_| vec![CALMER], "target_energy=0.15", 1);
        check(|_| vec![CALM, CALMER], "target_energy=0.15", 1);
        check(|_| vec![ClueKind::Newer(false)], "", 0);
        let older = || {
            vec![
                ClueKind::Genre(GenreId::at(0)),
                ClueKind::Newer(false),
                ClueKind::BetterKnown(false),
            ]
        };
        check(|_| older(), "seed_genres=trip hop&more=older,less_known", 3);
        check(
            |_| vec![CALMER, ClueKind::Genre(GenreId::at(0))],
            "seed_genres=trip hop&more=calmer",
            2,
        );
    }

    #[test]
    fn filters_and_the_rest() {
        let years = |first, last| ClueKind::Years(first..=last);
        check(|_| vec![years(1980, 1989), years(1990, 1994)], "min_year=1980&max_year=1994", 2);
        check(
            |_| vec![ClueKind::Language("ja"), years(1990, 1999)],
            "language=ja&min_year=1990&max_year=1999",
            2,
        );
        check(
            |_| vec![ClueKind::Popular(false), ClueKind::Long(true)],
            "target_popularity=15&target_duration_ms=420000",
            2,
        );
        check(|_| vec![ClueKind::Line], "", 0);
    }
}
