use leptos::ev::{MouseEvent, click};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlAnchorElement};

/// Calls `follow` instead of the browser for links to other parameters of the same path.
///
/// It gets the URL, and whether to scroll to the top, which `data-noscroll` on the link prevents.
pub(super) fn on_link_click(follow: impl Fn(&str, bool) + 'static) {
    window_event_listener(click, move |event| {
        let Some(link) = link_to_follow(&event) else { return };
        event.prevent_default();
        follow(&(link.pathname() + &link.search()), !link.has_attribute("data-noscroll"));
    });
}

fn link_to_follow(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if modified || event.button() != 0 || event.default_prevented() {
        return None;
    }
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let link = element.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    (is_plain(&link) && has_path_of_page(&link)).then_some(link)
}

fn is_plain(link: &HtmlAnchorElement) -> bool {
    let external = link.rel().split_ascii_whitespace().any(|word| word == "external");
    !external && link.target().is_empty() && !link.has_attribute("download")
}

fn has_path_of_page(link: &HtmlAnchorElement) -> bool {
    let location = window().location();
    link.hash().is_empty()
        && location.origin().is_ok_and(|origin| origin == link.origin())
        && location.pathname().is_ok_and(|path| path == link.pathname())
}
