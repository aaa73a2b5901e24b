use crate::text::text;
use leptos::prelude::*;

/// Copies the URL of the page. Browsers only allow that in a secure context.
#[component]
pub(crate) fn CopyLink() -> impl IntoView {
    let text = text();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let address = window().location().href().unwrap_or_default();
        // Not awaited: the clipboard only refuses without a click.
        drop(window().navigator().clipboard().write_text(&address));
        copied.set(true);
        set_timeout(move || copied.set(false), std::time::Duration::from_secs(3));
    };
    let name = move || if copied.get() { text.link_copied } else { text.copy_link };
    window().is_secure_context().then(|| {
        view! {
            <button type="button" class="button" on:click=copy>
                <span aria-live="polite">{name}</span>
            </button>
        }
    })
}
