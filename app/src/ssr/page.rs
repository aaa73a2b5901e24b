use super::head::head;
use super::shell::{content_security_policy, shell};
use super::{card, list, map, matches, path, provide_engine, similar, status};
use crate::Language;
use crate::address::{Address, Addresses, Params};
use crate::api::{PathTo, SimilarTo};
use crate::first::FirstAnswers;
use crate::list_place::LIST_PATH;
use crate::map_place::{MAP_PATH, MapPlace};
use crate::my_list::MyList;
use crate::pages::ABOUT_PATH;
use crate::place::{Place, SEARCH_PATH};
use crate::stage::Stage;
use axum::body::Body;
use axum::response::{IntoResponse as _, Redirect};
use engine::Engine;
use http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, VARY};
use http::uri::{PathAndQuery, Uri};
use http::{HeaderValue, Request, Response, StatusCode};
use leptos::nonce::Nonce;
use leptos::prelude::*;
use leptos_axum::render_app_async_with_context;
use std::sync::Arc;

/// So that no cache shows one visitor's language to another.
const WHAT_LANGUAGES_DEPEND_ON: HeaderValue = HeaderValue::from_static("cookie, accept-language");

/// Renders the page for a request in one language and in one piece, so that nothing is missing without JavaScript.
///
/// The engine is asked before anything is rendered: rendering then waits for nothing, and a client
/// that goes away leaves no half-rendered page behind.
pub async fn render_page(
    engine: Arc<Engine>,
    site: LeptosOptions,
    language: Language,
    request: Request<Body>,
) -> Response<Body> {
    let address = Address::of_request(request.uri());
    let params = address.params();
    if let Some(there) = list::redirect(&params).filter(|_| address.path == LIST_PATH) {
        return Redirect::to(&there).into_response();
    }
    let first = first_answers(&engine, &address.path, &params).await;
    let head = head(language.words(), &address, &first);
    let nonce = Nonce::new();
    let policy = HeaderValue::from_str(&content_security_policy(&site, &nonce));
    let status = failure_status(&first);
    let context = move || {
        provide_engine(&engine);
        provide_context(language);
        provide_context(nonce.clone());
        provide_context(first.clone());
        provide_context(Addresses::at(address.clone()));
        provide_context(MyList::new());
        provide_context(Stage::default());
    };
    let view = move || shell(&site, language, head.clone());
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
    headers.append(VARY, WHAT_LANGUAGES_DEPEND_ON);
    response
}

impl Address {
    fn of_request(uri: &Uri) -> Self {
        Self::parse(uri.path_and_query().map_or(SEARCH_PATH, PathAndQuery::as_str))
    }
}

/// What the page at this address shows of the engine's.
async fn first_answers(engine: &Arc<Engine>, path: &str, params: &Params) -> FirstAnswers {
    match path {
        SEARCH_PATH => search_answers(engine, Place::from_params(params)).await,
        LIST_PATH => list::first_answers(engine, params).await,
        MAP_PATH => {
            let map = Some(map(engine, MapPlace::from_params(params)).await);
            FirstAnswers { map, ..FirstAnswers::default() }
        }
        ABOUT_PATH => FirstAnswers { card: Some(card(engine).await), ..FirstAnswers::default() },
        _ => FirstAnswers::default(),
    }
}

async fn search_answers(engine: &Arc<Engine>, place: Place) -> FirstAnswers {
    match (place.song, place.hint.parse()) {
        (Some(song), _) => {
            let question = SimilarTo { track: song.clone(), tuning: place.tuning };
            let similar = Some(similar(engine, question).await);
            let path = match place.to {
                Some(to) => Some(path(engine, PathTo { from: song, to }).await),
                None => None,
            };
            FirstAnswers { similar, path, ..FirstAnswers::default() }
        }
        (None, Ok(hint)) => {
            FirstAnswers { matches: Some(matches(engine, hint).await), ..FirstAnswers::default() }
        }
        (None, Err(_)) => FirstAnswers::default(),
    }
}

/// The status of the first answer that is none. A list is shown without recommendations too.
fn failure_status(first: &FirstAnswers) -> Option<StatusCode> {
    let matches = first.matches.as_ref().and_then(|matches| matches.as_ref().err());
    let similar = first.similar.as_ref().and_then(|similar| similar.as_ref().err());
    let path = first.path.as_ref().and_then(|path| path.as_ref().err());
    let map = first.map.as_ref().and_then(|map| map.as_ref().err());
    match &first.tracks {
        Some(tracks) => tracks.as_ref().err().map(status),
        None => matches.or(similar).or(path).or(map).map(status),
    }
}
