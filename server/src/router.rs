use crate::layers::request_id::{self, REQUEST_ID};
use crate::layers::{cors, headers, measure, rate_limit, timeout, trace};
use crate::{AppState, Problem, api, docs, language, mcp, spotify};
use any_spawner::Executor;
use app::ssr::{PATHS, provide_engine, render_page};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::LeptosOptions;
use leptos_axum::handle_server_fns_with_context;
use std::any::Any;
use std::path::Path;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::classify::ServerErrorsFailureClass;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::services::ServeDir;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::{Instrument, Level, Span};

/// All routes of the server, with their middleware.
pub fn app(state: AppState) -> Router {
    let mut api = bounded(api::routes(&state), &state);
    if state.config.spotify_api {
        let spotify = bounded(spotify::routes(&state), &state);
        api = api.merge(spotify.layer(from_fn(spotify::in_spotify_form)));
    }
    if state.config.mcp {
        api = api.merge(bounded(mcp::routes(&state), &state));
    }
    let api = with_cors(api, &state);
    let limit = from_fn_with_state(state.clone(), rate_limit::limit);
    let pages = docs::routes().merge(pages(&state)).layer(limit);
    let router = Router::new()
        .merge(api)
        .merge(bounded(pages, &state))
        // Not compressed per request: these files are compressed when the site is built.
        .nest_service("/pkg", package(&state.site));
    let router = headers::security().into_iter().fold(router, Router::layer);
    observed(router, &state).with_state(state)
}

/// Compresses responses, gives up on slow ones, and turns panics into 500.
fn bounded(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    router
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(state.clone(), timeout::limit))
        .layer(CatchPanicLayer::custom(panicked))
}

/// Outside everything else, so that browsers can read errors as well.
fn with_cors(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    match cors::layer(&state.config.cors_origins) {
        Some(cors) => router.layer(cors),
        None => router,
    }
}

/// Adds request ids, logging and metrics.
fn observed(router: Router<AppState>, state: &AppState) -> Router<AppState> {
    let log = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_response(DefaultOnResponse::new().level(Level::INFO))
        .on_failure(log_failure);
    let traced = !state.config.otlp_endpoint.is_empty();
    let router = if traced { router.layer(from_fn(trace::trace)) } else { router };
    router
        .layer(from_fn_with_state(state.clone(), measure::measure))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(log)
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(from_fn(request_id::sanitize))
}

#[expect(clippy::needless_pass_by_value, reason = "required by the layer")]
fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    Problem::internal(&text.unwrap_or("a handler panicked")).into_response()
}

/// The page's scripts, wasm and styles, precompressed by the build.
fn package(site: &LeptosOptions) -> Router {
    let dir = Path::new(site.site_root.as_ref()).join(site.site_pkg_dir.as_ref());
    let files = ServeDir::new(dir).precompressed_br().precompressed_gzip();
    let script = format!("/{}.", site.output_name);
    let hashed = site.hash_files;
    let cache = move |request: Request, next: Next| {
        // The build edits this script after hashing it, so its name does not change with its content.
        let path = request.uri().path();
        let is_script =
            path.starts_with(&script) && Path::new(path).extension() == Some("js".as_ref());
        let caching = if hashed && !is_script { headers::IMMUTABLE } else { headers::REVALIDATE };
        async move {
            let mut response = next.run(request).await;
            if response.status().is_success() {
                response.headers_mut().insert(CACHE_CONTROL, caching);
            }
            response
        }
    };
    Router::new().fallback_service(files).layer(from_fn(cache))
}

/// The pages, their server functions, and the files in `public`.
fn pages(state: &AppState) -> Router<AppState> {
    // Fails if the process has made a router before; the executor is set then.
    let _ = Executor::init_tokio();
    let files = ServeDir::new(state.site.site_root.as_ref())
        .append_index_html_on_directories(false)
        .not_found_service(get(page).with_state(state.clone()));
    let pages = PATHS.into_iter().fold(Router::new(), |pages, path| pages.route(path, get(page)));
    pages
        .route("/page/{question}", get(server_function))
        .merge(language::routes())
        .fallback_service(files)
}

async fn page(State(state): State<AppState>, request: Request) -> Response {
    let engine = state.engine();
    let site = state.site.clone();
    let language = language::of_visitor(request.headers());
    let mut response = to_completion(&state, render_page(engine, site, language, request)).await;
    // A page has a nonce, which must not be used twice.
    response.headers_mut().entry(CACHE_CONTROL).or_insert(headers::NEVER_SHARED);
    response
}

async fn server_function(State(state): State<AppState>, request: Request) -> Response {
    let engine = state.engine();
    let context = move || provide_engine(&engine);
    let answer =
        async move { handle_server_fns_with_context(context, request).await.into_response() };
    to_completion(&state, answer).await
}

/// Finishes a response that uses the engine even if the client hangs up: the engine cannot be
/// interrupted, and its worker must stay reserved until it is done.
async fn to_completion(
    state: &AppState,
    answer: impl Future<Output = Response> + Send + 'static,
) -> Response {
    let pass = match state.enter().await {
        Ok(pass) => pass,
        Err(problem) => return problem.into_response(),
    };
    let made = async move {
        let answer = answer.await;
        drop(pass);
        answer
    };
    let made = tokio::spawn(made.in_current_span());
    made.await.unwrap_or_else(|panic| Problem::internal(&panic).into_response())
}

/// Shedding load is the server doing its job: a warning. Other failures are errors.
fn log_failure(failure: ServerErrorsFailureClass, latency: Duration, _: &Span) {
    match failure {
        ServerErrorsFailureClass::StatusCode(StatusCode::SERVICE_UNAVAILABLE) => {
            tracing::warn!(?latency, "request rejected");
        }
        failure => tracing::error!(%failure, ?latency, "request failed"),
    }
}

// Without the query string: what people search for is not logged.
fn span(request: &Request) -> Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), id)
}
