use crate::about::ABOUT_PATH;
use crate::api::use_catalogue_facts;
use crate::parts::{LanguageLinks, ListCount, Part};
use crate::text::{NAME, text};
use crate::url::{LIST_PATH, MAP_PATH, SEARCH_PATH, use_router};
use leptos::prelude::*;

/// The top of every page: the logo, which links home, and the navigation.
#[component]
pub(crate) fn SiteHeader() -> impl IntoView {
    let text = text();
    let mapped = use_catalogue_facts().mapped;
    view! {
        <header class="site-header">
            <a class="skip-link" href="#main">
                {text.skip_to_content}
            </a>
            <a href=SEARCH_PATH class="brand" aria-current=current(SEARCH_PATH)>
                <Mark />
                <span>{NAME}</span>
            </a>
            <nav aria-label=text.navigation>
                <a href=LIST_PATH aria-current=current(LIST_PATH)>
                    {text.my_list}
                    " "
                    <span class="part" data-part=Part::ListCount.name()>
                        <ListCount />
                    </span>
                </a>
                {mapped.then(|| view! { <PageLink href=MAP_PATH name=text.song_map /> })}
                <PageLink href=ABOUT_PATH name=text.about />
            </nav>
        </header>
    }
}

#[component]
fn PageLink(href: &'static str, name: &'static str) -> impl IntoView {
    view! {
        <a href=href aria-current=current(href)>
            {name}
        </a>
    }
}

/// The attribute of the link to the current page.
fn current(path: &str) -> Option<&'static str> {
    let page = use_router().get_untracked();
    (page.path == path).then_some("page")
}

/// The bottom of every page.
#[component]
pub(crate) fn SiteFooter() -> impl IntoView {
    let facts = use_catalogue_facts();
    view! {
        <footer class="site-footer">
            <p>{text().in_catalogue(facts.tracks)}</p>
            <div class="part" data-part=Part::Languages.name()>
                <LanguageLinks />
            </div>
        </footer>
    }
}

/// Earworm's logo: a worm whose body is a sound wave and whose neck is the rim of an ear. The same
/// drawing is in `public/favicon.svg`.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
            <path
                class="mark__body"
                d="M3.5 19v1.5a2.75 2.75 0 0 0 5.5 0v-7a2.75 2.75 0 0 1 5.5 0v10a2.75 2.75 0 0 0 5.5 0v-13a3.75 3.75 0 0 1 7.5 0"
            />
            <circle class="mark__head" cx="27.5" cy="11" r="2.6" />
            <circle class="mark__eye" cx="28.1" cy="10.6" r=".75" />
        </svg>
    }
}
