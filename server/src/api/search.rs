use super::page::{self, Page};
use super::params;
use crate::json::Json;
use crate::responses::{BodyProblems, ParameterProblems};
use crate::{AppState, Problem};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, State};
use catalog::{ResultCount, SearchResults};
use engine::{Engine, EngineError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Not parsed yet: the handler reports what is wrong with which parameter.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SearchParams {
    /// What you remember of a song: words of its title, artists or lyrics, in any order and
    /// spelling; or a description, or a wish such as "songs like creep but calmer".
    #[param(value_type = catalog::Query, required = true, example = "bohemain rapsody quen")]
    q: Option<String>,
    /// Maximum number of songs.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
    /// How many of the 100 best songs to skip: 0 for the first page.
    #[param(value_type = Option<u32>, minimum = 0, maximum = 99)]
    offset: Option<String>,
}

/// A page of the results of a query.
#[derive(Serialize, ToSchema)]
pub(super) struct SearchPage {
    #[serde(flatten)]
    found: SearchResults,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

/// Find songs by what you remember of them.
#[utoipa::path(
    get,
    path = "/search",
    operation_id = "searchSongs",
    tag = "finding",
    params(SearchParams),
    responses((status = 200, description = "Songs, best match first.", body = SearchPage), ParameterProblems)
)]
pub(super) async fn search(
    State(state): State<AppState>,
    params: Result<Query<SearchParams>, QueryRejection>,
) -> Result<Json<SearchPage>, Problem> {
    let Query(params) = params::query_string(params)?;
    let query = params::query("q", params.q.as_deref())?;
    let limit = params::limit(params.limit.as_deref())?.get();
    let page = Page::new(limit, page::offset_in_ranking(params.offset.as_deref())?);
    state.ask(move |engine| find(engine, &query, page)).await.map(Json)
}

fn find(engine: &Engine, query: &catalog::Query, page: Page) -> Result<SearchPage, EngineError> {
    let mut found = engine.search(query, page.ranked())?;
    let next_offset = page.cut(&mut found.results);
    // The likeliest song is on the first page.
    found.best = found.best.filter(|_| page.places().start == 0);
    Ok(SearchPage { found, next_offset })
}

/// Maximum number of queries in a batch.
const MAX_BATCH: usize = 100;

/// Several queries at once.
#[derive(Deserialize, ToSchema)]
#[schema(as = SearchBatch)]
#[serde(deny_unknown_fields)]
pub(super) struct Batch {
    /// What you remember of each song.
    #[schema(min_items = 1, max_items = 100, example = json!(["bohemain rapsody quen", "fast chapman"]))]
    queries: Vec<catalog::Query>,
    /// Maximum number of songs per query.
    #[serde(default)]
    #[schema(value_type = u32, minimum = 1, maximum = 100, default = 10)]
    limit: ResultCount,
}

/// The results of several queries.
#[derive(Serialize, ToSchema)]
#[schema(as = SearchBatchResults)]
pub(super) struct BatchResults {
    /// The results of each query, in the order of the queries.
    results: Vec<SearchResults>,
}

/// Find songs for up to 100 queries.
#[utoipa::path(
    post,
    path = "/search",
    operation_id = "searchSongsInBatch",
    tag = "finding",
    request_body = Batch,
    responses((status = 200, description = "The results of each query.", body = BatchResults), BodyProblems)
)]
pub(super) async fn batch(
    State(state): State<AppState>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<BatchResults>, Problem> {
    let batch: Batch = params::json(body)?;
    let count = batch.queries.len();
    if !(1..=MAX_BATCH).contains(&count) {
        return Err(Problem::body(format!("{count} queries: send 1 to {MAX_BATCH}")));
    }
    let results = state.ask(move |engine| {
        let find = |query| engine.search(query, batch.limit);
        batch.queries.iter().map(find).collect()
    });
    Ok(Json(BatchResults { results: results.await? }))
}
