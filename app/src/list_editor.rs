use crate::address::{Step, use_addresses};
use crate::api::{self, ApiError};
use crate::latest::Latest;
use crate::list_place::{list_href, use_listed};
use crate::my_list::{MyList, use_my_list};
use crate::text::text;
use catalog::{InvalidSongList, ListEdit, SongEntry, SongList, TrackId, Tracks};
use leptos::prelude::*;

/// The list that the page shows: the one of its URL, and the same as the list of this device unless the
/// URL came from somebody else.
#[derive(Clone, Copy)]
pub(crate) struct ListEditor {
    /// What the server knows of the songs.
    pub(crate) tracks: Latest<SongList, Tracks>,
    /// The list, without what is in no catalogue.
    pub(crate) shown: Memo<SongList>,
    /// Its songs, as far as they are known.
    pub(crate) songs: Memo<Vec<SongEntry>>,
    /// The list of this device.
    pub(crate) my_list: MyList,
    url: Memo<Result<SongList, InvalidSongList>>,
    list: RwSignal<SongList>,
    added: RwSignal<Vec<SongEntry>>,
    past: RwSignal<Vec<Change>>,
    led_to: StoredValue<SongList>,
    go_to: Callback<SongList>,
}

/// A change that can be undone.
#[derive(Clone)]
struct Change {
    what: String,
    shown: SongList,
    kept: SongList,
}

impl ListEditor {
    /// An editor of the URL's list; its songs may be known already.
    pub(crate) fn new(first: Option<Result<Tracks, ApiError>>) -> Self {
        let url = use_listed();
        let start = url.get_untracked().unwrap_or_default();
        let list = RwSignal::new(start.clone());
        let question = Memo::new(move |before: Option<&Option<SongList>>| {
            list.with(|list| question(list, before.and_then(Option::as_ref)))
        });
        let tracks = Latest::new(question, first, api::find_tracks);
        let added = RwSignal::new(Vec::new());
        let shown = Memo::new(move |_| without_missing(&list.get(), tracks));
        let editor = Self {
            tracks,
            shown,
            songs: Memo::new(move |_| known_songs(&shown.get(), tracks, &added.get())),
            my_list: use_my_list(),
            url,
            list,
            added,
            past: RwSignal::new(Vec::new()),
            led_to: StoredValue::new(start),
            go_to: use_way(),
        };
        Effect::new(move |_| editor.follow_url());
        Effect::new(move |_| editor.follow_other_windows());
        Effect::new(move |_| editor.arrive());
        editor
    }

    /// Why the URL has no list.
    pub(crate) fn refusal(self) -> Option<ApiError> {
        self.url.get().err().map(|error| ApiError::InvalidList(error.to_string()))
    }

    /// Whether the list that is shown is the one of this device.
    pub(crate) fn is_mine(self) -> bool {
        self.my_list.kept() == Some(self.list.get())
    }

    /// How many songs of the list are in no catalogue.
    pub(crate) fn missing(self) -> usize {
        self.list.with(SongList::len) - self.shown.with(SongList::len)
    }

    /// Adds a song that the list was recommended.
    pub(crate) fn add(self, song: &SongEntry) {
        self.added.update(|added| added.push(song.clone()));
        self.edit(&ListEdit::Add(song.id.clone()), song);
    }

    /// Adds, removes or moves a song.
    pub(crate) fn edit(self, edit: &ListEdit, song: &SongEntry) {
        let before = self.shown.get_untracked();
        let after = before.edited(edit);
        self.change(text().list().changed(edit, &song.label(), &before, &after), after);
    }

    /// Moves the song at one place, from 0, to another.
    pub(crate) fn put(self, from: usize, to: usize) {
        let song = self.songs.with_untracked(|songs| songs.get(from).map(SongEntry::label));
        let Some(song) = song.filter(|_| from != to) else { return };
        let after = self.shown.get_untracked().moved(from, to);
        self.change(text().list().moved(&song, to, after.len()), after);
    }

    /// Removes all songs.
    pub(crate) fn clear(self) {
        self.change(text().list().cleared.into(), SongList::default());
    }

    /// Keeps the list on this device, in place of the one that was there.
    pub(crate) fn keep(self) {
        let list = self.list.get_untracked();
        self.remember(text().list().kept.into());
        self.my_list.keep(list);
    }

    /// What the last change was.
    pub(crate) fn last_change(self) -> Option<String> {
        self.past.with(|past| past.last().map(|change| change.what.clone()))
    }

    /// Takes the last change back.
    pub(crate) fn undo(self) {
        let last = self.past.try_update(Vec::pop).flatten();
        if let Some(Change { what, shown, kept }) = last {
            self.my_list.say(text().list().undone(&what));
            self.lead(shown);
            self.my_list.keep(kept);
        }
    }

    fn change(self, what: String, after: SongList) {
        let mine = untrack(|| self.is_mine());
        self.remember(what);
        self.lead(after.clone());
        if mine {
            self.my_list.keep(after);
        }
    }

    fn remember(self, what: String) {
        self.my_list.say(what.clone());
        let kept = untrack(|| self.my_list.kept()).unwrap_or_default();
        let change = Change { what, shown: self.list.get_untracked(), kept };
        self.past.update(|past| past.push(change));
    }

    fn lead(self, list: SongList) {
        self.led_to.set_value(list.clone());
        self.list.set(list.clone());
        self.go_to.run(list);
    }

    // By a link or by Back.
    fn follow_url(self) {
        let Ok(list) = self.url.get() else { return };
        if self.led_to.with_value(|led_to| *led_to != list) {
            self.led_to.set_value(list.clone());
            self.list.set(list);
            self.past.set(Vec::new());
        }
    }

    fn follow_other_windows(self) {
        if let Some((before, now)) = self.my_list.changed_elsewhere.get()
            && self.list.with_untracked(|list| *list == before)
        {
            self.past.set(Vec::new());
            self.lead(now);
        }
    }

    // Where there is no list in the URL, this device's is shown; where this device has none, it keeps
    // the URL's.
    fn arrive(self) {
        let (Ok(list), true) = (self.url.get(), self.my_list.is_loaded()) else { return };
        let kept = untrack(|| self.my_list.kept()).unwrap_or_default();
        match (list.is_empty(), kept.is_empty()) {
            (true, false) => self.lead(kept),
            (false, true) => self.my_list.keep(list),
            _ => {}
        }
    }
}

/// What the server is asked: nothing that it was asked before.
fn question(list: &SongList, before: Option<&SongList>) -> Option<SongList> {
    let asked =
        before.filter(|before| list.without(before.ids()).is_empty()).filter(|_| !list.is_empty());
    asked.or(Some(list).filter(|list| !list.is_empty())).cloned()
}

fn without_missing(list: &SongList, tracks: Latest<SongList, Tracks>) -> SongList {
    let answer = tracks.answer();
    answer.map_or(list.clone(), |(_, tracks)| list.without(&tracks.missing))
}

fn known_songs(
    list: &SongList,
    tracks: Latest<SongList, Tracks>,
    added: &[SongEntry],
) -> Vec<SongEntry> {
    let answered = tracks.answer().map(|(_, tracks)| tracks.tracks).unwrap_or_default();
    let song = |id: &TrackId| answered.iter().chain(added).find(|song| song.id == *id);
    list.ids().iter().filter_map(song).cloned().collect()
}

/// Goes to a list; Back does not return, "Undo" does.
fn use_way() -> Callback<SongList> {
    let addresses = use_addresses();
    Callback::new(move |list: SongList| {
        addresses.go(&list_href(&list), Step { replace: true, scroll: false });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_songs_are_asked_about() {
        let check = |list: &str, before: Option<&str>, expected: Option<&str>| {
            let parse = |text: &str| text.parse::<SongList>().expect("a list");
            let asked = question(&parse(list), before.map(parse).as_ref());
            assert_eq!(asked.map(|list| list.to_string()).as_deref(), expected);
        };
        check("a,b", None, Some("a,b"));
        check("b,a", Some("a,b"), Some("a,b"));
        check("a", Some("a,b"), Some("a,b"));
        check("a,c", Some("a,b"), Some("a,c"));
        check("", Some("a,b"), None);
    }
}
