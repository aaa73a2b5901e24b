use super::params;
use super::responses::ParameterProblems;
use crate::{AppState, Problem};
use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use catalog::SearchResults;
use serde::Deserialize;
use utoipa::IntoParams;

/// Not parsed yet: the handler reports what is wrong with which parameter.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchParams {
    /// What you remember of a song: words of its title, artists or lyrics, in any order and
    /// spelling.
    #[param(value_type = catalog::Query, required = true, example = "bohemain rapsody quen")]
    q: Option<String>,
    /// Maximum number of songs.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
}

/// Find songs by what you remember of them.
#[utoipa::path(
    get,
    path = "/search",
    operation_id = "search",
    tag = "finding",
    params(SearchParams),
    responses((status = 200, description = "Songs, best match first.", body = SearchResults), ParameterProblems)
)]
pub(super) async fn search(
    State(state): State<AppState>,
    params: Result<Query<SearchParams>, QueryRejection>,
) -> Result<Json<SearchResults>, Problem> {
    let Query(params) = params::query_string(params)?;
    let query = params::query("q", params.q.as_deref())?;
    let limit = params::limit(params.limit.as_deref())?;
    state.ask(move |engine| engine.finding().find(&query, limit)).await.map(Json)
}
