use super::notation::Notation;
use super::template::Template;
use catalog::GenreFamily;

/// Words of the map.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct MapWords {
    pub(super) notation: &'static Notation,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) picture: &'static str,
    pub(crate) needs_script: &'static str,
    pub(crate) no_picture: &'static str,
    pub(crate) zoom_in: &'static str,
    pub(crate) zoom_out: &'static str,
    pub(crate) whole: &'static str,
    pub(crate) left: &'static str,
    pub(crate) right: &'static str,
    pub(crate) up: &'static str,
    pub(crate) down: &'static str,
    pub(crate) legend: &'static str,
    pub(crate) family: &'static str,
    pub(crate) region: &'static str,
    pub(crate) show_song: &'static str,
    pub(crate) clear_selection: &'static str,
    /// The link from a song to the map.
    pub(crate) show_on_map: &'static str,
    pub(crate) of_each_family: &'static str,
    pub(super) on_map: Template,
    pub(super) around: Template,
    pub(super) of_family: Template,
    pub(super) near: Template,
    /// Parts of the map, row by row from the bottom, each from the left.
    pub(super) parts: [[&'static str; 3]; 3],
    /// The families by number.
    pub(super) families: [&'static str; GenreFamily::ALL.len()],
}

impl MapWords {
    /// The title of the page of a song.
    pub(crate) fn on_map(&self, song: &str) -> String {
        self.on_map.fill(&[("song", song)])
    }

    /// The caption for a song and those like it.
    pub(crate) fn around(&self, song: &str) -> String {
        self.around.fill(&[("song", song)])
    }

    /// The caption for the songs of a family.
    pub(crate) fn of_family(&self, family: GenreFamily) -> String {
        self.of_family.fill(&[("family", self.family(family))])
    }

    /// The number of songs of a family.
    pub(crate) fn songs(&self, count: u32) -> String {
        self.notation.count(count as usize)
    }

    /// The position of a point: the nearest region, if there are regions, and the part of the map.
    pub(crate) fn position(&self, region: Option<&str>, [x, y]: [u16; 2]) -> String {
        let part = self.parts[third(y)][third(x)];
        match region {
            Some(region) => self.near.fill(&[("region", region), ("part", part)]),
            None => part.to_owned(),
        }
    }

    /// The name of a family.
    pub(crate) const fn family(&self, family: GenreFamily) -> &'static str {
        self.families[family as usize]
    }
}

fn third(axis: u16) -> usize {
    usize::from(axis) * 3 / (usize::from(u16::MAX) + 1)
}
