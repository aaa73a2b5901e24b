use crate::api::ApiError;
use crate::text::{FailureText, text};
use leptos::prelude::*;

/// Tells what went wrong and offers to try again where that can help. The live region of the page
/// says the same to screen readers.
#[component]
pub(crate) fn FailureNotice(
    /// What went wrong.
    failure: ApiError,
    /// Asks the question again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    let may_pass = matches!(failure, ApiError::Internal | ApiError::Unreachable);
    let retry = retry.filter(|_| may_pass).map(|retry| view! { <Retry retry /> });
    let text = text();
    let FailureText { title, advice, detail } = text.failure(failure);
    let detail = detail.map(|detail| view! { " " <span lang="en">{detail}</span> });
    view! {
        <div class="notice notice--failure">
            <h2 class="notice__title">{title}</h2>
            <p>{advice} {detail}</p>
            {retry}
        </div>
    }
}

#[component]
fn Retry(retry: Callback<()>) -> impl IntoView {
    view! {
        <button type="button" class="button" on:click=move |_| retry.run(())>
            {text().try_again}
        </button>
    }
}
