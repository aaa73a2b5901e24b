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

/// The URL of the page as a signal.
#[derive(Clone, Copy)]
pub(crate) struct Router(RwSignal<PageUrl>);

impl Router {
    pub(crate) fn at(url: PageUrl) -> Self {
        Self(RwSignal::new(url))
    }

    /// A router that follows the browser's window: Back, Forward and links.
    pub(crate) fn of_window() -> Self {
        let router = Self::at(PageUrl::of_window());
        window_event_listener(popstate, move |_| router.0.set(PageUrl::of_window()));
        on_link_click(move |href, scroll| router.go(href, Navigation { replace: false, scroll }));
        router
    }

    pub(crate) fn get(self) -> PageUrl {
        self.0.get()
    }

    pub(crate) fn get_untracked(self) -> PageUrl {
        self.0.get_untracked()
    }

    /// What `parse` makes of the parameters, as a signal.
    pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
        self,
        parse: impl Fn(&Params) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| parse(&self.0.with(PageUrl::params)))
    }

    /// Goes to another URL of the same path.
    pub(crate) fn go(self, href: &str, navigation: Navigation) {
        let url = PageUrl::parse(href);
        // Like browsers, which add no entry for a link to the current URL.
        let unchanged = url == self.get_untracked();
        record(href, navigation.replace || unchanged);
        self.0.set(url);
        if navigation.scroll {
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

// Browsers only refuse URLs of another origin, and hundreds of changes within seconds.
fn record(href: &str, replace: bool) {
    let Ok(history) = window().history() else { return };
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(href))
    } else {
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
        check("/?song=a&to_hint=b#path", "/", "song=a&to_hint=b");
        check("/#main", "/", "");
        check("/?", "/", "");
    }
}
