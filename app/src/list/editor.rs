use crate::api::{self, ApiError, Latest};
use crate::device::{MyList, use_my_list};
use crate::text::text;
use crate::url::{
    InvalidSongList, ListEdit, Navigation, SongList, UrlFollower, list_href, use_listed, use_router,
};
use catalog::{SongEntry, TrackId, Tracks};
use leptos::prelude::*;

/// The list on the page, which is the one in the URL: the visitor's own or somebody else's.
#[derive(Clone, Copy)]
pub(crate) struct ListEditor {
    /// The answer about the songs.
    pub(crate) tracks: Latest<SongList, Tracks>,
    /// The list without songs that the catalogue lacks.
    pub(crate) shown: Memo<SongList>,
    /// The songs of the list that have been loaded.
    pub(crate) songs: Memo<Vec<SongEntry>>,
    pub(crate) my_list: MyList,
    url: Memo<Result<SongList, InvalidSongList>>,
    list: RwSignal<SongList>,
    added: RwSignal<Vec<SongEntry>>,
    past: RwSignal<Vec<Change>>,
    follower: UrlFollower<SongList>,
    navigate: Callback<SongList>,
}

/// A change that can be undone.
#[derive(Clone)]
struct Change {
    description: String,
    shown: SongList,
    stored: SongList,
}

impl ListEditor {
    /// An editor of the URL's list. The server may have rendered its songs.
    pub(crate) fn new(initial: Option<Result<Tracks, ApiError>>) -> Self {
        let url = use_listed();
        let start = url.get_untracked().unwrap_or_default();
        let list = RwSignal::new(start.clone());
        let question = Memo::new(move |before: Option<&Option<SongList>>| {
            list.with(|list| question(list, before.and_then(Option::as_ref)))
        });
        let tracks = Latest::new(question, initial, api::find_tracks);
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
            follower: UrlFollower::new(start),
            navigate: use_navigate_to_list(),
        };
        editor.follow_url();
        Effect::new(move |_| editor.follow_other_windows());
        Effect::new(move |_| editor.arrive());
        editor
    }

    /// Why the URL has no list.
    pub(crate) fn refusal(self) -> Option<ApiError> {
        self.url.get().err().map(|error| ApiError::InvalidList(error.to_string()))
    }

    /// Whether the list is the visitor's own.
    pub(crate) fn is_mine(self) -> bool {
        self.my_list.stored() == Some(self.list.get())
    }

    /// How many songs of the list the catalogue lacks.
    pub(crate) fn missing(self) -> usize {
        self.list.with(SongList::len) - self.shown.with(SongList::len)
    }

    /// Adds a suggested song.
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

    /// Moves the song at one index to another.
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

    /// Stores the list as the visitor's own.
    pub(crate) fn replace_mine(self) {
        let list = self.list.get_untracked();
        self.remember(text().list().replaced.into());
        self.my_list.store(list);
    }

    /// The last change that can be undone.
    pub(crate) fn last_change(self) -> Option<String> {
        self.past.with(|past| past.last().map(|change| change.description.clone()))
    }

    pub(crate) fn undo(self) {
        let last = self.past.try_update(Vec::pop).flatten();
        if let Some(Change { description, shown, stored }) = last {
            self.my_list.announce(text().list().undone(&description));
            self.lead(shown);
            self.my_list.store(stored);
        }
    }

    fn change(self, description: String, after: SongList) {
        let mine = untrack(|| self.is_mine());
        self.remember(description);
        self.lead(after.clone());
        if mine {
            self.my_list.store(after);
        }
    }

    fn remember(self, description: String) {
        self.my_list.announce(description.clone());
        let stored = untrack(|| self.my_list.stored()).unwrap_or_default();
        let change = Change { description, shown: self.list.get_untracked(), stored };
        self.past.update(|past| past.push(change));
    }

    fn lead(self, list: SongList) {
        self.follower.lead(list.clone());
        self.list.set(list.clone());
        self.navigate.run(list);
    }

    // An invalid URL leaves the list as it is.
    fn follow_url(self) {
        let in_url = move || self.url.get().unwrap_or_else(|_| self.list.get_untracked());
        self.follower.follow(in_url, move |list| {
            self.list.set(list);
            self.past.set(Vec::new());
        });
    }

    fn follow_other_windows(self) {
        if let Some((before, now)) = self.my_list.changed_in_other_window.get()
            && self.list.with_untracked(|list| *list == before)
        {
            self.past.set(Vec::new());
            self.lead(now);
        }
    }

    // Without a list in the URL the stored one is shown, unless the list was emptied right here.
    fn arrive(self) {
        let (Ok(list), true) = (self.url.get(), self.my_list.is_loaded()) else { return };
        let stored = untrack(|| self.my_list.stored()).unwrap_or_default();
        let emptied = self.past.with_untracked(|past| !past.is_empty());
        if list.is_empty() && !stored.is_empty() && !emptied {
            self.lead(stored);
        }
    }
}

/// The question about the songs; it only changes if there are new songs.
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

/// The function that puts a list into the URL. Back does not return to the list before; that is what Undo is for.
fn use_navigate_to_list() -> Callback<SongList> {
    let router = use_router();
    Callback::new(move |list: SongList| {
        router.go(&list_href(&list), Navigation { replace: true, scroll: false });
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
