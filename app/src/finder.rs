//! The state of the search box, an editable combobox with list autocompletion by the ARIA Authoring
//! Practices Guide (<https://www.w3.org/WAI/ARIA/apg/patterns/combobox/>).
//!
//! Two decisions where the guide leaves a choice: leaving the box accepts nothing, and Home and End
//! move the caret, after which the likeliest match is highlighted again.

use crate::api::{self, ApiError};
use crate::latest::Latest;
use crate::match_groups::{MatchGroup, Matches};
use crate::place::{Move, Place, use_moves};
use crate::recent::remember;
use catalog::{FoundSong, InvalidQuery, Query, SearchResults};
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use std::time::Duration;

/// The pause in typing after which a search begins.
const DEBOUNCE: Duration = Duration::from_millis(120);

/// The state of the search box and its list of matches.
#[derive(Clone, Copy)]
pub(crate) struct Finder {
    /// The text in the box.
    pub(crate) text: RwSignal<String>,
    /// Whether the list is wanted; it may still be empty.
    pub(crate) open: RwSignal<bool>,
    /// Where the page is.
    pub(crate) place: Memo<Place>,
    /// The matches for the text.
    pub(crate) matches: Latest<Query, SearchResults>,
    // The same, as they are shown.
    arranged: Memo<Matches>,
    // Whether they answer anything.
    shown: Memo<bool>,
    // The option that was reached by arrow keys, and in which list.
    reached: RwSignal<Option<(Query, usize)>>,
    // Enter was pressed before the matches were there.
    accept_next: RwSignal<bool>,
    // The place that typing and choosing led to; any other place was reached by a link or by Back.
    led_to: StoredValue<Place>,
    go_to: Callback<(Place, Move)>,
}

/// A step through the options, around the ends.
#[derive(Clone, Copy)]
enum Step {
    Next,
    Previous,
}

impl Finder {
    /// A search box that follows the URL; the first matches may be known already.
    pub(crate) fn new(place: Memo<Place>, first: Option<Result<SearchResults, ApiError>>) -> Self {
        let start = place.get_untracked();
        let open = RwSignal::new(start.song.is_none());
        let question = Memo::new(move |_| {
            let query = place.with(|place| place.hint.parse().ok());
            query.filter(|_| open.get())
        });
        let matches = Latest::new(question, first, api::find_matches);
        let arranged = move |_: Option<&Matches>| {
            matches.answer().map(|(_, found)| Matches::of(found)).unwrap_or_default()
        };
        let text = RwSignal::new(start.hint.clone());
        let is_query = move || text.with(|text| text.parse::<Query>().is_ok());
        let finder = Self {
            text,
            open,
            place,
            matches,
            arranged: Memo::new(arranged),
            shown: Memo::new(move |_| open.get() && is_query()),
            reached: RwSignal::new(None),
            accept_next: RwSignal::new(false),
            led_to: StoredValue::new(start),
            go_to: use_moves(),
        };
        Effect::new(move |_| finder.search_after_pause());
        Effect::new(move |_| finder.follow_place());
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

    /// The options by what they were found by.
    pub(crate) fn groups(self) -> Vec<MatchGroup> {
        if self.shown.get() { self.arranged.with(Matches::groups) } else { Vec::new() }
    }

    /// Whether the list is shown.
    pub(crate) fn is_expanded(self) -> bool {
        !self.options().is_empty()
    }

    /// The place of the likeliest match in the list.
    pub(crate) fn best(self) -> Option<usize> {
        self.arranged.with(|matches| matches.best)
    }

    /// The words that the likeliest match does not answer to.
    pub(crate) fn dropped(self) -> Vec<String> {
        self.matches.answer().map(|(_, found)| found.dropped).unwrap_or_default()
    }

    /// The place of the highlighted option in the list: the one reached by arrow keys, else the best.
    pub(crate) fn active(self) -> Option<usize> {
        let (answered, _) = self.matches.answer()?;
        match self.reached.get() {
            Some((list, option)) if list == answered => Some(option),
            _ => self.best(),
        }
    }

    /// The text as a query.
    pub(crate) fn query(self) -> Result<Query, InvalidQuery> {
        self.text.with(|text| text.parse())
    }

    /// Whether the list answers the text as it stands now.
    pub(crate) fn is_fresh(self) -> bool {
        let query = self.query().ok();
        query.is_some() && self.matches.answer().map(|(answered, _)| answered) == query
    }

    /// Takes over what was typed.
    pub(crate) fn type_text(self, text: String) {
        self.accept_next.set(false);
        self.open.set(true);
        self.text.set(text);
    }

    /// Closes the list if it covers the page; where it is part of the page it stays.
    pub(crate) fn leave(self) {
        if self.place.with_untracked(|place| place.song.is_some()) {
            self.open.set(false);
        }
    }

    /// Chooses the option at this place of the list.
    pub(crate) fn choose(self, option: usize) {
        let chosen = untrack(|| self.options()).into_iter().nth(option);
        if let Some(chosen) = chosen {
            remember(&chosen.track);
            let place = Place::of_song(&chosen.track);
            self.text.set(place.hint.clone());
            self.open.set(false);
            self.accept_next.set(false);
            self.go(place, Move::Onward);
        }
    }

    /// Chooses the highlighted option, or the best one as soon as the matches for the text are there.
    pub(crate) fn accept(self) {
        self.open.set(true);
        self.search_now();
        self.accept_next.set(true);
    }

    /// Shows the matches for the text without waiting for a pause in typing.
    pub(crate) fn submit(self) {
        self.open.set(true);
        self.search_now();
    }

    /// Does what a key means; the browser does the rest, such as moving the caret.
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
                self.reached.set(None);
                return false;
            }
            _ => return false,
        }
        true
    }

    // A first press closes the list, a second one empties the box.
    fn escape(self) {
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
            self.reached.set(next_option(from, count, step).map(|option| (list, option)));
        }
    }

    fn search_after_pause(self) {
        self.text.track();
        if let Ok(timer) = set_timeout_with_handle(move || self.search_now(), DEBOUNCE) {
            on_cleanup(move || timer.clear());
        }
    }

    // The search itself follows the URL.
    fn search_now(self) {
        let place = self.place.get_untracked();
        self.go(Place { hint: self.text.get_untracked(), ..place }, Move::Replace);
    }

    fn go(self, place: Place, how: Move) {
        if self.place.with_untracked(|current| *current == place) {
            return;
        }
        self.led_to.set_value(place.clone());
        self.go_to.run((place, how));
    }

    fn follow_place(self) {
        let place = self.place.get();
        let moved = self
            .led_to
            .with_value(|led_to| (&led_to.hint, &led_to.song) != (&place.hint, &place.song));
        if moved {
            self.text.set(place.hint.clone());
            self.open.set(place.song.is_none());
        }
        self.led_to.set_value(place);
    }

    fn accept_if_awaited(self) {
        if !self.accept_next.get() || !self.is_fresh() {
            return;
        }
        self.accept_next.set(false);
        if let Some(option) = untrack(|| self.active()) {
            self.choose(option);
        }
    }
}

// Some browsers report the key that ends a composition without `isComposing`, but as key 229.
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
