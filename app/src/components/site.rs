use crate::api::use_catalogue_facts;
use crate::text;
use leptos::prelude::*;
use leptos_router::components::A;

/// The top of every page: the mark, which leads home, and the other pages.
#[component]
pub(crate) fn SiteHeader() -> impl IntoView {
    view! {
        <header class="site-header">
            <a class="skip-link" href="#hint">
                {text::SKIP_TO_CONTENT}
            </a>
            <A href="/" attr:class="brand">
                <Mark />
                <span>{text::NAME}</span>
            </A>
            <nav aria-label=text::NAVIGATION>
                <A href="/about">{text::ABOUT}</A>
            </nav>
        </header>
    }
}

/// The bottom of every page.
#[component]
pub(crate) fn SiteFooter() -> impl IntoView {
    let facts = use_catalogue_facts();
    view! {
        <footer class="site-footer">
            <p>{text::catalogue_size(facts.tracks)} " in the catalogue"</p>
        </footer>
    }
}

/// Earworm's mark: a worm whose body is a sound wave. The same drawing is in `public/favicon.svg`.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path
                class="mark__body"
                d="M4 19c2.2 0 2.2-6 4.4-6s2.2 11 4.4 11 2.2-17 4.4-17 2.2 15 4.4 15 2-9 4.4-9"
            />
            <circle class="mark__head" cx="26.6" cy="12.6" r="3" />
            <circle class="mark__eye" cx="27.6" cy="11.8" r="0.9" />
        </svg>
    }
}
