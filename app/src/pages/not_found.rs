use crate::text;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::A;

/// The page for addresses that lead nowhere.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    view! {
        <Title text=text::page_title(text::NOT_FOUND_TITLE) />
        <article class="prose">
            <h1>{text::NOT_FOUND_TITLE}</h1>
            <p>{text::NOT_FOUND_TEXT}</p>
            <p>
                <A href="/">{text::BACK_TO_SEARCH}</A>
            </p>
        </article>
    }
}
