use crate::text::{page_title, text};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

/// The page for addresses that lead nowhere.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let text = text();
    view! {
        <Title text=page_title(text.not_found_title) />
        <article class="prose">
            <h1>{text.not_found_title}</h1>
            <p>{text.not_found_text}</p>
            <p>
                <A href="/">{text.back_to_search}</A>
            </p>
        </article>
    }
}
