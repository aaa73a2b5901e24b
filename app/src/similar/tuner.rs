use crate::device::debounce;
use crate::url::{SearchLocation, Transition, Tuning, UrlFollower, use_navigate};
use leptos::prelude::*;

/// The state of the controls that tune the similar songs.
#[derive(Clone, Copy)]
pub(crate) struct Tuner {
    pub(crate) location: Memo<SearchLocation>,
    /// What the controls show; the URL follows after a pause.
    pub(crate) shown: RwSignal<Tuning>,
    follower: UrlFollower<Tuning>,
    // Whether the drag under way has its own history entry.
    dragged: StoredValue<bool>,
    navigate: Callback<(SearchLocation, Transition)>,
}

impl Tuner {
    pub(crate) fn new(location: Memo<SearchLocation>) -> Self {
        let start = location.with_untracked(|location| location.tuning.clone());
        let tuner = Self {
            location,
            shown: RwSignal::new(start.clone()),
            follower: UrlFollower::new(start),
            dragged: StoredValue::new(false),
            navigate: use_navigate(),
        };
        let in_url = move || location.with(|location| location.tuning.clone());
        tuner.follower.follow(in_url, move |tuning| tuner.shown.set(tuning));
        debounce(move || tuner.shown.track(), move || tuner.follow_drag());
        tuner
    }

    /// The value that a control shows.
    pub(crate) fn value(self, name: &str) -> String {
        self.shown.with(|tuning| tuning.get(name).to_owned())
    }

    /// A control is being moved.
    pub(crate) fn drag(self, name: &str, value: String) {
        self.shown.update(|tuning| tuning.set(name, value));
    }

    /// A control that was being moved is released.
    pub(crate) fn end_drag(self) {
        self.follow_drag();
        self.dragged.set_value(false);
    }

    // One history entry for each drag: Back returns to how it was before.
    fn follow_drag(self) {
        let transition =
            if self.dragged.get_value() { Transition::Replace } else { Transition::Aside };
        if self.go(self.shown.get_untracked(), transition) {
            self.dragged.set_value(true);
        }
    }

    /// A control was set.
    pub(crate) fn set(self, name: &str, value: String) {
        self.go(self.shown.with_untracked(|tuning| tuning.with(name, value)), Transition::Aside);
    }

    /// Adds or removes a shift.
    pub(crate) fn toggle(self, shift: &str) {
        self.go(self.shown.with_untracked(|tuning| tuning.toggled(shift)), Transition::Aside);
    }

    /// Applies what the controls show, without a pause.
    pub(crate) fn apply(self) {
        self.go(self.shown.get_untracked(), Transition::Aside);
    }

    /// Whether the tuning is another one.
    fn go(self, tuning: Tuning, transition: Transition) -> bool {
        if self.location.with_untracked(|location| location.tuning == tuning) {
            return false;
        }
        self.follower.lead(tuning.clone());
        self.shown.set(tuning.clone());
        self.navigate.run((self.location.get_untracked().tuned(tuning), transition));
        true
    }
}
