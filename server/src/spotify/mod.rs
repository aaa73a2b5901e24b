//! Spotify's Web API over the catalogue, as far as finding and recommending go: a client of Spotify's
//! works here once it is given this server's address. See docs/spotify.md.

mod artists;
mod base_url;
mod description;
mod errors;
mod ids;
mod object;
mod paging;
mod params;
mod query;
mod recommendations;
mod search;
mod token;
mod tracks;
mod tuning;

pub(crate) use errors::{ErrorObject, in_spotify_form};

use crate::layers::rate_limit;
use crate::{AppState, Problem};
use axum::Router;
use axum::extract::OriginalUri;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The endpoints, and Spotify's 404 for everything else below `/v1`.
pub(crate) fn routes(state: &AppState) -> Router<AppState> {
    let (routes, _) = described().split_for_parts();
    ["/v1", "/v1/", "/v1/{*path}"]
        .into_iter()
        .fold(with_slashes(routes), |routes, path| routes.route(path, any(unknown_route)))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(from_fn_with_state(state.clone(), rate_limit::limit))
}

/// The endpoints with their description.
pub(crate) fn described() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(token::token))
        .routes(routes!(search::search))
        .routes(routes!(tracks::track))
        .routes(routes!(tracks::tracks))
        .routes(routes!(tracks::audio_features))
        .routes(routes!(tracks::several_audio_features))
        .routes(routes!(recommendations::recommendations))
        .routes(routes!(recommendations::genre_seeds))
        .routes(routes!(artists::artist))
        .routes(routes!(artists::artists))
        .routes(routes!(artists::related_artists))
        .routes(routes!(artists::top_tracks))
}

/// Some clients write a slash before the query string, and genres have two paths.
fn with_slashes(routes: Router<AppState>) -> Router<AppState> {
    routes
        .route("/v1/search/", get(search::search))
        .route("/v1/tracks/", get(tracks::tracks))
        .route("/v1/tracks/{id}/", get(tracks::track))
        .route("/v1/audio-features/", get(tracks::several_audio_features))
        .route("/v1/audio-features/{id}/", get(tracks::audio_features))
        .route("/v1/recommendations/", get(recommendations::recommendations))
        .route("/v1/recommendations/available-genre-seeds/", get(recommendations::genre_seeds))
        .route("/v1/genre-seeds", get(recommendations::genre_seeds))
        .route("/v1/genre-seeds/", get(recommendations::genre_seeds))
        .route("/v1/artists/", get(artists::artists))
        .route("/v1/artists/{id}/", get(artists::artist))
        .route("/v1/artists/{id}/related-artists/", get(artists::related_artists))
        .route("/v1/artists/{id}/top-tracks/", get(artists::top_tracks))
}

async fn unknown_route(uri: OriginalUri) -> Problem {
    Problem::unknown_route(uri.path())
}

async fn method_not_allowed(method: Method, uri: OriginalUri) -> Problem {
    Problem::method_not_allowed(method.as_str(), uri.path())
}
