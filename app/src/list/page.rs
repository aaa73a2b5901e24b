use super::actions::{LastChange, ListActions, ListStorage};
use super::editor::ListEditor;
use super::fill::FillExport;
use super::songs::ListSongs;
use super::suggestions::{ListSuggestions, suggestions_for};
use crate::api::{ApiError, FailureNotice};
use crate::device::EraseOnServer;
use crate::song::{SimilarAnswer, ask_similar, follow_title};
use crate::text::{page_title, text};
use crate::url::SongList;
use catalog::{SimilarSongs, SongEntry, Tracks};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the server sends along with a list.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct InitialList {
    pub(crate) tracks: Option<Result<Tracks, ApiError>>,
    pub(crate) similar: Option<Result<SimilarSongs, ApiError>>,
}

/// A list of songs: the visitor's own, or one that somebody sent.
#[component]
pub(crate) fn MyListPage(initial: InitialList) -> impl IntoView {
    let editor = ListEditor::new(initial.tracks);
    let question = Memo::new(move |_| {
        let known = editor.tracks.answer().is_some();
        known.then(|| editor.shown.with(suggestions_for)).flatten()
    });
    let similar = ask_similar(question, initial.similar);
    let words = text().list();
    let count = move || editor.shown.with(SongList::len);
    let heading = move || words.title(count());
    follow_title(move || Some(page_title(&heading())));
    view! {
        <article class="list">
            <h1 id="list-title" tabindex="-1">{heading}</h1>
            <Failure editor />
            <LastChange editor />
            <Show when=move || { count() > 0 } fallback=move || view! { <Empty editor /> }>
                <Whole editor similar />
            </Show>
            <FillExport />
        </article>
    }
}

#[component]
fn Whole(editor: ListEditor, similar: SimilarAnswer) -> impl IntoView {
    let words = text().list();
    let length = move || words.length(editor.songs.with(|songs| length(songs)));
    let missing = move || words.missing(editor.missing());
    view! {
        <p class="list__note">{length} {missing}</p>
        <ListStorage editor />
        <ListSongs editor />
        <ListActions editor />
        <ListSuggestions editor similar />
    }
    .erased_on_server()
}

/// The total length of the songs whose length is known, in milliseconds.
fn length(songs: &[SongEntry]) -> u32 {
    songs.iter().filter_map(|song| song.duration_ms).fold(0, u32::saturating_add)
}

/// Why there is no list, or no information about its songs.
#[component]
fn Failure(editor: ListEditor) -> impl IntoView {
    let failure = move || editor.refusal().or(editor.tracks.failure());
    let notice = move || {
        failure().map(|failure| {
            view! { <FailureNotice failure retry=move |()| editor.tracks.retry() /> }
        })
    };
    notice.erased_on_server()
}

/// How to start a list.
#[component]
fn Empty(editor: ListEditor) -> impl IntoView {
    let text = text();
    let missing =
        move || Some(text.list().missing(editor.missing())).filter(|line| !line.is_empty());
    let missing = move || missing().map(|line| view! { <p class="list__note">{line}</p> });
    view! {
        {missing}
        <p>{text.list().empty}</p>
        <p>
            <a href="/">{text.back_to_search}</a>
        </p>
    }
    .erased_on_server()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{bare_song, bohemian_rhapsody, recommended, render_at};
    use catalog::TrackId;

    fn render_page(url: &'static str, tracks: Vec<SongEntry>, missing: Vec<TrackId>) -> String {
        render_at(url, move || {
            let similar = SimilarSongs {
                track: Some(bohemian_rhapsody()),
                versions: Vec::new(),
                like: Vec::new(),
                artists: Vec::new(),
                unlike: Vec::new(),
                filters: Vec::new(),
                results: tracks.iter().chain([&other_song()]).cloned().map(recommended).collect(),
            };
            let tracks = Some(Ok(Tracks { tracks, missing }));
            view! { <MyListPage initial=InitialList { tracks, similar: Some(Ok(similar)) } /> }
        })
    }

    fn other_song() -> SongEntry {
        SongEntry { id: "ew-3".parse().expect("an id"), ..bohemian_rhapsody() }
    }

    #[test]
    fn page_of_a_list() {
        let missing = vec!["gone".parse().expect("an id")];
        let songs = vec![bare_song(), bohemian_rhapsody()];
        insta::assert_snapshot!(render_page("/list?songs=ew-1,gone,ew-2", songs, missing));
    }

    #[test]
    fn page_without_a_list() {
        insta::assert_snapshot!(render_page("/list", Vec::new(), Vec::new()));
    }

    #[test]
    fn page_of_what_is_no_list() {
        insta::assert_snapshot!(render_page("/list?songs=two words", Vec::new(), Vec::new()));
    }
}
