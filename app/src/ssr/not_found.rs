use crate::text::text;
use leptos::prelude::*;

/// The page for unknown paths.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let text = text();
    view! {
        <article class="prose">
            <h1>{text.not_found_title}</h1>
            <p>{text.not_found_text}</p>
            <p>
                <a href="/">{text.back_to_search}</a>
            </p>
        </article>
    }
}
