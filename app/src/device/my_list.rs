use super::storage::LIST;
use crate::text::text;
use crate::url::{ListEdit, SongList};
use catalog::{SongEntry, TrackId};
use leptos::prelude::*;

/// The user's list of songs, which is stored on this device, and what is announced of its changes.
#[derive(Clone, Copy)]
pub(crate) struct MyList {
    // `None` on the server, which does not know it.
    stored: RwSignal<Option<SongList>>,
    // Until a part is hydrated it must look as the server rendered it.
    hydrated: Signal<bool>,
    /// What screen readers announce.
    pub(crate) announcement: RwSignal<String>,
    /// The list before and after another window changed it.
    pub(crate) changed_in_other_window: RwSignal<Option<(SongList, SongList)>>,
}

impl MyList {
    /// A list that is not known, as on the server.
    pub(crate) fn unknown() -> Self {
        Self {
            stored: RwSignal::new(None),
            hydrated: false.into(),
            announcement: RwSignal::default(),
            changed_in_other_window: RwSignal::new(None),
        }
    }

    /// The list in the browser's storage.
    pub(crate) fn of_device() -> Self {
        let list = Self::unknown();
        list.stored.set(Some(load()));
        window_event_listener_untyped("storage", move |_| list.reload());
        list
    }

    /// The same list for a part of the page that is being hydrated.
    pub(crate) fn in_part(self, hydrated: Signal<bool>) -> Self {
        Self { hydrated, ..self }
    }

    /// The list, once it is known.
    pub(crate) fn stored(self) -> Option<SongList> {
        self.hydrated.get().then(|| self.stored.get()).flatten()
    }

    /// Whether the list is known.
    pub(crate) fn is_loaded(self) -> bool {
        self.with(|stored| stored.is_some())
    }

    /// The number of songs.
    pub(crate) fn len(self) -> usize {
        self.with(|stored| stored.map_or(0, SongList::len))
    }

    pub(crate) fn contains(self, id: &TrackId) -> bool {
        self.with(|stored| stored.is_some_and(|stored| stored.contains(id)))
    }

    fn with<T>(self, read: impl FnOnce(Option<&SongList>) -> T) -> T {
        if self.hydrated.get() {
            self.stored.with(|stored| read(stored.as_ref()))
        } else {
            read(None)
        }
    }

    /// Replaces the stored list.
    pub(crate) fn store(self, list: SongList) {
        if self.stored.with_untracked(|stored| stored.as_ref() == Some(&list)) {
            return;
        }
        let lines: Vec<String> = list.ids().iter().map(ToString::to_string).collect();
        LIST.save(&lines);
        self.stored.set(Some(list));
    }

    /// Adds a song, or removes it if the list has it.
    pub(crate) fn toggle(self, song: &SongEntry) {
        let list = self.stored.get_untracked().unwrap_or_default();
        let id = song.id.clone();
        let edit = if list.contains(&id) { ListEdit::Remove(id) } else { ListEdit::Add(id) };
        let edited = list.edited(&edit);
        self.announce(text().list().changed(&edit, &song.label(), &list, &edited));
        self.store(edited);
    }

    /// Tells screen readers of a change.
    pub(crate) fn announce(self, change: String) {
        self.announcement.set(change);
    }

    // The event comes for any key that another window changed.
    fn reload(self) {
        let (before, now) = (self.stored.get_untracked().unwrap_or_default(), load());
        if before != now {
            self.stored.set(Some(now.clone()));
            self.changed_in_other_window.set(Some((before, now)));
        }
    }
}

pub(crate) fn use_my_list() -> MyList {
    use_context().unwrap_or_else(MyList::unknown)
}

fn load() -> SongList {
    LIST.load().join(",").parse().unwrap_or_default()
}
