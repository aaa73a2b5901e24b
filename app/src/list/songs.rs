use super::editor::ListEditor;
use crate::device::{EraseOnServer, focus};
use crate::song::LIST_FORM;
use crate::text::{after_dots, duration, text};
use crate::url::{ListEdit, SearchLocation};
use catalog::{SongEntry, TrackId};
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
        let row = |(index, song)| view! { <Row editor drag song index count /> };
        songs.into_iter().enumerate().map(row).collect_view()
    };
    view! {
        // The list that the buttons change.
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
    .erased_on_server()
}

/// The drag of a song from one index over another.
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

    /// The side of the row on which the dropped song would land.
    fn line(self, index: usize) -> &'static str {
        match (self.from.get(), self.over.get()) {
            (Some(from), Some(over)) if over == index && from > index => "above",
            (Some(from), Some(over)) if over == index && from < index => "below",
            _ => "",
        }
    }
}

#[component]
fn Row(
    editor: ListEditor,
    drag: Drag,
    song: SongEntry,
    index: usize,
    count: usize,
) -> impl IntoView {
    let over = move |event: DragEvent| {
        if drag.from.with_untracked(Option::is_some) {
            event.prevent_default();
            drag.over.set(Some(index));
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        if let Some(from) = drag.from.get_untracked() {
            editor.put(from, index);
        }
        drag.end();
    };
    view! {
        <li class="list__item" data-drop=move || drag.line(index) on:dragover=over on:drop=drop>
            <div class="list__row">
                <Handle drag index />
                <Song song=song.clone() />
                <Buttons editor song index count />
            </div>
        </li>
    }
}

/// The handle to drag a song; keyboards use the buttons.
#[component]
fn Handle(drag: Drag, index: usize) -> impl IntoView {
    let start = move |event: DragEvent| {
        drag.from.set(Some(index));
        if let Some(data) = event.data_transfer() {
            // Some browsers need data to drag. Setting it cannot fail at the start of a drag.
            let _ = data.set_data("text/plain", &(index + 1).to_string());
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
    let href = SearchLocation::of_song(&song).href();
    let artists = song.artist_line();
    let year = song.release_date.map(|date| date.year().to_string());
    let length = song.duration_ms.map(duration);
    view! {
        <span>
            <a class="list__title" href=href dir="auto">
                {song.name}
            </a>
            " "
            <span class="list__facts">
                <bdi>{artists}</bdi>
                {after_dots([year, length])}
            </span>
        </span>
    }
}

/// Buttons to move or remove the song.
#[component]
fn Buttons(editor: ListEditor, song: SongEntry, index: usize, count: usize) -> impl IntoView {
    let last = index + 1 == count;
    let id = song.id.clone();
    let (up, down, remove) =
        (ListEdit::MoveUp(id.clone()), ListEdit::MoveDown(id.clone()), ListEdit::Remove(id));
    view! {
        <span class="list__actions">
            <EditButton editor song=song.clone() edit=up sign="↑" disabled={index == 0} />
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

/// The parameter of a change, and its track.
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

/// The element to focus after a change: the same button unless it is disabled now, else the opposite one; after a
/// removal, the button of the song that moved up.
fn focus_after(editor: ListEditor, edit: &ListEdit) -> String {
    let before = editor.shown.get_untracked();
    let after = before.edited(edit);
    let (name, id) = name_and_track(edit);
    match edit {
        ListEdit::MoveUp(_) if after.place(id) == Some(0) => button_id("down", id),
        ListEdit::MoveDown(_) if after.place(id) == Some(after.len() - 1) => button_id("up", id),
        ListEdit::Remove(_) => {
            let next = before.place(id).and_then(|index| after.ids().get(index));
            let next = next.or(after.ids().last());
            next.map_or("list-undo".into(), |id| button_id(name, id))
        }
        _ => button_id(name, id),
    }
}
