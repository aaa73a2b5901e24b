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
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let can_retry = matches!(failure, ApiError::Internal | ApiError::Unreachable);
    let text = text();
    let FailureText { title, advice, detail } = text.failure(failure);
    let detail = detail.map(|detail| view! { " " <span lang="en">{detail}</span> });
    view! {
        <div class="notice notice--failure">
            <h2 class="notice__title">{title}</h2>
            <p>{advice} {detail}</p>
            <Show when=move || can_retry>
                <button type="button" class="button" on:click=move |_| retry.run(())>
                    {text.try_again}
                </button>
            </Show>
        </div>
    }
}
