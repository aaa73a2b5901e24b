//! Where the focus goes when the element that had it is gone.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FocusOptions, HtmlElement};

/// Focuses the element with this id, if there is one.
pub(crate) fn focus(id: &str, scroll: bool) {
    let element = document().get_element_by_id(id);
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let options = FocusOptions::new();
    options.set_prevent_scroll(!scroll);
    // Only fails on elements that cannot be focused, which none of ours are.
    let _ = element.focus_with_options(&options);
}

/// Focuses the element unless another one has the focus.
pub(crate) fn focus_if_lost(id: &str) {
    let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    if lost {
        focus(id, false);
    }
}
