use crate::components::FailureNotice;
use crate::model_card::{CardAnswer, FileCard, ModelCard};
use crate::text::about as words;
use leptos::prelude::*;

/// The model card: what the models were made of and how, and how good they were measured to be.
#[component]
pub(crate) fn ModelFacts(card: CardAnswer) -> AnyView {
    let failure = move || {
        let retry = move |()| card.retry();
        card.failure().map(|failure| view! { <FailureNotice failure retry /> })
    };
    let facts = move || card.answer().map(|((), card)| view! { <Recorded card /> });
    view! {
        <h2>{words::MODELS}</h2>
        {failure}
        {facts}
        <h3>{words::LIMITS}</h3>
        <ul class="prose__points">
            {words::LIMITS_TEXT.map(|limit| view! { <li>{limit}</li> }).collect_view()}
        </ul>
        <h3>{words::LICENCE}</h3>
        <p>{words::LICENCE_TEXT}</p>
    }
    .into_any()
}

#[component]
fn Recorded(card: ModelCard) -> AnyView {
    let lines = words::card(&card).map(|(name, value)| term(name.to_owned(), value));
    let parameters = card.parameters.into_iter().map(|(name, value)| parameter(name, value));
    let parameters = parameters.collect_view();
    view! {
        <p>{words::RECORDED}</p>
        <dl class="model">{lines.into_iter().collect_view()}</dl>
        <Folded summary=words::READ_FROM content=files(card.sources) />
        <Folded summary=words::PARAMETERS content=parameters.into_any() />
        <Folded summary=words::FILES content=files(card.files) />
    }
    .into_any()
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
    let file = |file: FileCard| {
        let size = words::size(file.bytes);
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
    use crate::model_card::{LaneCard, card_answer};
    use crate::testing::render;
    use catalog::Provenance;

    #[test]
    fn card() {
        let file = FileCard { name: "tracks.csv".into(), bytes: 286_238, sha256: "0064c2".into() };
        let find = LaneCard { columns: 2395, code_width: 64, recall_at_10: 0.9976 };
        let card = ModelCard {
            preset: "earworm".into(),
            provenance: Provenance::Estimated,
            tracks: 2033,
            songs: 1990,
            find,
            recommend: LaneCard { columns: 941, ..find },
            parameters: vec![("find.denoise".into(), "true".into())],
            sources: vec![file.clone()],
            files: vec![file],
        };
        let html = render(move || view! { <ModelFacts card=card_answer(Some(Ok(card))) /> });
        insta::assert_snapshot!(html);
    }
}
