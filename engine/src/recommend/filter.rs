//! Which songs a request admits.

use super::facts::place_of;
use super::songs::SongTable;
use crate::track_table::TrackTable;
use catalog::{Bounds, Facet, Filter, FilterEffect};

/// The songs that filters leave.
pub(crate) struct Admitted {
    /// By song; none if there is no filter.
    songs: Option<Vec<bool>>,
    /// What each filter removes.
    pub(crate) effects: Vec<FilterEffect>,
}

impl Admitted {
    pub(crate) fn new(filters: &[Filter], table: &TrackTable, songs: &SongTable) -> Self {
        let mut admitted: Option<Vec<bool>> = None;
        let mut effects = Vec::new();
        for filter in filters {
            let passed = passing(filter, table, songs);
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
fn passing(filter: &Filter, table: &TrackTable, songs: &SongTable) -> Vec<bool> {
    match filter {
        Filter::Number(facet, bounds) => numbers_within(*facet, bounds, songs),
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

fn numbers_within(facet: Facet, bounds: &Bounds, songs: &SongTable) -> Vec<bool> {
    let Some(place) = place_of(facet) else {
        return vec![true; songs.len()];
    };
    let mut least = bounds.least.unwrap_or(f32::NEG_INFINITY);
    let mut greatest = bounds.greatest.unwrap_or(f32::INFINITY);
    if facet == Facet::Year {
        // A year is meant as a whole, and held with its fraction.
        (least, greatest) = (least.ceil(), (greatest.floor() + 1.0).next_down());
    }
    // An unknown value, NaN, lies within no bounds.
    songs.numbers(place).iter().map(|value| *value >= least && *value <= greatest).collect()
}
