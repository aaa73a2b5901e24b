use crate::{AppState, api, cors, docs, headers, rate_limit};
use app::ssr::{provide_engine, render_page};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::prelude::LeptosOptions;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, generate_route_list, handle_server_fns_with_context,
};
use std::path::Path;
use std::sync::LazyLock;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::{DefaultOnFailure, DefaultOnResponse, TraceLayer};
use tracing::{Level, Span};

/// Everything that the server answers.
pub fn app(state: AppState) -> Router {
    let api = api::routes(&state);
    let api = match cors::layer(&state.config.cors_origins) {
        Some(cors) => api.layer(cors),
        None => api,
    };
    let limit = from_fn_with_state(state.clone(), rate_limit::limit);
    let router = Router::new()
        .merge(api)
        .merge(docs::routes())
        .merge(pages(&state).layer(limit))
        .layer(CompressionLayer::new())
        // Not compressed per request: that takes seconds for an unoptimised wasm file.
        .nest_service("/pkg", package(&state.site));
    let router = headers::security().into_iter().fold(router, Router::layer);
    let log = TraceLayer::new_for_http()
        .make_span_with(span)
        .on_response(DefaultOnResponse::new().level(Level::INFO))
        .on_failure(DefaultOnFailure::new().level(Level::ERROR));
    router.layer(log).with_state(state)
}

/// The page's own script, wasm and style, compressed when the site was built.
fn package(site: &LeptosOptions) -> Router {
    let dir = Path::new(site.site_root.as_ref()).join(site.site_pkg_dir.as_ref());
    let files = ServeDir::new(dir).precompressed_br().precompressed_gzip();
    let caching = if site.hash_files { headers::IMMUTABLE } else { headers::REVALIDATE };
    let if_found =
        move |response: &Response| response.status().is_success().then(|| caching.clone());
    Router::new()
        .fallback_service(files)
        .layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, if_found))
}

/// Listed once: while Leptos lists them, no page anywhere in the process loads its data.
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(app::App));

/// The pages, the server functions that they call, and the files in `public`.
fn pages(state: &AppState) -> Router<AppState> {
    let files = ServeDir::new(state.site.site_root.as_ref())
        .append_index_html_on_directories(false)
        .not_found_service(get(page).with_state(state.clone()));
    Router::new()
        .leptos_routes_with_handler(PAGES.clone(), page)
        .route("/page/{question}", get(server_function))
        .fallback_service(files)
}

async fn page(State(state): State<AppState>, request: Request) -> Response {
    render_page(state.engine(), state.site, request).await
}

async fn server_function(State(state): State<AppState>, request: Request) -> Response {
    let engine = state.engine();
    let context = move || provide_engine(&engine);
    handle_server_fns_with_context(context, request).await.into_response()
}

// The query is left out: what people type is nobody's business.
fn span(request: &Request) -> Span {
    tracing::info_span!("request", method = %request.method(), path = request.uri().path())
}
