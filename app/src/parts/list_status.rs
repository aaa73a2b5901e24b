use crate::device::use_my_list;
use crate::text::text;
use leptos::prelude::*;

/// The number of songs in the visitor's list.
#[component]
pub(crate) fn ListCount() -> impl IntoView {
    let text = text();
    let my_list = use_my_list();
    move || {
        let count = my_list.len();
        (count > 0).then(|| {
            view! {
                <span class="site-header__count">
                    {count} " " <span class="visually-hidden">{text.songs(count)}</span>
                </span>
            }
        })
    }
}

/// Announces changes of the list. It has no role of its own, because screen readers would read it twice.
#[component]
pub(crate) fn ListLiveRegion() -> impl IntoView {
    view! {
        <p class="visually-hidden" aria-live="polite">
            {use_my_list().announcement}
        </p>
    }
}
