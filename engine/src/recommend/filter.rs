//! Which songs a request admits.

use super::facts::place_of;
use super::similarity::{Scale, Similarity};
use super::songs::SongTable;
use crate::track_table::TrackTable;
use catalog::{Bounds, Facet, Filter, FilterEffect};
use memchr::memchr2_iter;

/// The songs that filters leave.
pub(crate) struct Admitted {
    /// By song; none if there is no filter.
    songs: Option<Vec<bool>>,
    /// What each filter removes.
    pub(crate) effects: Vec<FilterEffect>,
}

impl Admitted {
    pub(crate) fn new(
        filters: &[Filter],
        table: &TrackTable,
        songs: &SongTable,
        similarity: &Similarity,
    ) -> Self {
        let mut admitted: Option<Vec<bool>> = None;
        let mut effects = Vec::new();
        for filter in filters {
            let passed = passing(filter, table, songs, similarity);
            let removed = (passed.len() - count(&passed)) as u32;
            let all = match admitted.take() {
                Some(before) => both(before, &passed),
                None => passed,
            };
            effects.push(FilterEffect { filter: filter.text(), removed, left: count(&all) as u32 });
            admitted = Some(all);
        }
        Self { songs: admitted, effects }
    }

    /// Whether a song is left.
    pub(crate) fn has(&self, song: u32) -> bool {
        self.songs.as_ref().is_none_or(|songs| songs[song as usize])
    }

    /// Whether no filter is given.
    pub(crate) fn has_all(&self) -> bool {
        self.songs.is_none()
    }

    /// The share of the songs that is left.
    pub(crate) fn share(&self) -> f32 {
        let Some((songs, last)) = self.songs.as_ref().zip(self.effects.last()) else { return 1.0 };
        last.left as f32 / songs.len().max(1) as f32
    }
}

fn both(mut before: Vec<bool>, passed: &[bool]) -> Vec<bool> {
    before.iter_mut().zip(passed).for_each(|(before, passed)| *before &= passed);
    before
}

// In sums of a byte each, which the compiler adds sixteen at a time.
fn count(songs: &[bool]) -> usize {
    let few = songs.chunks(u8::MAX.into());
    few.map(|few| usize::from(few.iter().map(|song| u8::from(*song)).sum::<u8>())).sum()
}

/// For each song whether it passes.
fn passing(
    filter: &Filter,
    table: &TrackTable,
    songs: &SongTable,
    similarity: &Similarity,
) -> Vec<bool> {
    match filter {
        Filter::Number(facet, bounds) => numbers_within(*facet, bounds, table, songs, similarity),
        Filter::Language(code) => {
            let wanted = table.number_of_language(code);
            let languages = songs.language_numbers().iter();
            languages.map(|language| language.is_some() && *language == wanted).collect()
        }
        Filter::Genre(genre) => {
            let Some(genre) = table.genre_number(genre) else { return vec![false; songs.len()] };
            let lists = songs.lists_with(genre);
            songs.genre_lists().iter().map(|list| lists[*list as usize]).collect()
        }
        Filter::Explicit(wanted) => songs.explicit().iter().map(|song| song == wanted).collect(),
    }
}

fn numbers_within(
    facet: Facet,
    bounds: &Bounds,
    table: &TrackTable,
    songs: &SongTable,
    similarity: &Similarity,
) -> Vec<bool> {
    let Some(place) = place_of(facet) else {
        return vec![true; songs.len()];
    };
    let bounds = Interval::of(facet, bounds);
    let ranks = songs.ranks_of(place);
    // An unknown value, NaN, lies within no bounds.
    let check = |song: u32| bounds.has(songs.number(facet, song, table));
    let scale = &similarity.numbers[place].scale;
    if matches!(scale, Scale::Fifths) {
        return (0..songs.len() as u32).map(check).collect();
    }
    // Ranks rise with the values: only songs with the rank of a bound have to be looked at.
    let (first, last) = bounds.ranks(scale);
    let mut within: Vec<bool> = ranks.iter().map(|rank| *rank > first && *rank < last).collect();
    for song in memchr2_iter(first, last, ranks) {
        within[song] = check(song as u32);
    }
    within
}

/// Bounds, both included.
pub(crate) struct Interval {
    least: f32,
    greatest: f32,
}

impl Interval {
    pub(crate) fn of(facet: Facet, bounds: &Bounds) -> Self {
        let least = bounds.least.unwrap_or(f32::NEG_INFINITY);
        let greatest = bounds.greatest.unwrap_or(f32::INFINITY);
        if facet == Facet::Year {
            // A year is meant as a whole, and held with its fraction.
            return Self { least: least.ceil(), greatest: (greatest.floor() + 1.0).next_down() };
        }
        Self { least, greatest }
    }

    /// The ranks of the bounds.
    pub(crate) fn ranks(&self, scale: &Scale) -> (u8, u8) {
        (scale.rank(Some(self.least)), scale.rank(Some(self.greatest)))
    }

    fn has(&self, value: f32) -> bool {
        value >= self.least && value <= self.greatest
    }
}
