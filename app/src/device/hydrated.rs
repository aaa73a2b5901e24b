use leptos::prelude::*;

/// Becomes true in the browser once this part of the page is hydrated.
pub(crate) fn use_hydrated() -> Signal<bool> {
    let hydrated = RwSignal::new(false);
    Effect::new(move |_| hydrated.set(true));
    hydrated.into()
}
