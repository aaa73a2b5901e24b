use super::match_list::{MatchList, option_id};
use super::state::Finder;
use crate::text::text;
use leptos::ev::{Event, SubmitEvent, keydown};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FocusEvent, InputEvent, KeyboardEvent, Node};

/// The search box with its list of matches: a combobox in a form that also works without JavaScript.
#[component]
pub(crate) fn SearchForm(finder: Finder, #[prop(into)] hydrated: Signal<bool>) -> impl IntoView {
    let text = text();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        finder.submit();
    };
    view! {
        <form
            class="finder"
            role="search"
            method="get"
            action="/"
            on:submit=submit
            on:focusout=move |event| leave_unless_inside(finder, &event)
        >
            <label class="finder__label" for="query">
                {text.query_label}
            </label>
            <div class="finder__field">
                <QueryInput finder hydrated />
                <button type="submit" class="button button--primary">
                    {text.find}
                </button>
            </div>
            <MatchList finder hydrated />
        </form>
    }
}

/// The text box, which only has the role of a combobox once it works as one.
#[component]
fn QueryInput(finder: Finder, hydrated: Signal<bool>) -> impl IntoView {
    let input = NodeRef::<Input>::new();
    keep_in_step(input, finder.text);
    focus_by_shortcut(input);
    let only_hydrated = move |value: &'static str| move || hydrated.get().then_some(value);
    let expanded = move || hydrated.get().then(|| finder.is_expanded().to_string());
    let active = move || {
        let option = finder.is_expanded().then(|| finder.active()).flatten();
        option.filter(|_| hydrated.get()).map(option_id)
    };
    view! {
        <input
            node_ref=input
            id="query"
            class="finder__input"
            type="text"
            name="q"
            dir="auto"
            value=finder.text.get_untracked()
            placeholder=text().query_placeholder
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            enterkeyhint="search"
            aria-keyshortcuts=only_hydrated("Control+K")
            autofocus=finder.location.with_untracked(|location| location.href() == "/")
            role=only_hydrated("combobox")
            aria-autocomplete=only_hydrated("list")
            aria-controls=only_hydrated("matches")
            aria-expanded=expanded
            aria-activedescendant=active
            on:input=move |event| take_over(finder, &event)
            on:compositionend=move |event| finder.type_text(event_target_value(&event))
            on:keydown=move |event| finder.press(&event)
        />
    }
}

// The list stays open while the focus moves within the form, e.g. to "Try again".
fn leave_unless_inside(finder: Finder, event: &FocusEvent) {
    let form = event.current_target().and_then(|form| form.dyn_into::<Node>().ok());
    let next = event.related_target().and_then(|next| next.dyn_into::<Node>().ok());
    let inside = form.zip(next).is_some_and(|(form, next)| form.contains(Some(&next)));
    if !inside {
        finder.leave();
    }
}

// Text that is still being composed is ignored.
fn take_over(finder: Finder, event: &Event) {
    let composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
    if !composing {
        finder.type_text(event_target_value(event));
    }
}

// Ctrl+K or Cmd+K. A single character must not be a shortcut that cannot be turned off (WCAG 2.1.4).
fn focus_by_shortcut(input: NodeRef<Input>) {
    let press = move |event: KeyboardEvent| {
        let modified = event.ctrl_key() || event.meta_key();
        if modified && !event.alt_key() && !event.shift_key() && event.key() == "k" {
            event.prevent_default();
            if let Some(input) = input.get_untracked() {
                // Cannot fail for a text box.
                let _ = input.focus();
                input.select();
            }
        }
    };
    Effect::new(move |_| {
        let listener = window_event_listener(keydown, press);
        on_cleanup(move || listener.remove());
    });
}

// Takes over what was typed before hydration; after that the box shows the text.
fn keep_in_step(input: NodeRef<Input>, text: RwSignal<String>) {
    Effect::new(move |adopted: Option<bool>| {
        let shown = text.get();
        let Some(input) = input.get() else {
            return false;
        };
        if input.value() == shown {
            return true;
        }
        if adopted == Some(true) {
            input.set_value(&shown);
        } else {
            text.set(input.value());
        }
        true
    });
}
