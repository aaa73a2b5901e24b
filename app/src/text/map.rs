use super::notation::Notation;
use super::template::Template;
use catalog::GenreFamily;

/// The map of the catalogue.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct MapWords {
    pub(super) notation: &'static Notation,
    pub(crate) map: &'static str,
    pub(crate) title: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) picture: &'static str,
    pub(crate) needs_script: &'static str,
    pub(crate) no_picture: &'static str,
    pub(crate) zoom_in: &'static str,
    pub(crate) zoom_out: &'static str,
    pub(crate) whole: &'static str,
    pub(crate) legend: &'static str,
    pub(crate) family: &'static str,
    pub(crate) region: &'static str,
    pub(crate) show_song: &'static str,
    pub(crate) clear_selection: &'static str,
    /// Leads from a song to its place.
    pub(crate) show_on_map: &'static str,
    pub(crate) of_each_family: &'static str,
    pub(super) on_map: Template,
    pub(super) around: Template,
    pub(super) of_family: Template,
    pub(super) near: Template,
    /// Parts of the map, row by row from the bottom, in each from the left.
    pub(super) parts: [[&'static str; 3]; 3],
    /// The families by their numbers.
    pub(super) families: [&'static str; GenreFamily::ALL.len()],
}

impl MapWords {
    /// A song as the title of the page.
    pub(crate) fn on_map(&self, song: &str) -> String {
        self.on_map.fill(&[("song", song)])
    }

    /// What is marked around a song.
    pub(crate) fn around(&self, song: &str) -> String {
        self.around.fill(&[("song", song)])
    }

    /// What is marked of a family.
    pub(crate) fn of_family(&self, family: GenreFamily) -> String {
        self.of_family.fill(&[("family", self.family(family))])
    }

    /// How many songs there are, after the name of their family.
    pub(crate) fn songs(&self, count: u32) -> String {
        self.notation.count(count as usize)
    }

    /// Where a song lies: near a region, if there is one, and in a part of the map.
    pub(crate) fn position(&self, region: Option<&str>, [x, y]: [u16; 2]) -> String {
        let part = self.parts[third(y)][third(x)];
        match region {
            Some(region) => self.near.fill(&[("region", region), ("part", part)]),
            None => part.to_owned(),
        }
    }

    /// A family of genres.
    pub(crate) const fn family(&self, family: GenreFamily) -> &'static str {
        self.families[family as usize]
    }
}

fn third(axis: u16) -> usize {
    usize::from(axis) * 3 / (usize::from(u16::MAX) + 1)
}
