use super::notation::Notation;
use super::template::{Counted, Template};

/// Words of the controls that tune the similar songs.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct TuneWords {
    pub(super) notation: &'static Notation,
    pub(crate) tune: &'static str,
    pub(crate) weights: &'static str,
    pub(crate) filters: &'static str,
    pub(crate) from_year: &'static str,
    pub(crate) to_year: &'static str,
    pub(crate) years_conflict: &'static str,
    pub(crate) language: &'static str,
    pub(crate) any_language: &'static str,
    pub(crate) genre: &'static str,
    pub(crate) any_genre: &'static str,
    pub(crate) not_explicit: &'static str,
    pub(crate) order: &'static str,
    pub(crate) apply: &'static str,
    pub(crate) reset: &'static str,
    pub(crate) shifts: &'static str,
    pub(crate) like: &'static str,
    pub(crate) unlike: &'static str,
    pub(crate) legend: &'static str,
    /// The shifts that have chips, by their names in the URL.
    pub(crate) chips: [(&'static str, &'static str); 12],
    /// The other shifts.
    pub(crate) other_shifts: [(&'static str, &'static str); 4],
    /// Orders by their names in the URL.
    pub(crate) orders: [(&'static str, &'static str); 11],
    /// Languages by their ISO 639-1 codes, sorted by name.
    pub(crate) languages: [(&'static str, &'static str); 24],
    /// The weights 0 and 1.
    pub(super) weight_off: &'static str,
    pub(super) weight_default: &'static str,
    pub(super) removed: Counted,
    pub(super) changes: Counted,
    pub(super) more_like: Template,
    pub(super) less_like: Template,
    pub(super) remove: Template,
    pub(super) wish: Template,
    pub(super) unnamed_wish: &'static str,
    pub(crate) wish_like: &'static str,
    pub(crate) wish_not: &'static str,
}

impl TuneWords {
    /// A weight from 0 to 4.
    pub(crate) fn weight(&self, value: f32) -> String {
        match value {
            value if value <= 0.0 => self.weight_off.into(),
            value if value.to_bits() == 1.0_f32.to_bits() => self.weight_default.into(),
            value => format!("× {}", self.notation.decimal(&value.to_string())),
        }
    }

    pub(crate) fn removed(&self, songs: u32) -> String {
        self.removed.of(songs as usize, self.notation)
    }

    /// The number of changes.
    pub(crate) fn changes(&self, count: usize) -> String {
        self.changes.of(count, self.notation)
    }

    /// A shift by its name in the URL.
    pub(crate) fn shift(&self, name: &str) -> String {
        let known = self.chips.iter().chain(&self.other_shifts).find(|(known, _)| *known == name);
        known.map_or(name, |(_, shift)| shift).to_owned()
    }

    /// The title of what a text wishes for.
    pub(crate) fn wish(&self, query: &str) -> String {
        if query.is_empty() {
            return self.unnamed_wish.to_owned();
        }
        self.wish.fill(&[("query", query)])
    }

    pub(crate) fn more_like(&self, song: &str) -> String {
        self.more_like.fill(&[("song", song)])
    }

    pub(crate) fn less_like(&self, song: &str) -> String {
        self.less_like.fill(&[("song", song)])
    }

    pub(crate) fn remove(&self, song: &str) -> String {
        self.remove.fill(&[("song", song)])
    }
}
