//! Where the page is: the path and the parameters of its URL, and the way to another place.
//!
//! The browser loads every page by itself. Within a page, places that differ in their parameters alone are
//! gone to without loading it anew.

use crate::address::link::follow_links;
use leptos::ev::popstate;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

mod link;
mod params;

pub(crate) use params::{Params, escape, href};

/// The part of a URL after its origin, without the fragment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// From the root of the site.
    pub(crate) path: String,
    /// The parameters as they stand in the URL.
    pub(crate) query: String,
}

impl Address {
    /// The address of a URL, from the root of the site.
    pub(crate) fn parse(url: &str) -> Self {
        let url = url.split_once('#').map_or(url, |(url, _)| url);
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        Self { path: path.to_owned(), query: query.to_owned() }
    }

    /// Its parameters.
    pub(crate) fn params(&self) -> Params {
        Params::parse(&self.query)
    }

    /// The one of the browser's window.
    pub(crate) fn of_window() -> Self {
        let location = window().location();
        Self::parse(
            &(location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()),
        )
    }
}

/// What the browser remembers of a step to another place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Whether Back leads past the place that is left.
    pub(crate) replace: bool,
    /// Whether the new place is shown from its top.
    pub(crate) scroll: bool,
}

/// The address of the page, which everything that depends on it follows.
#[derive(Clone, Copy)]
pub(crate) struct Addresses(RwSignal<Address>);

impl Addresses {
    /// Those of a page at this address.
    pub(crate) fn at(address: Address) -> Self {
        Self(RwSignal::new(address))
    }

    /// Those of the browser's window, with its steps back and forward and its links.
    pub(crate) fn of_window() -> Self {
        let addresses = Self::at(Address::of_window());
        window_event_listener(popstate, move |_| addresses.0.set(Address::of_window()));
        follow_links(addresses);
        addresses
    }

    /// The address as it is now.
    pub(crate) fn get(self) -> Address {
        self.0.get()
    }

    /// The address, of which nothing follows a change.
    pub(crate) fn get_untracked(self) -> Address {
        self.0.get_untracked()
    }

    /// What somebody makes of the parameters.
    pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        parse: impl Fn(&Params) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| parse(&self.0.with(Address::params)))
    }

    /// Goes to another place of the page.
    pub(crate) fn go(self, href: &str, step: Step) {
        let there = Address::parse(href);
        // As browsers do, where a link leads to where they are already.
        let stays = there == self.get_untracked();
        record(href, step.replace || stays);
        self.0.set(there);
        if step.scroll {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

// A browser refuses only what leads to another site, or hundreds of steps within seconds.
fn record(href: &str, replace: bool) {
    let Ok(history) = window().history() else { return };
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(href))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(href))
    };
}

/// The address of the page.
pub(crate) fn use_addresses() -> Addresses {
    use_context().unwrap_or_else(|| Addresses::at(Address::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_urls() {
        let check = |url: &str, path: &str, query: &str| {
            let expected = Address { path: path.into(), query: query.into() };
            assert_eq!(Address::parse(url), expected, "{url}");
        };
        check("/", "/", "");
        check("/list?songs=a,b", "/list", "songs=a,b");
        check("/?song=a&to_hint=b#path", "/", "song=a&to_hint=b");
        check("/#main", "/", "");
        check("/?", "/", "");
    }
}
