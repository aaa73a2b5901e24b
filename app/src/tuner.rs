use crate::place::{Move, Place, use_moves};
use crate::tuning::Tuning;
use leptos::prelude::*;
use std::time::Duration;

/// The pause in dragging a slider after which the songs are ranked anew.
const DEBOUNCE: Duration = Duration::from_millis(120);

/// The controls of the similar songs: what they show, and the way to a place that is tuned otherwise.
#[derive(Clone, Copy)]
pub(crate) struct Tuner {
    /// Where the page is.
    pub(crate) place: Memo<Place>,
    /// What the controls show; the place follows after a pause.
    pub(crate) shown: RwSignal<Tuning>,
    // The tuning that the controls led to; any other was reached by a link or by Back.
    led_to: StoredValue<Tuning>,
    go_to: Callback<(Place, Move)>,
}

impl Tuner {
    pub(crate) fn new(place: Memo<Place>) -> Self {
        let start = place.with_untracked(|place| place.tuning.clone());
        let tuner = Self {
            place,
            shown: RwSignal::new(start.clone()),
            led_to: StoredValue::new(start),
            go_to: use_moves(),
        };
        Effect::new(move |_| tuner.follow_place());
        Effect::new(move |_| tuner.go_after_pause());
        tuner
    }

    /// The value that a control shows.
    pub(crate) fn value(self, name: &str) -> String {
        self.shown.with(|tuning| tuning.get(name).to_owned())
    }

    /// Follows a control that is being moved.
    pub(crate) fn drag(self, name: &str, value: String) {
        self.shown.update(|tuning| tuning.set(name, value));
    }

    /// Follows a control that was set.
    pub(crate) fn set(self, name: &str, value: String) {
        self.go(self.shown.with_untracked(|tuning| tuning.with(name, value)), Move::Aside);
    }

    /// Wishes for a shift, or no longer.
    pub(crate) fn toggle(self, shift: &str) {
        self.go(self.shown.with_untracked(|tuning| tuning.toggled(shift)), Move::Aside);
    }

    /// Goes at once where the controls point.
    pub(crate) fn apply(self) {
        self.go(self.shown.get_untracked(), Move::Aside);
    }

    /// The URL of the same song tuned like this.
    pub(crate) fn href(self, tuning: Tuning) -> String {
        self.place.get().tuned(tuning).href()
    }

    fn go_after_pause(self) {
        let shown = self.shown.get();
        let go = move || self.go(shown.clone(), Move::Replace);
        if let Ok(timer) = set_timeout_with_handle(go, DEBOUNCE) {
            on_cleanup(move || timer.clear());
        }
    }

    fn go(self, tuning: Tuning, how: Move) {
        if self.place.with_untracked(|place| place.tuning == tuning) {
            return;
        }
        self.led_to.set_value(tuning.clone());
        self.shown.set(tuning.clone());
        self.go_to.run((self.place.get_untracked().tuned(tuning), how));
    }

    fn follow_place(self) {
        let tuning = self.place.with(|place| place.tuning.clone());
        if self.led_to.with_value(|led_to| *led_to == tuning) {
            return;
        }
        self.led_to.set_value(tuning.clone());
        self.shown.set(tuning);
    }
}
