use super::editor::ListEditor;
use crate::device::{EraseOnServer, focus, focus_if_lost};
use crate::song::CopyLink;
use crate::text::text;
use crate::url::{FORMATS, export_href, list_href};
use leptos::prelude::*;

/// Says where the list is stored, and offers to store somebody else's.
#[component]
pub(crate) fn ListStorage(editor: ListEditor) -> impl IntoView {
    let words = text().list();
    let my_list = editor.my_list;
    let foreign = move || my_list.is_loaded() && !editor.is_mine();
    let stored = move || editor.is_mine().then_some(words.is_stored);
    let has_own = Memo::new(move |_| my_list.len() > 0);
    let not_mine = move || if has_own.get() { words.not_mine } else { words.not_stored };
    let replace_name = move || if has_own.get() { words.replace } else { words.save_as_mine };
    let mine = move || my_list.stored().map(|list| list_href(&list)).unwrap_or_default();
    let replace = move |_| {
        editor.replace_mine();
        request_animation_frame(|| focus("list-undo", false));
    };
    view! {
        <p class="list__note">{words.in_url} " " {stored}</p>
        <Show when=foreign>
            <div class="notice">
                <p>{not_mine}</p>
                <p class="list__ends">
                    <button type="button" class="button" on:click=replace>
                        {replace_name}
                    </button>
                    <a href=mine hidden=move || !has_own.get()>
                        {move || words.show_mine(my_list.len())}
                    </a>
                </p>
            </div>
        </Show>
    }
    .erased_on_server()
}

/// The last change, with a button to undo it.
#[component]
pub(crate) fn LastChange(editor: ListEditor) -> impl IntoView {
    let words = text().list();
    let change = Memo::new(move |_| editor.last_change());
    let undo = move |_| {
        editor.undo();
        request_animation_frame(|| focus_if_lost("list-title"));
    };
    view! {
        <Show when=move || change.with(Option::is_some)>
            <div class="list__change">
                <p dir="auto">{change}</p>
                <button id="list-undo" type="button" class="button" on:click=undo>
                    {words.undo}
                </button>
            </div>
        </Show>
    }
    .erased_on_server()
}

/// Actions on the whole list: save, share, clear.
#[component]
pub(crate) fn ListActions(editor: ListEditor) -> impl IntoView {
    let words = text().list();
    let exports = FORMATS.map(|(format, name)| {
        let href = move || export_href(&editor.shown.get(), format);
        view! {
            <li>
                <a class="chip" href=href download="">
                    {name.unwrap_or(words.links)}
                </a>
            </li>
        }
    });
    let clear = move |_| {
        editor.clear();
        request_animation_frame(|| focus("list-undo", false));
    };
    view! {
        <div class="list__ends">
            <div class="chip-group">
                <p class="chip-group__label">{words.save}</p>
                <ul class="chips" aria-label=words.save>
                    {exports}
                </ul>
            </div>
            <Show when=move || editor.my_list.is_loaded()>
                <CopyLink />
                <button type="button" class="button" on:click=clear>
                    {words.clear}
                </button>
            </Show>
        </div>
    }
    .erased_on_server()
}
