use super::list_toggle::{LIST_FORM, ListIcon};
use super::score_bar::BarLegend;
use super::scored_song::ScoredSong;
use crate::components::{FailureNotice, SimilarAnswer};
use crate::erased::Erase;
use crate::focus::focus_if_lost;
use crate::list_editor::ListEditor;
use crate::list_place::SUGGESTIONS;
use crate::place::Place;
use crate::text::text;
use catalog::{Recommendation, SongList};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Songs that go with the whole list; each can be added to it.
#[component]
pub(crate) fn ListSuggestions(editor: ListEditor, similar: SimilarAnswer) -> impl IntoView {
    let words = text().list();
    let songs = Memo::new(move |_| {
        let answer = similar.answer().filter(|_| similar.is_shown());
        let found = answer.map(|(_, found)| found.results).unwrap_or_default();
        editor.shown.with(|list| not_in(found, list))
    });
    Effect::new(move |before: Option<()>| {
        songs.track();
        if before.is_some() {
            request_animation_frame(|| focus_if_lost("list-suggestions"));
        }
    });
    let failure = move || {
        similar.failure().map(|failure| {
            view! { <FailureNotice failure retry=move |()| similar.retry() /> }
        })
    };
    let rows = move || {
        songs.get().into_iter().map(|song| view! { <Suggestion editor song /> }).collect_view()
    };
    view! {
        <section
            class="list__suggestions"
            class:is-waiting=move || similar.is_waiting()
            aria-busy=move || similar.is_waiting().to_string()
            aria-labelledby="list-suggestions"
        >
            <h2 id="list-suggestions" tabindex="-1">{words.suggestions}</h2>
            <p class="list__note">{move || words.asked_by(editor.shown.with(SongList::len))}</p>
            {failure}
            <ul>{rows}</ul>
            <BarLegend />
        </section>
    }
    .erased()
}

fn not_in(found: Vec<Recommendation>, list: &SongList) -> Vec<Recommendation> {
    let others = found.into_iter().filter(|song| !list.contains(&song.track.id));
    others.take(SUGGESTIONS).collect()
}

#[component]
fn Suggestion(editor: ListEditor, song: Recommendation) -> impl IntoView {
    let track = song.track.clone();
    let label = text().list().sign(&track.label(), false);
    let href = Place::of_song(&track).href();
    let full = Memo::new(move |_| editor.shown.with(|list| !list.has_room()));
    let id = track.id.to_string();
    let add = move |event: MouseEvent| {
        event.prevent_default();
        editor.add(&track);
    };
    view! {
        <li>
            <div class="path__step list__suggestion">
                <ScoredSong song href />
                <button
                    type="submit"
                    form=LIST_FORM
                    class="sign"
                    name="add"
                    value=id
                    disabled=full
                    aria-label=label.clone()
                    title=label
                    on:click=add
                >
                    <ListIcon listed=false />
                </button>
            </div>
        </li>
    }
}
