use super::error::ApiError;
use super::latest::Latest;
use crate::text::{FailureText, Words, text};
use catalog::{InvalidQuery, Query};
use leptos::prelude::*;

/// Why the current question has no answer, with a button to try again.
#[component]
pub(crate) fn Failed<Q, T>(answer: Latest<Q, T>) -> impl IntoView
where
    Q: Clone + PartialEq + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
{
    move || {
        let retry = move |()| answer.retry();
        answer.failure().map(|failure| view! { <FailureNotice failure retry /> })
    }
}

/// Says what went wrong and offers to try again if that can help. The live region announces the same.
#[component]
pub(crate) fn FailureNotice(
    failure: ApiError,
    #[prop(optional, into)] retry: Option<Callback<()>>,
) -> impl IntoView {
    let retry = retry.filter(|_| failure.may_pass()).map(|retry| view! { <Retry retry /> });
    let FailureText { title, advice, detail } = failure_text(text(), failure);
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

/// What went wrong, and what to do about it.
pub(crate) fn failure_text(text: &Words, failure: ApiError) -> FailureText {
    let failures = &text.failures;
    match failure {
        ApiError::InvalidRequest(error) => {
            FailureText::of(failures.invalid_request).in_detail(error.to_string())
        }
        ApiError::InvalidList(why) => FailureText::of(failures.invalid_list).in_detail(why),
        ApiError::NoDestination(query) => {
            FailureText::new(failures.no_destination, other_query(text, &query))
        }
        ApiError::NoTuning => FailureText::of(failures.no_tuning),
        ApiError::NoMap => FailureText::of(failures.no_map),
        ApiError::UnknownTrack => FailureText::of(failures.unknown_track),
        ApiError::Busy => FailureText::of(failures.busy),
        ApiError::Outdated => FailureText::of(failures.outdated),
        ApiError::Internal => FailureText::of(failures.internal),
        ApiError::Unreachable => FailureText::of(failures.unreachable),
    }
}

/// Advice on a query that matches no song.
fn other_query(text: &Words, query: &str) -> String {
    match query.parse::<Query>() {
        Err(InvalidQuery::Empty) => text.no_letters.into(),
        Err(InvalidQuery::TooLong { chars }) => text.too_long(chars),
        Ok(_) => text.nothing_found(query),
    }
}

/// What screen readers announce of a failure.
pub(crate) fn failure_announcement(failure: FailureText) -> String {
    let FailureText { title, advice, detail } = failure;
    let advice = [advice, detail.unwrap_or_default()].join(" ");
    format!("{title}. {}", advice.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn texts() {
        let check = |failure: ApiError, english: &str, german: &str| {
            let said = Language::ALL.map(|language| {
                let FailureText { title, advice, detail } =
                    failure_text(language.words(), failure.clone());
                [title.to_owned(), advice, detail.unwrap_or_default()].join("|")
            });
            assert_eq!(said, [english, german]);
        };
        check(
            ApiError::InvalidList("number 1 is no id".into()),
            "This link contains no list of songs|number 1 is no id|",
            "Dieser Link enthält keine Liste von Songs|Prüfe, ob er vollständig ist. Genauer, auf \
             Englisch:|number 1 is no id",
        );
        check(
            ApiError::NoDestination("\u{200b}".into()),
            "No such song|Type at least one letter, digit or sign of a title or an artist.|",
            "Diesen Song gibt es nicht|Tippe mindestens einen Buchstaben, eine Ziffer oder \
             ein Zeichen aus einem Titel oder dem Namen eines Interpreten ein.|",
        );
    }
}
