use super::pages::Examples;
use crate::text::text;
use crate::url::SEARCH_PATH;
use leptos::prelude::*;

/// The page for unknown paths.
#[component]
pub(crate) fn NotFoundPage() -> impl IntoView {
    let text = text();
    view! {
        <article class="prose">
            <h1>{text.not_found_title}</h1>
            <p>{text.not_found_text}</p>
        </article>
        <form class="finder" role="search" method="get" action=SEARCH_PATH>
            <label class="finder__label" for="query">
                {text.query_label}
            </label>
            <div class="finder__field">
                <input
                    id="query"
                    class="finder__input"
                    type="text"
                    name="q"
                    dir="auto"
                    placeholder=text.query_placeholder
                />
                <button type="submit" class="button button--primary">
                    {text.find}
                </button>
            </div>
        </form>
        <Examples />
    }
}
