use leptos::prelude::*;
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(120);

/// Calls `act` once the signals that `track` reads have not changed for a while.
pub(crate) fn debounce(track: impl Fn() + 'static, act: impl Fn() + Copy + 'static) {
    Effect::new(move |_| {
        track();
        if let Ok(timer) = set_timeout_with_handle(act, PAUSE) {
            on_cleanup(move || timer.clear());
        }
    });
}
