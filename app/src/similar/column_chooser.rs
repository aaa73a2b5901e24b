use super::columns::{Column, HiddenColumns};
use crate::device::EraseOnServer;
use crate::text::text;
use catalog::Facet;
use leptos::prelude::*;

/// Checkboxes for the columns of the table. Hiding some needs JavaScript.
#[component]
pub(crate) fn ColumnChooser(
    hidden: HiddenColumns,
    /// The facet of the number column.
    facet: Memo<Facet>,
) -> impl IntoView {
    let text = text();
    let boxes = move || Column::ALL.map(|column| view! { <ColumnBox hidden column facet /> });
    view! {
        <Show when=move || hidden.is_loaded()>
            <details class="more columns">
                <summary>{text.columns}</summary>
                <fieldset class="columns__boxes">
                    <legend class="visually-hidden">{text.columns_shown}</legend>
                    {boxes().into_iter().collect_view()}
                </fieldset>
            </details>
        </Show>
    }
    .erased_on_server()
}

#[component]
fn ColumnBox(hidden: HiddenColumns, column: Column, facet: Memo<Facet>) -> impl IntoView {
    let text = text();
    view! {
        <label class="columns__box">
            <input
                type="checkbox"
                prop:checked=move || !hidden.contains(column)
                on:change=move |_| hidden.toggle(column)
            />
            {move || column.title(text, facet.get())}
        </label>
    }
    .erased_on_server()
}
