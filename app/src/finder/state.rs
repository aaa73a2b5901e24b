//! The state of the search box, an editable combobox with list autocompletion by the ARIA Authoring
//! Practices Guide (<https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>).
//!
//! Where the guide leaves a choice: leaving the box accepts nothing, and Home and End move the caret, after
//! which the best match is highlighted again.

use super::matches::{MatchGroup, Matches};
use crate::api::{self, ApiError, Latest};
use crate::device::{debounce, remember};
use crate::url::{SearchLocation, Transition, UrlFollower, use_navigate};
use catalog::{FoundSong, InvalidQuery, Query, ReadAs, SearchResults};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

/// The state of the search box and its list of matches.
#[derive(Clone, Copy)]
pub(crate) struct Finder {
    /// The text in the box.
    pub(crate) text: RwSignal<String>,
    /// Whether the list should be open; it may still be empty.
    pub(crate) open: RwSignal<bool>,
    pub(crate) location: Memo<SearchLocation>,
    /// The matches for the text.
    pub(crate) matches: Latest<Query, SearchResults>,
    // The matches in the order in which they are shown.
    arranged: Memo<Matches>,
    // Whether the list is open and the text is a query.
    shown: Memo<bool>,
    // The option selected with arrow keys, and the query of its list.
    selected: RwSignal<Option<(Query, usize)>>,
    // Enter was pressed before the matches arrived.
    accept_next: RwSignal<bool>,
    follower: UrlFollower<FinderUrl>,
    navigate: Callback<(SearchLocation, Transition)>,
}

/// What the search box follows of the URL: the query, the song, and whether songs are shown.
type FinderUrl = (String, Option<String>, bool);

fn in_url(location: &SearchLocation) -> FinderUrl {
    (location.query.clone(), location.song.clone(), location.shows_songs())
}

/// A step through the options, around the ends.
#[derive(Clone, Copy)]
enum Step {
    Next,
    Previous,
}

impl Finder {
    /// A search box that follows the URL. The server may have rendered the first matches.
    pub(crate) fn new(
        location: Memo<SearchLocation>,
        initial: Option<Result<SearchResults, ApiError>>,
    ) -> Self {
        let start = location.get_untracked();
        let open = RwSignal::new(!start.shows_songs());
        let question = Memo::new(move |_| {
            let query = location.with(|location| location.query.parse().ok());
            query.filter(|_| open.get())
        });
        let matches = Latest::new(question, initial, api::find_matches);
        let arranged = move |_: Option<&Matches>| {
            matches.answer().map(|(_, found)| Matches::of(found)).unwrap_or_default()
        };
        let text = RwSignal::new(start.query.clone());
        let follower = UrlFollower::new(in_url(&start));
        let is_query = move || text.with(|text| text.parse::<Query>().is_ok());
        let finder = Self {
            text,
            open,
            location,
            matches,
            arranged: Memo::new(arranged),
            shown: Memo::new(move |_| open.get() && is_query()),
            selected: RwSignal::new(None),
            accept_next: RwSignal::new(false),
            follower,
            navigate: use_navigate(),
        };
        debounce(move || finder.text.track(), move || finder.search_now());
        finder.follow_url();
        Effect::new(move |_| finder.accept_if_awaited());
        finder
    }

    /// The options of the list, best first.
    pub(crate) fn options(self) -> Vec<FoundSong> {
        if self.shown.get() {
            self.arranged.with(|matches| matches.songs.clone())
        } else {
            Vec::new()
        }
    }

    /// The options, grouped by what they were found by.
    pub(crate) fn groups(self) -> Vec<MatchGroup> {
        if self.shown.get() { self.arranged.with(Matches::groups) } else { Vec::new() }
    }

    /// What the last answer took the query for.
    pub(crate) fn read_as(self) -> Option<ReadAs> {
        self.matches.answer().and_then(|(_, found)| found.read_as)
    }

    /// The parts of the last answer's query that are understood.
    pub(crate) fn understood(self) -> Vec<String> {
        let understood = self.matches.answer().map(|(_, found)| found.understood);
        understood.unwrap_or_default().into_iter().map(|clue| clue.text).collect()
    }

    /// Where the songs are that the last answer's query wishes for.
    pub(crate) fn wish(self) -> Option<SearchLocation> {
        let (query, found) = self.matches.answer()?;
        found.wish.map(|wish| SearchLocation::of_wish(query, &wish))
    }

    /// Whether the list is open and the text is a query.
    pub(crate) fn shows_matches(self) -> bool {
        self.shown.get()
    }

    /// Whether the list is shown.
    pub(crate) fn is_expanded(self) -> bool {
        !self.options().is_empty()
    }

    /// The index of the best match in the list.
    pub(crate) fn best(self) -> Option<usize> {
        self.arranged.with(|matches| matches.best)
    }

    /// The words of the query that the best match ignores.
    pub(crate) fn dropped(self) -> Vec<String> {
        self.matches.answer().map(|(_, found)| found.dropped).unwrap_or_default()
    }

    /// The index of the highlighted option: the one selected with arrow keys, else the best.
    pub(crate) fn active(self) -> Option<usize> {
        self.matches.answer()?;
        self.selected_option().or_else(|| self.best())
    }

    fn selected_option(self) -> Option<usize> {
        let (answered, _) = self.matches.answer()?;
        self.selected.get().filter(|(list, _)| *list == answered).map(|(_, option)| option)
    }

    /// The text as a query.
    pub(crate) fn query(self) -> Result<Query, InvalidQuery> {
        self.text.with(|text| text.parse())
    }

    /// Whether the list answers the current text.
    pub(crate) fn is_fresh(self) -> bool {
        let query = self.query().ok();
        query.is_some() && self.matches.answer().map(|(answered, _)| answered) == query
    }

    /// The text was changed by typing.
    pub(crate) fn type_text(self, text: String) {
        self.accept_next.set(false);
        self.selected.set(None);
        self.open.set(true);
        self.text.set(text);
    }

    /// The focus left the form: closes the list if it covers the page.
    pub(crate) fn leave(self) {
        self.accept_next.set(false);
        if self.location.with_untracked(SearchLocation::shows_songs) {
            self.open.set(false);
        }
    }

    /// Chooses an option by its index.
    pub(crate) fn choose(self, option: usize) {
        let chosen = untrack(|| self.options()).into_iter().nth(option);
        if let Some(chosen) = chosen {
            remember(&chosen.track);
            let location = self.location.with_untracked(|now| now.onward(&chosen.track));
            self.text.set(location.query.clone());
            self.open.set(false);
            self.accept_next.set(false);
            self.go(location, Transition::Onward);
        }
    }

    /// Chooses the option selected with arrow keys, even of an old list, or else the best one once the matches for
    /// the text have arrived.
    pub(crate) fn accept(self) {
        if let Some(option) = untrack(|| self.selected_option()) {
            return self.choose(option);
        }
        self.open.set(true);
        self.search_now();
        self.accept_next.set(true);
    }

    /// Shows the matches for the text without waiting for a pause in typing.
    pub(crate) fn submit(self) {
        self.open.set(true);
        self.search_now();
    }

    /// Handles a key of the combobox pattern; the browser does the rest, such as moving the caret.
    pub(crate) fn press(self, event: &KeyboardEvent) {
        let handled = !belongs_to_input_method(event)
            && !event.ctrl_key()
            && !event.meta_key()
            && self.handles(&event.key(), event.alt_key());
        if handled {
            event.prevent_default();
        }
    }

    fn handles(self, key: &str, alt: bool) -> bool {
        match (key, alt) {
            ("ArrowDown", true) => self.open.set(true),
            ("ArrowUp", true) => self.open.set(false),
            ("ArrowDown", false) => self.step(Step::Next),
            ("ArrowUp", false) => self.step(Step::Previous),
            ("Enter", false) => self.accept(),
            ("Escape", false) => self.escape(),
            ("Home" | "End" | "ArrowLeft" | "ArrowRight", _) => {
                self.selected.set(None);
                return false;
            }
            _ => return false,
        }
        true
    }

    // The first press closes the list, the second one clears the text.
    fn escape(self) {
        self.accept_next.set(false);
        if untrack(|| self.is_expanded()) {
            self.open.set(false);
        } else {
            self.type_text(String::new());
        }
    }

    fn step(self, step: Step) {
        let was_open = untrack(|| self.is_expanded());
        self.open.set(true);
        let count = untrack(|| self.options().len());
        let Some((list, _)) = untrack(|| self.matches.answer()) else {
            return;
        };
        if was_open || matches!(step, Step::Previous) {
            let from = untrack(|| self.active()).filter(|_| was_open);
            self.selected.set(next_option(from, count, step).map(|option| (list, option)));
        }
    }

    // Only changes the URL, which the matches follow.
    fn search_now(self) {
        let location = self.location.get_untracked();
        let query = self.text.get_untracked();
        self.go(SearchLocation { query, ..location }, Transition::Replace);
    }

    fn go(self, location: SearchLocation, transition: Transition) {
        if self.location.with_untracked(|current| *current == location) {
            return;
        }
        self.follower.lead(in_url(&location));
        self.navigate.run((location, transition));
    }

    fn follow_url(self) {
        let in_url = move || self.location.with(in_url);
        self.follower.follow(in_url, move |(query, _, shows_songs)| {
            self.text.set(query);
            self.open.set(!shows_songs);
        });
    }

    fn accept_if_awaited(self) {
        if !self.accept_next.get() || !self.is_fresh() {
            return;
        }
        self.accept_next.set(false);
        if let Some(option) = untrack(|| self.active()) {
            return self.choose(option);
        }
        if let Some(wish) =
            untrack(|| self.wish()).filter(|_| untrack(|| self.options().is_empty()))
        {
            self.open.set(false);
            self.go(wish, Transition::Onward);
        }
    }
}

// Some browsers report the key that ends a composition as key code 229, without `isComposing`.
fn belongs_to_input_method(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

fn next_option(from: Option<usize>, count: usize, step: Step) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (step, from) {
        (Step::Next, Some(option)) if option < last => option + 1,
        (Step::Next, _) => 0,
        (Step::Previous, Some(option)) if option > 0 => option - 1,
        (Step::Previous, _) => last,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: Option<usize>, count: usize, step: Step, expected: Option<usize>) {
        assert_eq!(next_option(from, count, step), expected);
    }

    #[test]
    fn steps_go_around_the_ends() {
        check(None, 3, Step::Next, Some(0));
        check(Some(0), 3, Step::Next, Some(1));
        check(Some(2), 3, Step::Next, Some(0));
        check(None, 3, Step::Previous, Some(2));
        check(Some(0), 3, Step::Previous, Some(2));
        check(Some(1), 3, Step::Previous, Some(0));
        check(None, 0, Step::Next, None);
    }
}
