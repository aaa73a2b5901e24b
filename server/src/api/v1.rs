use super::catalogue;
use super::map;
use super::openapi::ParameterProblems;
use super::params;
use super::recommendations;
use crate::{AppState, Problem};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use catalog::SearchResults;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Version 1 of the API.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::default()
        .routes(routes!(search))
        .routes(routes!(catalogue::track))
        .routes(routes!(catalogue::tracks))
        .routes(routes!(recommendations::similar))
        .routes(routes!(recommendations::recommendations))
        .routes(routes!(recommendations::path))
        .routes(routes!(catalogue::genres))
        .routes(routes!(map::map))
        .routes(routes!(map::places))
        .routes(routes!(map::song))
        .routes(routes!(map::tracks))
}

// What was sent, before it is parsed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SearchParams {
    /// What is remembered of a song: words of its title, its artists or its lyrics, misspelt or not,
    /// in any order.
    #[param(value_type = catalog::Query, required = true, example = "bohemain rapsody quen")]
    q: Option<String>,
    /// How many songs, at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
}

/// Which song does this hint mean?
#[utoipa::path(
    get,
    path = "/search",
    operation_id = "search",
    tag = "finding",
    params(SearchParams),
    responses((status = 200, description = "Songs, the likeliest first.", body = SearchResults), ParameterProblems)
)]
async fn search(
    State(state): State<AppState>,
    params: Result<Query<SearchParams>, QueryRejection>,
) -> Result<Json<SearchResults>, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let hint = params::hint("q", params.q.as_deref())?;
    let limit = params::limit(params.limit.as_deref())?;
    state.ask(move |engine| engine.find_song_entries(&hint, limit)).await.map(Json)
}
