//! Where the focus goes when the element that had it is gone.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FocusOptions, HtmlElement};

/// Gives the focus to the element with this id, if there is one, and scrolls to it if wanted.
pub(crate) fn focus(id: &str, scroll: bool) {
    let element = document().get_element_by_id(id);
    let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let options = FocusOptions::new();
    options.set_prevent_scroll(!scroll);
    // Focus cannot fail on a control or an element with a tabindex.
    let _ = element.focus_with_options(&options);
}

/// Gives it the focus if no other element has it.
pub(crate) fn focus_if_lost(id: &str) {
    let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    if lost {
        focus(id, false);
    }
}
