use crate::device::LIST;
use crate::text::text;
use catalog::{ListEdit, SongEntry, SongList, TrackId};
use leptos::prelude::*;

/// The list of songs that is kept on this device, and what is said of its changes.
#[derive(Clone, Copy)]
pub(crate) struct MyList {
    // None until the browser has loaded it.
    kept: RwSignal<Option<SongList>>,
    /// What a screen reader is told.
    pub(crate) said: RwSignal<String>,
    /// The list before and after another window changed it.
    pub(crate) changed_elsewhere: RwSignal<Option<(SongList, SongList)>>,
}

impl MyList {
    /// A list that nobody knows yet.
    pub(crate) fn new() -> Self {
        Self {
            kept: RwSignal::new(None),
            said: RwSignal::default(),
            changed_elsewhere: RwSignal::new(None),
        }
    }

    /// The list, once it is loaded.
    pub(crate) fn kept(self) -> Option<SongList> {
        self.kept.get()
    }

    /// Whether it is loaded.
    pub(crate) fn is_loaded(self) -> bool {
        self.kept.with(Option::is_some)
    }

    /// How many songs are in it.
    pub(crate) fn len(self) -> usize {
        self.kept.with(|kept| kept.as_ref().map_or(0, SongList::len))
    }

    /// Whether a song is in it.
    pub(crate) fn has(self, id: &TrackId) -> bool {
        self.kept.with(|kept| kept.as_ref().is_some_and(|kept| kept.contains(id)))
    }

    /// Keeps this list from now on.
    pub(crate) fn keep(self, list: SongList) {
        if self.kept.with_untracked(|kept| kept.as_ref() == Some(&list)) {
            return;
        }
        let lines: Vec<String> = list.ids().iter().map(ToString::to_string).collect();
        LIST.save(&lines);
        self.kept.set(Some(list));
    }

    /// Adds a song, or takes it out if it is in the list.
    pub(crate) fn toggle(self, song: &SongEntry) {
        let list = self.kept.get_untracked().unwrap_or_default();
        let id = song.id.clone();
        let edit = if list.contains(&id) { ListEdit::Remove(id) } else { ListEdit::Add(id) };
        let edited = list.edited(&edit);
        self.say(text().list().changed(&edit, &song.label(), &list, &edited));
        self.keep(edited);
    }

    /// Tells screen readers.
    pub(crate) fn say(self, what: String) {
        self.said.set(what);
    }

    /// Loads the list of this device, and again when another window changes it.
    pub(crate) fn follow_device(self) {
        self.kept.set(Some(load()));
        window_event_listener_untyped("storage", move |_| self.reload());
    }

    // The event comes for whatever another window changed.
    fn reload(self) {
        let (before, now) = (self.kept.get_untracked().unwrap_or_default(), load());
        if before != now {
            self.kept.set(Some(now.clone()));
            self.changed_elsewhere.set(Some((before, now)));
        }
    }
}

/// The list of this device.
pub(crate) fn use_my_list() -> MyList {
    use_context().unwrap_or_else(MyList::new)
}

fn load() -> SongList {
    LIST.load().join(",").parse().unwrap_or_default()
}
