use crate::api::{self, SimilarTo};
use crate::components::{
    FailureNotice, LastChange, ListEnds, ListKept, ListSongs, ListSuggestions, SimilarAnswer,
};
use crate::first::FirstAnswers;
use crate::latest::Latest;
use crate::list_editor::ListEditor;
use crate::list_place::suggestions_for;
use crate::text::{page_title, text};
use catalog::{SongEntry, SongList};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

/// A list of songs: the one of this device, or one that somebody sent.
#[component]
pub(crate) fn ListPage() -> impl IntoView {
    let first = FirstAnswers::take();
    let editor = ListEditor::new(first.tracks);
    let question = Memo::new(move |_| {
        let known = editor.tracks.answer().is_some();
        known.then(|| editor.shown.with(suggestions_for)).flatten()
    });
    let ask = |SimilarTo { track, tuning }: SimilarTo| api::find_similar(track, tuning);
    let similar = Latest::new(question, first.similar, ask);
    let words = &text().list;
    let count = move || editor.shown.with(SongList::len);
    let heading = move || words.title(count());
    let title = title(editor);
    view! {
        <Title text=move || title.get() />
        <article class="list">
            <h1 id="list-title" tabindex="-1">{heading}</h1>
            <Failure editor />
            <LastChange editor />
            <Show when=move || { count() > 0 } fallback=move || view! { <Empty editor /> }>
                <Whole editor similar />
            </Show>
        </article>
    }
}

#[component]
fn Whole(editor: ListEditor, similar: SimilarAnswer) -> AnyView {
    let words = &text().list;
    let length = move || words.length(editor.songs.with(|songs| length(songs)));
    let missing = move || words.missing(editor.missing());
    view! {
        <p class="list__note">{length} {missing}</p>
        <ListKept editor />
        <ListSongs editor />
        <ListEnds editor />
        <ListSuggestions editor similar />
    }
    .into_any()
}

/// The length of all songs whose length is known, in milliseconds.
fn length(songs: &[SongEntry]) -> u32 {
    songs.iter().filter_map(|song| song.duration_ms).fold(0, u32::saturating_add)
}

/// Why there is no list, or nothing is known of its songs.
#[component]
fn Failure(editor: ListEditor) -> AnyView {
    let failure = move || editor.refusal().or(editor.tracks.failure());
    let notice = move || {
        failure().map(|failure| {
            view! { <FailureNotice failure retry=move |()| editor.tracks.retry() /> }
        })
    };
    notice.into_any()
}

/// How a list is begun.
#[component]
fn Empty(editor: ListEditor) -> AnyView {
    let text = text();
    let missing = move || Some(text.list.missing(editor.missing())).filter(|line| !line.is_empty());
    let missing = move || missing().map(|line| view! { <p class="list__note">{line}</p> });
    view! {
        {missing}
        <p>{text.list.empty}</p>
        <p>
            <A href="/">{text.back_to_search}</A>
        </p>
    }
    .into_any()
}

/// The title, computed once already: the server writes it into the page's head after the page itself,
/// when the signals that it comes from may be disposed of.
fn title(editor: ListEditor) -> ArcMemo<String> {
    let text = text();
    let title =
        ArcMemo::new(move |_| page_title(&text.list.title(editor.shown.with(SongList::len))));
    title.with_untracked(|_| ());
    title
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bare_song, bohemian_rhapsody, recommended, render_at};
    use catalog::{SimilarSongs, TrackId, Tracks};

    fn render_page(url: &'static str, tracks: Vec<SongEntry>, missing: Vec<TrackId>) -> String {
        render_at(url, move || {
            let similar = SimilarSongs {
                track: bohemian_rhapsody(),
                versions: Vec::new(),
                like: Vec::new(),
                unlike: Vec::new(),
                filters: Vec::new(),
                results: tracks.iter().chain([&other_song()]).cloned().map(recommended).collect(),
            };
            let tracks = Some(Ok(Tracks { tracks, missing }));
            let similar = Some(Ok(similar));
            provide_context(FirstAnswers { similar, tracks, ..FirstAnswers::default() });
            view! { <ListPage /> }
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
