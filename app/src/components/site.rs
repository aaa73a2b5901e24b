use super::language_links::LanguageLinks;
use crate::address::use_addresses;
use crate::api::use_catalogue_facts;
use crate::list_place::LIST_PATH;
use crate::map_place::MAP_PATH;
use crate::my_list::use_my_list;
use crate::pages::ABOUT_PATH;
use crate::parts::Part;
use crate::place::SEARCH_PATH;
use crate::text::{NAME, text};
use leptos::prelude::*;

/// The top of every page: the mark, which leads home, and the other pages.
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
                    {text.list().my_list}
                    " "
                    <span class="part" data-part=Part::ListCount.name()>
                        <ListCount />
                    </span>
                </a>
                {mapped.then(|| view! { <PageLink href=MAP_PATH name=text.map().map /> })}
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

/// What marks the link to the page that is shown.
fn current(path: &str) -> Option<&'static str> {
    let page = use_addresses().get_untracked();
    (page.path == path).then_some("page")
}

/// How many songs are in the list of this device.
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

/// Earworm's mark: a worm whose body is a sound wave and whose neck is the rim of an ear. The same
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
