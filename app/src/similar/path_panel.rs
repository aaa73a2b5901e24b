use super::path_list::PathList;
use crate::api::Failed;
use crate::device::{EraseOnServer, focus_if_lost};
use crate::song::PathAnswer;
use crate::text::text;
use crate::url::{Destination, HiddenParams, SearchLocation, Transition, use_navigate};
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

/// The parameters that the form has a control for.
const CONTROLLED: [&str; 2] = ["to", "to_query"];

/// A path from the chosen song to another: the form that asks for it, and the answer.
#[component]
pub(crate) fn PathPanel(location: Memo<SearchLocation>, path: PathAnswer) -> impl IntoView {
    let words = text().path();
    let asked = Memo::new(move |_| location.with(|location| location.to.is_some()));
    let close = move || location.get().with_path(None).href();
    view! {
        <details id="path" class="tune path" open=move || asked.get()>
            <summary class="tune__summary">{words.path}</summary>
            <div class="path__body">
                <PathForm location />
                <Show when=move || asked.get()>
                    <Answer location path />
                    <p>
                        <a class="tune__reset" data-noscroll href=close>
                            {words.close}
                        </a>
                    </p>
                </Show>
            </div>
        </details>
    }
    .erased_on_server()
}

/// Asks for the other song, by a query.
#[component]
fn PathForm(location: Memo<SearchLocation>) -> impl IntoView {
    let text = text();
    let words = text.path();
    let query = Memo::new(move |_| {
        location.with(|location| {
            location.to.as_ref().map(Destination::query).unwrap_or_default().to_owned()
        })
    });
    let input = NodeRef::<Input>::new();
    let navigate = use_navigate();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        let with_path = location.get_untracked().with_path(Destination::typed(&typed));
        navigate.run((with_path, Transition::Aside));
    };
    view! {
        // Without JavaScript, the new page is shown from here.
        <form class="path__form" method="get" action="/#path" on:submit=submit>
            <HiddenParams location except=&CONTROLLED />
            <p class="path__what">{words.what}</p>
            <label class="path__field">
                <span>{words.to}</span>
                <input
                    node_ref=input
                    type="text"
                    name="to_query"
                    dir="auto"
                    placeholder=text.query_placeholder
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="go"
                    value=query.get_untracked()
                    prop:value=query
                />
            </label>
            <button type="submit" class="button button--primary">
                {words.show}
            </button>
        </form>
    }
}

#[component]
fn Answer(location: Memo<SearchLocation>, path: PathAnswer) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let answer = path.answer().filter(|_| path.is_shown());
        answer.map(|(_, found)| found)
    });
    Effect::new(move |before: Option<()>| {
        shown.track();
        if before.is_some() {
            request_animation_frame(|| focus_if_lost("path-title"));
        }
    });
    let list = move || shown.get().map(|path| view! { <PathList location path /> });
    view! {
        <div
            class="path__answer"
            class:is-waiting=move || path.is_waiting()
            aria-busy=move || path.is_waiting().to_string()
        >
            <Failed answer=path />
            {list}
        </div>
    }
}
