//! Filters.

use super::facts::slot_of;
use super::similarity::{Scale, Similarity};
use super::songs::SongTable;
use crate::error::EngineError;
use crate::id::SongId;
use crate::numeric::index32;
use crate::tracks::TrackTable;
use catalog::{Bounds, Facet, Filter, FilterEffect};
use memchr::memchr2_iter;
use tracing::instrument;

/// The songs that pass all filters.
pub(crate) struct Admitted {
    /// Whether each song passes; none without filters.
    songs: Option<Vec<bool>>,
    /// How many songs each filter removes.
    pub(crate) effects: Vec<FilterEffect>,
}

/// Scoring so many songs takes as long as finding candidates in the graph.
const FEW: u32 = 10_000;

impl Admitted {
    #[instrument(name = "filters", level = "debug", skip_all)]
    pub(crate) fn new(
        filters: &[Filter],
        table: &TrackTable,
        songs: &SongTable,
        similarity: &Similarity,
    ) -> Result<Self, EngineError> {
        let mut admitted: Option<Vec<bool>> = None;
        let mut effects = Vec::new();
        for filter in filters {
            let passed = passing(filter, table, songs, similarity)?;
            let removed = index32(passed.len() - count(&passed));
            let all = match admitted.take() {
                Some(before) => both(before, &passed),
                None => passed,
            };
            effects.push(FilterEffect {
                filter: filter.text(),
                removed,
                left: index32(count(&all)),
            });
            admitted = Some(all);
        }
        Ok(Self { songs: admitted, effects })
    }

    /// Whether a song passes.
    pub(crate) fn has(&self, song: SongId) -> bool {
        self.songs.as_ref().is_none_or(|songs| songs[song.index()])
    }

    /// The songs that pass, of so many.
    pub(crate) fn songs(&self, songs: usize) -> impl Iterator<Item = SongId> {
        (0..songs).map(SongId::at).filter(|song| self.has(*song))
    }

    /// Whether so few pass that scoring all is quicker than looking for the nearest.
    pub(crate) fn are_few(&self) -> bool {
        self.effects.last().is_some_and(|last| last.left <= FEW)
    }

    /// Whether there are no filters.
    pub(crate) fn has_all(&self) -> bool {
        self.songs.is_none()
    }
}

fn both(mut before: Vec<bool>, passed: &[bool]) -> Vec<bool> {
    before.iter_mut().zip(passed).for_each(|(before, passed)| *before &= passed);
    before
}

// Sums of one byte each: the compiler adds sixteen at a time.
fn count(songs: &[bool]) -> usize {
    let few = songs.chunks(u8::MAX.into());
    few.map(|few| usize::from(few.iter().map(|song| u8::from(*song)).sum::<u8>())).sum()
}

/// Whether each song passes a filter.
fn passing(
    filter: &Filter,
    table: &TrackTable,
    songs: &SongTable,
    similarity: &Similarity,
) -> Result<Vec<bool>, EngineError> {
    Ok(match filter {
        Filter::Number(facet, bounds) => numbers_within(*facet, bounds, table, songs, similarity),
        Filter::Language(code) => {
            let wanted = table.index_of_language(code);
            let languages = songs.language_indices();
            languages.map(|language| language.is_some() && language == wanted).collect()
        }
        Filter::Genre(genre) => {
            let lists = songs.lists_with(table.known_genre(genre)?);
            songs.genre_lists().iter().map(|list| lists[*list as usize]).collect()
        }
        Filter::Explicit(wanted) => songs.explicit().iter().map(|song| song == wanted).collect(),
    })
}

fn numbers_within(
    facet: Facet,
    bounds: &Bounds,
    table: &TrackTable,
    songs: &SongTable,
    similarity: &Similarity,
) -> Vec<bool> {
    let Some(slot) = slot_of(facet) else {
        return vec![true; songs.len()];
    };
    let bounds = Interval::of(facet, bounds);
    let ranks = songs.ranks_of(slot);
    // An unknown value is NaN and lies within no bounds.
    let check = |song: SongId| bounds.has(songs.number(facet, song, table));
    let scale = &similarity.numbers[slot].scale;
    if matches!(scale, Scale::Fifths) {
        return (0..songs.len()).map(|song| check(SongId::at(song))).collect();
    }
    // Ranks rise with values, so only songs that share a bound's rank need their exact value checked.
    let (first, last) = bounds.ranks(scale);
    let mut within: Vec<bool> = ranks.iter().map(|rank| *rank > first && *rank < last).collect();
    for song in memchr2_iter(first, last, ranks) {
        within[song] = check(SongId::at(song));
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
            // The bounds are whole years, the stored ones have fractions.
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
