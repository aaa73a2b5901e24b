use super::openapi::{SeedParams, TrackProblems, WishParams};
use super::params;
use crate::{AppState, Problem};
use axum::Json;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use catalog::{
    FilterEffect, InvalidRequest, Recommendation, RecommendationRequest, ResultCount, Seed,
    SongEntry, TrackId,
};
use engine::{Engine, EngineError};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The parameters of a query string, decoded, in their order.
type Pairs = Result<Query<Vec<(String, String)>>, QueryRejection>;

/// A track and songs that go with it.
#[derive(Serialize, ToSchema)]
pub(super) struct Similar {
    /// The track.
    track: SongEntry,
    /// Songs that go with it, in the order asked for: best first unless told otherwise.
    results: Vec<Recommendation>,
    /// How many songs of the catalogue each filter alone removes.
    filters: Vec<FilterEffect>,
}

/// Tracks and songs that go with them.
#[derive(Serialize, ToSchema)]
pub(super) struct Recommended {
    /// The tracks among the seeds.
    seeds: Vec<SongEntry>,
    /// Songs that go with the seeds, in the order asked for: best first unless told otherwise.
    results: Vec<Recommendation>,
    /// How many songs of the catalogue each filter alone removes.
    filters: Vec<FilterEffect>,
}

/// A way from one track to another.
#[derive(Serialize, ToSchema)]
pub(super) struct Way {
    /// Where it begins.
    from: SongEntry,
    /// Where it ends.
    to: SongEntry,
    /// The songs between, in their order; the reasons of each compare it with the one before.
    results: Vec<Recommendation>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WayParams {
    /// Id of the track where the way begins.
    #[param(value_type = TrackId, required = true, example = "ew-t0793")]
    from: Option<String>,
    /// Id of the track where it ends.
    #[param(value_type = TrackId, required = true, example = "ew-t0001")]
    to: Option<String>,
    /// How many songs between them.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
}

/// Which songs go with this track?
#[utoipa::path(
    get,
    path = "/tracks/{id}/similar",
    operation_id = "similar",
    tag = "recommending",
    params(
        ("id" = TrackId, Path, description = "Id of the track.", example = "ew-t0793"),
        SeedParams,
        WishParams,
    ),
    responses((status = 200, description = "Songs that go with the track.", body = Similar), TrackProblems)
)]
pub(super) async fn similar(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    pairs: Pairs,
) -> Result<Json<Similar>, Problem> {
    let id = params::path_id(id)?;
    let request = request(vec![Seed::Track(id.clone())], pairs)?;
    let answer = state.ask(move |engine| {
        let track = engine.track(&id)?;
        Ok(engine.recommend(&request).map(|found| (track, found)).map_err(|error| (error, id)))
    });
    let (track, found) = answer.await?.map_err(|(error, id)| not_recommended(error, Some(&id)))?;
    Ok(Json(Similar { track, results: found.results, filters: found.filters }))
}

/// Which songs go with these?
#[utoipa::path(
    get,
    path = "/recommendations",
    operation_id = "recommendations",
    tag = "recommending",
    params(SeedParams, WishParams),
    responses((status = 200, description = "Songs that go with the seeds.", body = Recommended), TrackProblems)
)]
pub(super) async fn recommendations(
    State(state): State<AppState>,
    pairs: Pairs,
) -> Result<Json<Recommended>, Problem> {
    let request = request(Vec::new(), pairs)?;
    let answer = state.ask(move |engine| Ok(recommend(engine, &request)));
    answer.await?.map(Json).map_err(|error| not_recommended(error, None))
}

fn recommend(engine: &Engine, request: &RecommendationRequest) -> Result<Recommended, EngineError> {
    let found = engine.recommend(request)?;
    let tracks = request.seeds.iter().filter_map(|seed| match seed {
        Seed::Track(id) => Some(engine.track(id)),
        Seed::Genre(_) => None,
    });
    let seeds = tracks.collect::<Result<_, _>>()?;
    Ok(Recommended { seeds, results: found.results, filters: found.filters })
}

/// Which songs lead from one track to another?
#[utoipa::path(
    get,
    path = "/path",
    operation_id = "path",
    tag = "recommending",
    params(WayParams),
    responses((status = 200, description = "A way from one track to the other.", body = Way), TrackProblems)
)]
pub(super) async fn path(
    State(state): State<AppState>,
    params: Result<Query<WayParams>, QueryRejection>,
) -> Result<Json<Way>, Problem> {
    let Query(params) = params.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let from = end("from", params.from.as_deref())?;
    let to = end("to", params.to.as_deref())?;
    let limit = params::limit(params.limit.as_deref())?;
    let answer = state.ask(move |engine| Ok(way(engine, &from, &to, limit)));
    answer.await?.map(Json)
}

fn way(engine: &Engine, from: &TrackId, to: &TrackId, limit: ResultCount) -> Result<Way, Problem> {
    let track =
        |name: &'static str, id| engine.track(id).map_err(|error| Problem::from(error).about(name));
    Ok(Way {
        from: track("from", from)?,
        to: track("to", to)?,
        results: engine.path(from, to, limit)?,
    })
}

fn end(name: &'static str, id: Option<&str>) -> Result<TrackId, Problem> {
    let id = id.ok_or_else(|| Problem::parameter(name, format!("give {name}=…: a track's id")))?;
    id.parse().map_err(|error| Problem::parameter(name, error))
}

fn request(seeds: Vec<Seed>, pairs: Pairs) -> Result<RecommendationRequest, Problem> {
    let Query(pairs) = pairs.map_err(|rejection| Problem::query_string(rejection.body_text()))?;
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    RecommendationRequest::parse(seeds, pairs)
        .map_err(|InvalidRequest { parameter, detail }| Problem::parameter(parameter, detail))
}

/// An unknown track is one of the parameters', except the one in the path.
fn not_recommended(error: EngineError, in_path: Option<&TrackId>) -> Problem {
    match &error {
        EngineError::UnknownTrack(id) if Some(id) != in_path => {
            Problem::from(error).about("seed_tracks or unlike_tracks")
        }
        _ => Problem::from(error),
    }
}
