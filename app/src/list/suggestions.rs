use super::editor::ListEditor;
use crate::api::{Failed, SimilarTo};
use crate::device::{EraseOnServer, focus_if_lost};
use crate::song::{BarLegend, LIST_FORM, ListIcon, ScoredSong, SimilarAnswer};
use crate::text::text;
use crate::url::{SearchLocation, SongList, Tuning};
use catalog::{Recommendation, RecommendationRequest, ResultCount, TrackId};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// How many songs are recommended for a list.
const SUGGESTIONS: usize = 10;

/// Songs that go with the whole list, each with a button to add it.
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
            <Failed answer=similar />
            <ul>{rows}</ul>
            <BarLegend />
        </section>
    }
    .erased_on_server()
}

fn not_in(found: Vec<Recommendation>, list: &SongList) -> Vec<Recommendation> {
    let others = found.into_iter().filter(|song| !list.contains(&song.track.id));
    others.take(SUGGESTIONS).collect()
}

#[component]
fn Suggestion(editor: ListEditor, song: Recommendation) -> impl IntoView {
    let track = song.track.clone();
    let label = text().list().button_label(&track.label(), false);
    let href = SearchLocation::of_song(&track).href();
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

/// The question for the suggestions: songs like all of the list, or like as many of its songs as can be seeds. Enough
/// of them that some remain when those of the list are removed.
pub(crate) fn suggestions_for(list: &SongList) -> Option<SimilarTo> {
    let seeds = list.spread(RecommendationRequest::MAX_SEEDS);
    let mut ids: Vec<&str> = seeds.ids().iter().map(TrackId::as_str).collect();
    // The order makes no difference, so reordering the list must not ask again.
    ids.sort_unstable();
    let (first, others) = ids.split_first()?;
    let limit = (SUGGESTIONS + list.len() - seeds.len()).min(ResultCount::MAX as usize);
    let tuning = Tuning::default().with("seed_tracks", others.join(","));
    let tuning = tuning.with("limit", limit.to_string());
    Some(SimilarTo { track: Some((*first).to_owned()), tuning })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> SongList {
        text.parse().expect("a list")
    }

    #[test]
    fn at_most_ten_songs_are_seeds() {
        let check = |text: &str, first: &str, others: usize, limit: &str| {
            let asked = suggestions_for(&list(text)).expect("a question");
            assert_eq!(asked.track.as_deref(), Some(first));
            assert_eq!(asked.tuning.list("seed_tracks").count(), others);
            assert_eq!(asked.tuning.get("limit"), limit);
        };
        check("b,a", "a", 1, "10");
        let long: Vec<String> = (0..100).map(|number| format!("{number:02}")).collect();
        check(&long[..15].join(","), "00", 9, "15");
        check(&long.join(","), "00", 9, "100");
        assert_eq!(suggestions_for(&list("a,b,c")), suggestions_for(&list("c,a,b")));
        assert_eq!(suggestions_for(&list("")), None);
    }
}
