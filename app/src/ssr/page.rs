use super::head::head;
use super::initial_answers::InitialAnswers;
use super::list;
use super::shell::{content_security_policy, shell};
use crate::api::engine::provide_engine;
use crate::device::MyList;
use crate::song::LiveRegion;
use crate::text::Language;
use crate::url::{LIST_PATH, PageUrl, Router, SEARCH_PATH};
use axum::body::Body;
use axum::response::{IntoResponse as _, Redirect};
use engine::Engine;
use http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, VARY};
use http::uri::{PathAndQuery, Uri};
use http::{HeaderValue, Request, Response};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos_axum::render_app_async_with_context;
use std::sync::Arc;

// Keeps caches from serving one visitor's language to another.
const LANGUAGE_HEADERS: HeaderValue = HeaderValue::from_static("cookie, accept-language");

/// Renders the page for a request, in one piece so that it is complete without JavaScript.
///
/// The engine answers before rendering starts, so rendering never waits, and a client that disconnects leaves no
/// half-rendered page behind.
pub async fn render_page(
    engine: Arc<Engine>,
    site: LeptosOptions,
    language: Language,
    request: Request<Body>,
) -> Response<Body> {
    let url = PageUrl::of_request(request.uri());
    if let Some(changed) = list::redirect(&url.params()).filter(|_| url.path == LIST_PATH) {
        return Redirect::to(&changed).into_response();
    }
    let initial = InitialAnswers::at(&url, &engine).await;
    let head = head(language.words(), &url, &initial);
    let nonce = Nonce::new();
    let policy = HeaderValue::from_str(&content_security_policy(&site, &nonce));
    let status = initial.failure_status();
    let context = move || {
        provide_engine(&engine);
        provide_context(language);
        provide_context(nonce.clone());
        provide_context(Router::at(url.clone()));
        provide_context(MyList::unknown());
        provide_context(LiveRegion::default());
    };
    let view = move || shell(&site, language, head.clone(), initial.clone());
    let render = render_app_async_with_context(context, view);
    let mut response = render(request).await;
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    let headers = response.headers_mut();
    if let Ok(policy) = policy {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
    headers.append(VARY, LANGUAGE_HEADERS);
    response
}

impl PageUrl {
    fn of_request(uri: &Uri) -> Self {
        Self::parse(uri.path_and_query().map_or(SEARCH_PATH, PathAndQuery::as_str))
    }
}
