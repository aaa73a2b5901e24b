use crate::api::use_catalogue_facts;
use crate::components::ModelFacts;
use crate::first::FirstAnswers;
use crate::model_card::card_answer;
use crate::text::{self, about};
use catalog::Provenance;
use leptos::prelude::*;
use leptos_meta::Title;

/// What Earworm is, what it knows and how it works.
#[component]
pub(crate) fn AboutPage() -> impl IntoView {
    let facts = use_catalogue_facts();
    let card = card_answer(FirstAnswers::take().card);
    let data = match facts.provenance {
        Provenance::Estimated => about::DATA_ESTIMATED,
        Provenance::Measured => about::DATA_MEASURED,
    };
    view! {
        <Title text=text::page_title(text::ABOUT) />
        <article class="prose">
            <h1>{text::ABOUT_TITLE}</h1>
            <p class="prose__lead">{about::LEAD}</p>
            <h2>{about::FINDING}</h2>
            <p>{about::FINDING_TEXT}</p>
            <h2>{about::RECOMMENDING}</h2>
            <p>{about::RECOMMENDING_TEXT}</p>
            <h2>{about::DATA}</h2>
            <p>{about::catalogue(facts.tracks)} " " {data}</p>
            <ModelFacts card />
            <h2>{about::PRIVACY}</h2>
            <p>{about::PRIVACY_TEXT}</p>
            <h2>{about::API}</h2>
            <p>{about::API_TEXT}</p>
            <ul>
                {about::ENDPOINTS
                    .map(|endpoint| view! { <li><code>{endpoint}</code></li> })}
            </ul>
        </article>
    }
}

/// The path of the page.
#[cfg(feature = "ssr")]
pub(crate) const ABOUT_PATH: &str = "/about";
