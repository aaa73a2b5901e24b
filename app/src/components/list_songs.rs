use super::list_toggle::LIST_FORM;
use crate::erased::Erase;
use crate::focus::focus;
use crate::list_editor::ListEditor;
use crate::notation;
use crate::place::Place;
use crate::text::text;
use catalog::{ListEdit, SongEntry, TrackId};
use leptos::ev::{DragEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

/// The songs of a list, which can be moved and removed.
#[component]
pub(crate) fn ListSongs(editor: ListEditor) -> impl IntoView {
    let drag = Drag { from: RwSignal::new(None), over: RwSignal::new(None) };
    let rows = move || {
        let songs = editor.songs.get();
        let count = songs.len();
        let row = |(place, song)| view! { <Row editor drag song place count /> };
        songs.into_iter().enumerate().map(row).collect_view()
    };
    view! {
        // What the buttons change.
        <input
            type="hidden"
            form=LIST_FORM
            name="songs"
            value=move || editor.shown.get().to_string()
        />
        <ol class="list__songs" aria-labelledby="list-title">
            {rows}
        </ol>
    }
    .erased()
}

/// A song that is being dragged: from which place, over which one.
#[derive(Clone, Copy)]
struct Drag {
    from: RwSignal<Option<usize>>,
    over: RwSignal<Option<usize>>,
}

impl Drag {
    fn end(self) {
        self.from.set(None);
        self.over.set(None);
    }

    /// Where a line at the row shows that the song would come: above it or below it.
    fn line(self, place: usize) -> &'static str {
        match (self.from.get(), self.over.get()) {
            (Some(from), Some(over)) if over == place && from > place => "above",
            (Some(from), Some(over)) if over == place && from < place => "below",
            _ => "",
        }
    }
}

#[component]
fn Row(
    editor: ListEditor,
    drag: Drag,
    song: SongEntry,
    place: usize,
    count: usize,
) -> impl IntoView {
    let over = move |event: DragEvent| {
        if drag.from.with_untracked(Option::is_some) {
            event.prevent_default();
            drag.over.set(Some(place));
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        if let Some(from) = drag.from.get_untracked() {
            editor.put(from, place);
        }
        drag.end();
    };
    view! {
        <li class="list__item" data-drop=move || drag.line(place) on:dragover=over on:drop=drop>
            <div class="list__row">
                <Handle drag place />
                <Song song=song.clone() />
                <Buttons editor song place count />
            </div>
        </li>
    }
}

/// What a song is dragged by; the buttons do the same for keys.
#[component]
fn Handle(drag: Drag, place: usize) -> impl IntoView {
    let start = move |event: DragEvent| {
        drag.from.set(Some(place));
        if let Some(data) = event.data_transfer() {
            // Some browsers drag nothing that has no data; setting it cannot fail while a drag begins.
            let _ = data.set_data("text/plain", &(place + 1).to_string());
            if let Some(row) = row_of(&event) {
                data.set_drag_image(&row, 0, 0);
            }
        }
    };
    view! {
        <span
            class="list__handle"
            draggable="true"
            aria-hidden="true"
            title=text().list().drag
            on:dragstart=start
            on:dragend=move |_| drag.end()
        >
            "⠿"
        </span>
    }
}

fn row_of(event: &DragEvent) -> Option<Element> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("li").ok().flatten()
}

#[component]
fn Song(song: SongEntry) -> impl IntoView {
    let href = Place::of_song(&song).href();
    let artists = song.artist_line();
    let year = song.release_date.map(|date| format!(" · {}", date.year()));
    let length = song.duration_ms.map(|length| format!(" · {}", notation::duration(length)));
    view! {
        <span>
            <a class="list__title" href=href dir="auto">
                {song.name}
            </a>
            " "
            <span class="list__facts">
                <bdi>{artists}</bdi>
                {year}
                {length}
            </span>
        </span>
    }
}

/// Moves the song, or removes it. The focus stays with the song, or goes to the one in its place.
#[component]
fn Buttons(editor: ListEditor, song: SongEntry, place: usize, count: usize) -> impl IntoView {
    let last = place + 1 == count;
    let id = song.id.clone();
    let (up, down, remove) =
        (ListEdit::MoveUp(id.clone()), ListEdit::MoveDown(id.clone()), ListEdit::Remove(id));
    view! {
        <span class="list__actions">
            <EditButton editor song=song.clone() edit=up sign="↑" disabled={place == 0} />
            <EditButton editor song=song.clone() edit=down sign="↓" disabled=last />
            <EditButton editor song edit=remove sign="×" disabled=false />
        </span>
    }
}

#[component]
fn EditButton(
    editor: ListEditor,
    song: SongEntry,
    edit: ListEdit,
    sign: &'static str,
    disabled: bool,
) -> impl IntoView {
    let label = text().list().button(&edit, &song.label());
    let (name, id) = name_and_track(&edit);
    let (element, value) = (button_id(name, id), id.to_string());
    let press = move |event: MouseEvent| {
        event.prevent_default();
        let next = focus_after(editor, &edit);
        editor.edit(&edit, &song);
        request_animation_frame(move || focus(&next, false));
    };
    view! {
        <button
            type="submit"
            form=LIST_FORM
            id=element
            class="sign"
            name=name
            value=value
            disabled=disabled
            aria-label=label.clone()
            title=label
            on:click=press
        >
            <span aria-hidden="true">{sign}</span>
        </button>
    }
}

/// The name that a change has in URLs, and the track that it is about.
fn name_and_track(edit: &ListEdit) -> (&'static str, &TrackId) {
    match edit {
        ListEdit::Add(id) => ("add", id),
        ListEdit::Remove(id) => ("remove", id),
        ListEdit::MoveUp(id) => ("up", id),
        ListEdit::MoveDown(id) => ("down", id),
    }
}

fn button_id(name: &str, id: &TrackId) -> String {
    format!("{name}-{id}")
}

/// The element that gets the focus after a change: the same button if the song can still be moved so,
/// else the opposite one; after a removal that of the song that takes its place.
fn focus_after(editor: ListEditor, edit: &ListEdit) -> String {
    let before = editor.shown.get_untracked();
    let after = before.edited(edit);
    let (name, id) = name_and_track(edit);
    match edit {
        ListEdit::MoveUp(_) if after.place(id) == Some(0) => button_id("down", id),
        ListEdit::MoveDown(_) if after.place(id) == Some(after.len() - 1) => button_id("up", id),
        ListEdit::Remove(_) => {
            let next = before.place(id).and_then(|place| after.ids().get(place));
            let next = next.or(after.ids().last());
            next.map_or("list-undo".into(), |id| button_id(name, id))
        }
        _ => button_id(name, id),
    }
}
