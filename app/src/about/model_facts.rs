use crate::api::engine::{FileCard, ModelCard, RetrieverCard};
use crate::api::{ApiError, FailureNotice};
use crate::text::{AboutWords, text};
use catalog::Provenance;
use leptos::prelude::*;

/// The model card: how the models were made, from what, and how good they are.
#[component]
pub(crate) fn ModelFacts(card: Result<ModelCard, ApiError>) -> AnyView {
    let words = text().about_page();
    let facts = match card {
        Ok(card) => view! { <Recorded card /> }.into_any(),
        Err(failure) => view! { <FailureNotice failure /> }.into_any(),
    };
    view! {
        <h2>{words.models}</h2>
        {facts}
        <h3>{words.limits}</h3>
        <ul class="prose__points">
            {words.limits_text.map(|limit| view! { <li>{limit}</li> }).collect_view()}
        </ul>
        <h3>{words.licence}</h3>
        <p>{words.licence_text}</p>
    }
    .into_any()
}

#[component]
fn Recorded(card: ModelCard) -> AnyView {
    let words = text().about_page();
    let lines = lines(words, &card).map(|(name, value)| term(name.to_owned(), value));
    let parameters = card.parameters.into_iter().map(|(name, value)| parameter(name, value));
    let parameters = parameters.collect_view();
    view! {
        <p>{words.recorded}</p>
        <dl class="model">{lines.into_iter().collect_view()}</dl>
        <Folded summary=words.read_from content=files(card.sources) />
        <Folded summary=words.parameters content=parameters.into_any() />
        <Folded summary=words.files content=files(card.files) />
    }
    .into_any()
}

fn lines(words: &AboutWords, card: &ModelCard) -> [(&'static str, String); 6] {
    let features = match card.provenance {
        Provenance::Estimated => words.estimated,
        Provenance::Measured => words.measured,
    };
    let retriever =
        |card: &RetrieverCard| words.retriever(card.columns, card.embedding_dim, card.recall_at_10);
    let bytes = card.files.iter().map(|file| file.bytes).sum();
    let [method, catalogue, sound, finding, recommending, size] = words.card;
    [
        (method, card.preset.clone()),
        (catalogue, words.tracks_and_songs(card.tracks, card.songs)),
        (sound, features.to_owned()),
        (finding, retriever(&card.find)),
        (recommending, retriever(&card.recommend)),
        (size, words.notation.size(bytes)),
    ]
}

#[component]
fn Folded(summary: &'static str, content: AnyView) -> AnyView {
    view! {
        <details class="more">
            <summary>{summary}</summary>
            <dl class="model">{content}</dl>
        </details>
    }
    .into_any()
}

fn files(files: Vec<FileCard>) -> AnyView {
    let notation = text().notation;
    let file = |file: FileCard| {
        let size = notation.size(file.bytes);
        view! {
            <div>
                <dt>{file.name}</dt>
                <dd>{size} ", SHA-256 " <code>{file.sha256}</code></dd>
            </div>
        }
    };
    files.into_iter().map(file).collect_view().into_any()
}

fn term(name: String, value: String) -> AnyView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}

fn parameter(name: String, value: String) -> AnyView {
    view! {
        <div>
            <dt>
                <code>{name}</code>
            </dt>
            <dd>
                <code>{value}</code>
            </dd>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::testing::{render, render_in};
    use crate::text::Language;

    fn card_of_models() -> ModelCard {
        let file = FileCard { name: "tracks.csv".into(), bytes: 286_238, sha256: "0064c2".into() };
        let find = RetrieverCard { columns: 2395, embedding_dim: 64, recall_at_10: 0.9976 };
        ModelCard {
            preset: "earworm".into(),
            provenance: Provenance::Estimated,
            tracks: 2033,
            songs: 1990,
            find,
            recommend: RetrieverCard { columns: 941, ..find },
            parameters: vec![("find.denoise".into(), "true".into())],
            sources: vec![file.clone()],
            files: vec![file],
        }
    }

    #[test]
    fn card() {
        let card = card_of_models();
        let html = render(move || view! { <ModelFacts card=Ok(card) /> });
        insta::assert_snapshot!(html);
    }

    #[test]
    fn card_in_german() {
        let card = card_of_models();
        let view = move || view! { <ModelFacts card=Ok(card) /> };
        insta::assert_snapshot!(render_in(Language::German, view));
    }
}
