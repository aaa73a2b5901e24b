//! Which songs a request admits.

use super::facts::place_of;
use super::songs::SongTable;
use crate::track_table::TrackTable;
use catalog::{Bounds, Facet, Filter, FilterEffect};

/// The songs that filters leave.
pub(crate) struct Admitted {
    songs: Vec<bool>,
    /// What each filter removes.
    pub(crate) effects: Vec<FilterEffect>,
}

impl Admitted {
    pub(crate) fn new(filters: &[Filter], table: &TrackTable, songs: &SongTable) -> Self {
        let mut admitted = Self { songs: vec![true; songs.len()], effects: Vec::new() };
        for filter in filters {
            let passed = passing(filter, table, songs);
            let removed = passed.iter().filter(|passed| !**passed).count() as u32;
            admitted.songs.iter_mut().zip(&passed).for_each(|(song, passed)| *song &= passed);
            let left = admitted.songs.iter().filter(|song| **song).count() as u32;
            admitted.effects.push(FilterEffect { filter: filter.text(), removed, left });
        }
        admitted
    }

    /// Whether a song is left.
    pub(crate) fn has(&self, song: u32) -> bool {
        self.songs[song as usize]
    }
}

/// For each song whether it passes.
fn passing(filter: &Filter, table: &TrackTable, songs: &SongTable) -> Vec<bool> {
    let all = 0..songs.len() as u32;
    match filter {
        Filter::Number(facet, bounds) => numbers_within(*facet, bounds, songs),
        Filter::Language(code) => {
            let wanted = table.number_of_language(code);
            let language = |song| table.language_number(songs.row(song));
            all.map(|song| wanted.is_some() && language(song) == wanted).collect()
        }
        Filter::Genre(genre) => {
            let lists = table.genre_number(genre).map(|genre| songs.lists_with(genre));
            let has = |list: u32| lists.as_ref().is_some_and(|lists| lists[list as usize]);
            all.map(|song| has(songs.genre_list(song))).collect()
        }
        Filter::Explicit(wanted) => {
            all.map(|song| table.explicit(songs.row(song)).unwrap_or(false) == *wanted).collect()
        }
    }
}

fn numbers_within(facet: Facet, bounds: &Bounds, songs: &SongTable) -> Vec<bool> {
    let Some(place) = place_of(facet) else {
        return vec![true; songs.len()];
    };
    let values = songs.numbers(place).iter();
    // A year is a whole one; an unknown value, NaN, lies within no bounds.
    if facet == Facet::Year {
        values.map(|year| !year.is_nan() && bounds.contain(year.floor())).collect()
    } else {
        values.map(|value| !value.is_nan() && bounds.contain(*value)).collect()
    }
}
