use super::notation::{self, Notation};
use super::template::{Counted, Template};
use crate::url::{ListEdit, SongList};
use catalog::RecommendationRequest;

/// Words of the page of a list.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct ListWords {
    pub(super) notation: &'static Notation,
    pub(crate) add: &'static str,
    pub(crate) take_out: &'static str,
    pub(crate) empty: &'static str,
    pub(crate) in_url: &'static str,
    pub(crate) is_stored: &'static str,
    pub(crate) not_mine: &'static str,
    pub(crate) not_stored: &'static str,
    pub(crate) replace: &'static str,
    pub(crate) save_as_mine: &'static str,
    pub(crate) replaced: &'static str,
    pub(crate) drag: &'static str,
    pub(crate) save: &'static str,
    /// The name of the format for plain links.
    pub(crate) links: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) cleared: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) suggestions: &'static str,
    pub(crate) fill: &'static str,
    pub(crate) fill_how: &'static str,
    pub(crate) fill_file: &'static str,
    pub(crate) fill_button: &'static str,
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
    /// The title of a list of this many songs.
    pub(crate) fn title(&self, count: usize) -> String {
        self.title.of(count, self.notation)
    }

    /// The total length; empty if it is unknown.
    pub(crate) fn length(&self, milliseconds: u32) -> String {
        match milliseconds {
            0 => String::new(),
            _ => self.length.fill(&[("length", &notation::duration(milliseconds))]),
        }
    }

    /// How many songs of the link the catalogue lacks.
    pub(crate) fn missing(&self, count: usize) -> String {
        self.missing.of(count, self.notation)
    }

    /// How many of the songs the suggestions are based on.
    pub(crate) fn asked_by(&self, songs: usize) -> String {
        let most = RecommendationRequest::MAX_SEEDS;
        if songs <= most {
            return self.asked_by_all.into();
        }
        self.asked_by_some.fill(&[("most", &most.to_string()), ("n", &songs.to_string())])
    }

    /// The link to the visitor's own list, of this many songs.
    pub(crate) fn show_mine(&self, count: usize) -> String {
        self.show_mine.of(count, self.notation)
    }

    /// The label of the button that adds or removes a song.
    pub(crate) fn button_label(&self, song: &str, listed: bool) -> String {
        let label = if listed { self.take_song_out } else { self.add_song };
        label.fill(&[("song", song)])
    }

    /// The label of the button for a change.
    pub(crate) fn button(&self, edit: &ListEdit, song: &str) -> String {
        let button = match edit {
            ListEdit::Add(_) => self.add_song,
            ListEdit::Remove(_) => self.remove,
            ListEdit::MoveUp(_) => self.move_up,
            ListEdit::MoveDown(_) => self.move_down,
        };
        button.fill(&[("song", song)])
    }

    /// The description of a change.
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

    /// The description of a move to an index.
    pub(crate) fn moved(&self, song: &str, index: usize, count: usize) -> String {
        let (number, count) = ((index + 1).to_string(), count.to_string());
        self.moved.fill(&[("song", song), ("number", &number), ("n", &count)])
    }

    /// The description of an undone change.
    pub(crate) fn undone(&self, what: &str) -> String {
        self.undone.fill(&[("what", what)])
    }
}
