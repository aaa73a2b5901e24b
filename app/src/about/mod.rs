//! The page about Earworm, which needs no JavaScript.

mod model_facts;

use crate::api::ApiError;
use crate::api::engine::ModelCard;
use crate::api::use_catalogue_facts;
use crate::text::{AboutWords, text};
use catalog::Provenance;
use leptos::prelude::*;
use model_facts::ModelFacts;

/// The path of the page.
pub(crate) const ABOUT_PATH: &str = "/about";

/// What Earworm is, what it knows and how it works.
#[component]
pub(crate) fn AboutPage(card: Option<Result<ModelCard, ApiError>>) -> impl IntoView {
    let text = text();
    let words = text.about_page();
    let facts = use_catalogue_facts();
    let data = match facts.provenance {
        Provenance::Estimated => words.data_estimated,
        Provenance::Measured => words.data_measured,
    };
    view! {
        <article class="prose">
            <h1>{text.about_title}</h1>
            <p class="prose__lead">{words.lead}</p>
            <h2>{words.finding}</h2>
            <p>{words.finding_text}</p>
            <h2>{words.recommending}</h2>
            <p>{words.recommending_text}</p>
            <h2>{words.data}</h2>
            <p>{words.catalogue(facts.tracks)} " " {data}</p>
            {card.map(|card| view! { <ModelFacts card /> })}
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
