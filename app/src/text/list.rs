use super::notation::{self, Notation};
use super::template::{Counted, Template};
use catalog::{ListEdit, RecommendationRequest, SongList};

/// A list of songs.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct ListWords {
    pub(super) notation: &'static Notation,
    pub(crate) my_list: &'static str,
    pub(crate) add: &'static str,
    pub(crate) take_out: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) in_url: &'static str,
    pub(crate) is_stored: &'static str,
    pub(crate) not_mine: &'static str,
    pub(crate) replace: &'static str,
    pub(crate) replaced: &'static str,
    pub(crate) drag: &'static str,
    pub(crate) save: &'static str,
    /// A file of links, as a format to save it in.
    pub(crate) links: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) cleared: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) suggestions: &'static str,
    pub(super) title: Counted,
    pub(super) length: Template,
    pub(super) missing: Counted,
    pub(super) asked_by_all: &'static str,
    pub(super) asked_by_some: Template,
    pub(super) show_mine: Counted,
    pub(super) add_song: Template,
    pub(super) take_song_out: Template,
    pub(super) remove: Template,
    pub(super) move_up: Template,
    pub(super) move_down: Template,
    pub(super) full: Template,
    pub(super) added: Counted,
    pub(super) removed: Template,
    pub(super) moved: Template,
    pub(super) undone: Template,
}

impl ListWords {
    /// How long a list is, as its title.
    pub(crate) fn title(&self, count: usize) -> String {
        self.title.of(count, self.notation)
    }

    /// How long its songs play.
    pub(crate) fn length(&self, milliseconds: u32) -> String {
        match milliseconds {
            0 => String::new(),
            _ => self.length.fill(&[("length", &notation::duration(milliseconds))]),
        }
    }

    /// How many songs of a link cannot be shown.
    pub(crate) fn missing(&self, count: usize) -> String {
        self.missing.of(count, self.notation)
    }

    /// What the recommendations were asked by.
    pub(crate) fn asked_by(&self, songs: usize) -> String {
        let most = RecommendationRequest::MAX_SEEDS;
        if songs <= most {
            return self.asked_by_all.into();
        }
        self.asked_by_some.fill(&[("most", &most.to_string()), ("n", &songs.to_string())])
    }

    /// Leads from somebody's list to one's own.
    pub(crate) fn show_mine(&self, count: usize) -> String {
        self.show_mine.of(count, self.notation)
    }

    /// Adds a song, or takes it out again.
    pub(crate) fn sign(&self, song: &str, listed: bool) -> String {
        let sign = if listed { self.take_song_out } else { self.add_song };
        sign.fill(&[("song", song)])
    }

    /// Changes a list.
    pub(crate) fn button(&self, edit: &ListEdit, song: &str) -> String {
        let button = match edit {
            ListEdit::Add(_) => self.add_song,
            ListEdit::Remove(_) => self.remove,
            ListEdit::MoveUp(_) => self.move_up,
            ListEdit::MoveDown(_) => self.move_down,
        };
        button.fill(&[("song", song)])
    }

    /// What a change did.
    pub(crate) fn changed(
        &self,
        edit: &ListEdit,
        song: &str,
        before: &SongList,
        after: &SongList,
    ) -> String {
        let count = after.len();
        match edit {
            ListEdit::Add(_) if before == after => {
                self.full.fill(&[("most", &SongList::MAX.to_string())])
            }
            ListEdit::Add(_) => {
                self.added.form(count).fill(&[("song", song), ("n", &count.to_string())])
            }
            ListEdit::Remove(_) => self.removed.fill(&[("song", song)]),
            ListEdit::MoveUp(id) | ListEdit::MoveDown(id) => {
                self.moved(song, after.place(id).unwrap_or_default(), count)
            }
        }
    }

    /// Where a song came, by its place from 0.
    pub(crate) fn moved(&self, song: &str, place: usize, count: usize) -> String {
        let (place, count) = ((place + 1).to_string(), count.to_string());
        self.moved.fill(&[("song", song), ("place", &place), ("n", &count)])
    }

    /// What was taken back.
    pub(crate) fn undone(&self, what: &str) -> String {
        self.undone.fill(&[("what", what)])
    }
}
