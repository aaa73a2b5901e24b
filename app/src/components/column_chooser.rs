use crate::columns::{Column, LeftOut};
use crate::erased::Erase;
use crate::text::text;
use catalog::Facet;
use leptos::prelude::*;

/// Which columns the table of similar songs has; only the browser can leave some out.
#[component]
pub(crate) fn ColumnChooser(
    left_out: LeftOut,
    /// The number that has a column.
    number: Memo<Facet>,
) -> impl IntoView {
    let text = text();
    let boxes = move || Column::ALL.map(|column| view! { <ColumnBox left_out column number /> });
    view! {
        <Show when=move || left_out.is_loaded()>
            <details class="more columns">
                <summary>{text.columns}</summary>
                <fieldset class="columns__boxes">
                    <legend class="visually-hidden">{text.columns_shown}</legend>
                    {boxes().into_iter().collect_view()}
                </fieldset>
            </details>
        </Show>
    }
    .erased()
}

#[component]
fn ColumnBox(left_out: LeftOut, column: Column, number: Memo<Facet>) -> impl IntoView {
    let text = text();
    view! {
        <label class="columns__box">
            <input
                type="checkbox"
                prop:checked=move || !left_out.has(column)
                on:change=move |_| left_out.toggle(column)
            />
            {move || text.column(column, number.get())}
        </label>
    }
    .erased()
}
