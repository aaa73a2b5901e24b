use crate::api::use_catalogue_facts;
use crate::components::ModelFacts;
use crate::first::FirstAnswers;
use crate::model_card::card_answer;
use crate::text::{AboutWords, page_title, text};
use catalog::Provenance;
use leptos::prelude::*;
use leptos_meta::Title;

/// What Earworm is, what it knows and how it works.
#[component]
pub(crate) fn AboutPage() -> impl IntoView {
    let text = text();
    let words = &text.about_page;
    let facts = use_catalogue_facts();
    let card = card_answer(FirstAnswers::take().card);
    let data = match facts.provenance {
        Provenance::Estimated => words.data_estimated,
        Provenance::Measured => words.data_measured,
    };
    view! {
        <Title text=page_title(text.about) />
        <article class="prose">
            <h1>{text.about_title}</h1>
            <p class="prose__lead">{words.lead}</p>
            <h2>{words.finding}</h2>
            <p>{words.finding_text}</p>
            <h2>{words.recommending}</h2>
            <p>{words.recommending_text}</p>
            <h2>{words.data}</h2>
            <p>{words.catalogue(facts.tracks)} " " {data}</p>
            <ModelFacts card />
            <h2>{words.privacy}</h2>
            <p>{words.privacy_text}</p>
            <h2>{words.api}</h2>
            <p>{words.api_text}</p>
            <ul>
                {AboutWords::ENDPOINTS
                    .map(|endpoint| view! { <li><code>{endpoint}</code></li> })}
            </ul>
        </article>
    }
}

/// The path of the page.
#[cfg(feature = "ssr")]
pub(crate) const ABOUT_PATH: &str = "/about";
