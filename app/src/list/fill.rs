use crate::device::EraseOnServer;
use crate::text::text;
use leptos::prelude::*;

/// A form that fills in the audio features of a playlist export. A plain one: a file can be dropped on its field.
#[component]
pub(crate) fn FillExport() -> impl IntoView {
    let words = text().list();
    view! {
        <section class="list__fill">
            <h2>{words.fill}</h2>
            <p>{words.fill_how}</p>
            <form class="list__ends" method="post" action="/fill" enctype="multipart/form-data">
                <input type="file" name="file" accept=".csv,text/csv" required aria-label=words.fill_file />
                <button type="submit" class="button">
                    {words.fill_button}
                </button>
            </form>
        </section>
    }
    .erased_on_server()
}
