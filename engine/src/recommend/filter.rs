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
                Some(before) => before.iter().zip(&passed).map(|(a, b)| *a && *b).collect(),
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

fn count(songs: &[bool]) -> usize {
    songs.iter().map(|song| usize::from(*song)).sum()
}

/// For each song whether it passes.
fn passing(filter: &Filter, table: &TrackTable, songs: &SongTable) -> Vec<bool> {
    let all = 0..songs.len() as u32;
    match filter {
        Filter::Number(facet, bounds) => numbers_within(*facet, bounds, songs),
        Filter::Language(code) => {
            let wanted = table.number_of_language(code);
            all.map(|song| wanted.is_some() && songs.language_number(song) == wanted).collect()
        }
        Filter::Genre(genre) => {
            let lists = table.genre_number(genre).map(|genre| songs.lists_with(genre));
            let has = |list: u32| lists.as_ref().is_some_and(|lists| lists[list as usize]);
            all.map(|song| has(songs.genre_list(song))).collect()
        }
        Filter::Explicit(wanted) => all.map(|song| songs.is_explicit(song) == *wanted).collect(),
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
