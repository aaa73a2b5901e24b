//! The API's documentation as HTML, without scripts or external resources.

mod json;
mod operation;
mod page;
mod schema;

use crate::AppState;
use crate::api::openapi_json;
use crate::problem::{Facts, Kind};
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use json::text;
use leptos::prelude::*;
use operation::Operation;
use page::page;
use serde_json::Value;
use std::sync::LazyLock;

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/docs", get(async || html(StatusCode::OK, API.clone())))
        .route("/docs/", get(async || Redirect::permanent("/docs")))
        .route("/docs/docs.css", get(style))
        .route("/problems", get(async || html(StatusCode::OK, PROBLEMS.clone())))
        .route("/problems/{name}", get(problem))
}

static API: LazyLock<String> = LazyLock::new(api_page);
static PROBLEMS: LazyLock<String> = LazyLock::new(|| problem_page("Problems", &Kind::ALL));

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

fn html(status: StatusCode, html: String) -> Response {
    let headers: [(HeaderName, &str); 2] =
        [(CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-cache")];
    (status, headers, Html(html)).into_response()
}

async fn style() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "text/css"), (CACHE_CONTROL, "no-cache")];
    (headers, include_str!("docs/docs.css"))
}

async fn problem(Path(name): Path<String>) -> Response {
    match Kind::from_name(&name) {
        Some(kind) => html(StatusCode::OK, problem_page(kind.facts().title, &[kind])),
        None => html(StatusCode::NOT_FOUND, problem_page("No such problem", &Kind::ALL)),
    }
}

fn problem_page(title: &'static str, kinds: &[Kind]) -> String {
    let kinds = kinds.iter().map(|&kind| problem_section(kind)).collect_view();
    page(title, view! { {kinds} <p><a href="/docs">"The API"</a></p> })
}

fn problem_section(kind: Kind) -> impl IntoView {
    let Facts { status, title, advice, .. } = kind.facts();
    view! {
        <section>
            <h2>{title}</h2>
            <p><code>{kind.uri()}</code> ", status " {status.as_u16()}</p>
            <p>{advice}</p>
        </section>
    }
}

fn api_page() -> String {
    let description: Value = serde_json::from_str(openapi_json()).unwrap_or_default();
    let text = description["info"]["description"].as_str().unwrap_or_default().to_owned();
    let paragraphs = text.split("\n\n").map(|text| view! { <p>{text.to_owned()}</p> });
    let paragraphs = paragraphs.collect_view();
    let tags = description["tags"].as_array().into_iter().flatten();
    let sections = tags.map(|tag| tag_section(tag, &description)).collect_view();
    let intro = view! {
        {paragraphs}
        <p>
            "This page is generated from " <a href="/openapi.json">"/openapi.json"</a>
            ". Errors are described under " <a href="/problems">"problems"</a> "."
        </p>
    };
    let schemas = schema::schemas(&description);
    page("The API", view! { {intro} {sections} {schemas} })
}

fn tag_section(tag: &Value, description: &Value) -> impl IntoView + use<> {
    let (name, about) = (text(&tag["name"]), text(&tag["description"]));
    let operations = Operation::of_tag(&name, description);
    let operations = operations.iter().map(Operation::view).collect_view();
    view! {
        <section>
            <h2>{name}</h2>
            <p>{about}</p>
            {operations}
        </section>
    }
}
