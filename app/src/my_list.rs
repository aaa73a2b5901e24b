use crate::device::LIST;
use crate::text::text;
use catalog::{ListEdit, SongEntry, SongList, TrackId};
use leptos::prelude::*;

/// The list of songs that is kept on this device, and what is said of its changes.
#[derive(Clone, Copy)]
pub(crate) struct MyList {
    // None on the server, which does not know it.
    kept: RwSignal<Option<SongList>>,
    // Whether the part of the page that asks is awake. Until then it must look as the server made it.
    awake: Signal<bool>,
    /// What a screen reader is told.
    pub(crate) said: RwSignal<String>,
    /// The list before and after another window changed it.
    pub(crate) changed_elsewhere: RwSignal<Option<(SongList, SongList)>>,
}

impl MyList {
    /// A list that nobody knows.
    pub(crate) fn new() -> Self {
        Self {
            kept: RwSignal::new(None),
            awake: false.into(),
            said: RwSignal::default(),
            changed_elsewhere: RwSignal::new(None),
        }
    }

    /// The list of the browser's device.
    pub(crate) fn of_device() -> Self {
        let list = Self::new();
        list.kept.set(Some(load()));
        window_event_listener_untyped("storage", move |_| list.reload());
        list
    }

    /// The same, as a part of the page sees it that is about to wake.
    pub(crate) fn in_part(self, awake: Signal<bool>) -> Self {
        Self { awake, ..self }
    }

    /// The list, once it is known.
    pub(crate) fn kept(self) -> Option<SongList> {
        self.awake.get().then(|| self.kept.get()).flatten()
    }

    /// Whether it is known.
    pub(crate) fn is_loaded(self) -> bool {
        self.with(|kept| kept.is_some())
    }

    /// How many songs are in it.
    pub(crate) fn len(self) -> usize {
        self.with(|kept| kept.map_or(0, SongList::len))
    }

    /// Whether a song is in it.
    pub(crate) fn has(self, id: &TrackId) -> bool {
        self.with(|kept| kept.is_some_and(|kept| kept.contains(id)))
    }

    fn with<T>(self, of: impl FnOnce(Option<&SongList>) -> T) -> T {
        if self.awake.get() { self.kept.with(|kept| of(kept.as_ref())) } else { of(None) }
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
