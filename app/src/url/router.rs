use super::link::on_link_click;
use super::params::Params;
use leptos::ev::popstate;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

/// A URL of this site: what follows the origin, without the fragment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageUrl {
    /// The path, which begins with a slash.
    pub(crate) path: String,
    /// The query string, without the question mark.
    pub(crate) query: String,
}

impl PageUrl {
    /// Parses a URL that begins with the path.
    pub(crate) fn parse(url: &str) -> Self {
        let url = url.split_once('#').map_or(url, |(url, _)| url);
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        Self { path: path.to_owned(), query: query.to_owned() }
    }

    pub(crate) fn params(&self) -> Params {
        Params::parse(&self.query)
    }

    /// The URL of the browser's window.
    pub(crate) fn of_window() -> Self {
        let location = window().location();
        Self::parse(
            &(location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()),
        )
    }
}

/// How a navigation affects history and scrolling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Navigation {
    /// Whether the current history entry is replaced, so that Back skips it.
    pub(crate) replace: bool,
    /// Whether to scroll to the top.
    pub(crate) scroll: bool,
}

/// What Back and Forward restore of a history entry.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Restored {
    /// The vertical scroll position, in CSS pixels.
    pub(crate) scroll: f64,
    /// The id of the link that was followed; may be empty.
    pub(crate) focused: String,
}

impl Restored {
    /// The text to store in the history entry.
    fn to_state(&self) -> String {
        format!("{} {}", self.scroll, self.focused)
    }

    fn from_state(state: &str) -> Option<Self> {
        let (scroll, focused) = state.split_once(' ')?;
        Some(Self { scroll: scroll.parse().ok()?, focused: focused.to_owned() })
    }
}

/// The URL of the page as a signal.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    url: RwSignal<PageUrl>,
    // What Back or Forward has led to, until the page has restored it.
    restored: StoredValue<Option<Restored>>,
}

impl Router {
    pub(crate) fn at(url: PageUrl) -> Self {
        Self { url: RwSignal::new(url), restored: StoredValue::new(None) }
    }

    /// A router that follows the browser's window: Back, Forward and links.
    pub(crate) fn of_window() -> Self {
        let router = Self::at(PageUrl::of_window());
        window_event_listener(popstate, move |event| {
            let state = event.state().as_string();
            router.restored.set_value(state.as_deref().and_then(Restored::from_state));
            router.url.set(PageUrl::of_window());
        });
        on_link_click(move |href, scroll| router.go(href, Navigation { replace: false, scroll }));
        router
    }

    pub(crate) fn get(self) -> PageUrl {
        self.url.get()
    }

    pub(crate) fn get_untracked(self) -> PageUrl {
        self.url.get_untracked()
    }

    /// What `parse` makes of the parameters, as a signal.
    pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        parse: impl Fn(&Params) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| parse(&self.url.with(PageUrl::params)))
    }

    /// Goes to another URL of the same path.
    pub(crate) fn go(self, href: &str, navigation: Navigation) {
        let url = PageUrl::parse(href);
        // Like browsers, which add no entry for a link to the current URL.
        let unchanged = url == self.get_untracked();
        self.restored.set_value(None);
        record(href, navigation.replace || unchanged);
        self.url.set(url);
        if navigation.scroll {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

impl Router {
    /// Whether the page shows what Back or Forward has led to, and has not restored it yet.
    pub(crate) fn is_restoring(self) -> bool {
        self.restored.with_value(Option::is_some)
    }

    /// What to restore, once.
    pub(crate) fn take_restored(self) -> Option<Restored> {
        self.restored.try_update_value(Option::take).flatten()
    }
}

// Browsers only refuse URLs of another origin, and hundreds of changes within seconds.
fn record(href: &str, replace: bool) {
    let Ok(history) = window().history() else { return };
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(href))
    } else {
        let focused = document().active_element().map(|element| element.id()).unwrap_or_default();
        let scroll = window().scroll_y().unwrap_or_default();
        let left = Restored { scroll, focused }.to_state();
        let _ = history.replace_state(&JsValue::from_str(&left), "");
        history.push_state_with_url(&JsValue::NULL, "", Some(href))
    };
}

pub(crate) fn use_router() -> Router {
    use_context().unwrap_or_else(|| Router::at(PageUrl::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parsed_urls() {
        let check = |url: &str, path: &str, query: &str| {
            let expected = PageUrl { path: path.into(), query: query.into() };
            assert_eq!(PageUrl::parse(url), expected, "{url}");
        };
        check("/", "/", "");
        check("/list?songs=a,b", "/list", "songs=a,b");
        check("/?song=a&to_query=b#path", "/", "song=a&to_query=b");
        check("/#main", "/", "");
        check("/?", "/", "");
    }

    #[test]
    fn states_of_history_entries() {
        let restored = Restored { scroll: 4088.5, focused: "similar-ew-1".into() };
        assert_eq!(Restored::from_state(&restored.to_state()), Some(restored));
        let nowhere = Restored { scroll: 0.0, focused: String::new() };
        assert_eq!(Restored::from_state(&nowhere.to_state()), Some(nowhere));
        assert_eq!(Restored::from_state("null"), None);
    }
}
