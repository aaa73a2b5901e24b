use super::{about, artists, catalogue, describe, fill, map, params, recommendations, search};
use crate::AppState;
use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Version 1 of the API.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(search::search, search::batch))
        .routes(routes!(describe::describe))
        .routes(routes!(catalogue::track))
        .routes(routes!(catalogue::tracks))
        .routes(routes!(catalogue::versions))
        .routes(routes!(recommendations::similar))
        .routes(routes!(recommendations::recommendations, recommendations::for_song))
        .routes(routes!(about::about))
        .routes(routes!(recommendations::path))
        .routes(routes!(artists::artists))
        .routes(routes!(artists::artist))
        .routes(routes!(artists::tracks))
        .routes(routes!(artists::related))
        .routes(routes!(catalogue::genres))
        .routes(routes!(map::map))
        .routes(routes!(map::places))
        .routes(routes!(map::song))
        .routes(routes!(map::tracks))
        .layer(DefaultBodyLimit::max(params::MAX_BODY))
        .merge(fill::routes())
}
