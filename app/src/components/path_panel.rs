use super::hidden_params::HiddenParams;
use super::path_list::PathList;
use crate::api::PathTo;
use crate::components::FailureNotice;
use crate::erased::Erase;
use crate::focus::focus_if_lost;
use crate::latest::Latest;
use crate::place::{Destination, Move, use_moves};
use crate::text::text;
use crate::tuner::Tuner;
use catalog::SongPath;
use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

pub(crate) type PathAnswer = Latest<PathTo, SongPath>;

/// The parameters that the form has a control for.
const CONTROLLED: [&str; 2] = ["to", "to_hint"];

/// A path from the chosen song to another: the form that asks for it, and the answer.
#[component]
pub(crate) fn PathPanel(tuner: Tuner, path: PathAnswer) -> impl IntoView {
    let place = tuner.place;
    let words = text().path();
    let asked = Memo::new(move |_| place.with(|place| place.to.is_some()));
    let close = move || place.get().with_path(None).href();
    view! {
        <details id="path" class="tune path" open=move || asked.get()>
            <summary class="tune__summary">{words.path}</summary>
            <div class="path__body">
                <PathForm tuner />
                <Show when=move || asked.get()>
                    <Answer tuner path />
                    <p>
                        <a class="tune__reset" data-noscroll href=close>
                            {words.close}
                        </a>
                    </p>
                </Show>
            </div>
        </details>
    }
    .erased()
}

/// Asks for the other song, which is the one that the typed hint means.
#[component]
fn PathForm(tuner: Tuner) -> impl IntoView {
    let text = text();
    let words = text.path();
    let place = tuner.place;
    let hint = Memo::new(move |_| {
        place.with(|place| place.to.as_ref().map(Destination::hint).unwrap_or_default().to_owned())
    });
    let input = NodeRef::<Input>::new();
    let go = use_moves();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        let there = place.get_untracked().with_path(Destination::typed(&typed));
        go.run((there, Move::Aside));
    };
    view! {
        // Without JavaScript the page is loaded anew, and then shown from here.
        <form class="path__form" method="get" action="/#path" on:submit=submit>
            <HiddenParams tuner except=&CONTROLLED />
            <p class="path__what">{words.what}</p>
            <label class="path__field">
                <span>{words.to}</span>
                <input
                    node_ref=input
                    type="text"
                    name="to_hint"
                    dir="auto"
                    placeholder=text.hint_placeholder
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    enterkeyhint="go"
                    value=hint.get_untracked()
                    prop:value=hint
                />
            </label>
            <button type="submit" class="button button--primary">
                {words.show}
            </button>
        </form>
    }
}

#[component]
fn Answer(tuner: Tuner, path: PathAnswer) -> impl IntoView {
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
    let failure = move || {
        path.failure().map(|failure| {
            view! { <FailureNotice failure retry=move |()| path.retry() /> }
        })
    };
    let list = move || shown.get().map(|path| view! { <PathList place=tuner.place path /> });
    view! {
        <div
            class="path__answer"
            class:is-waiting=move || path.is_waiting()
            aria-busy=move || path.is_waiting().to_string()
        >
            {failure}
            {list}
        </div>
    }
}
