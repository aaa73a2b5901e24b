use crate::text::text;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

/// What became of copying.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copying {
    None,
    Done,
    /// The browser has no clipboard for the page, or refuses it.
    Refused,
}

/// Copies the URL of the page, or shows it in a field to be copied by hand.
#[component]
pub(crate) fn CopyLink() -> impl IntoView {
    let text = text();
    let copying = RwSignal::new(Copying::None);
    let copy = move |_| {
        spawn_local(async move {
            copying.set(if copy_url().await { Copying::Done } else { Copying::Refused });
            set_timeout(
                move || copying.update(|state| *state = after_pause(*state)),
                Duration::from_secs(3),
            );
        });
    };
    let name = move || {
        if copying.get() == Copying::Done { text.link_copied } else { text.copy_link }
    };
    view! {
        <button type="button" class="button" on:click=copy>
            <span aria-live="polite">{name}</span>
        </button>
        <Show when=move || copying.get() == Copying::Refused>
            <LinkField />
        </Show>
    }
}

// The field stays: somebody may be about to copy from it.
fn after_pause(state: Copying) -> Copying {
    if state == Copying::Done { Copying::None } else { state }
}

async fn copy_url() -> bool {
    // Elsewhere `navigator.clipboard` is undefined.
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(&page_url())).await.is_ok()
}

fn page_url() -> String {
    window().location().href().unwrap_or_default()
}

#[component]
fn LinkField() -> impl IntoView {
    let input = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            // Cannot fail for a text field.
            let _ = input.focus();
            input.select();
        }
    });
    view! {
        <input
            node_ref=input
            class="song__link"
            type="text"
            readonly
            aria-label=text().copy_link
            value=page_url()
        />
    }
}
