use super::page::{self, Page};
use super::params;
use super::record::Record;
use super::tuning::{SeedParams, TuningParams};
use crate::explained::{Explained, explained};
use crate::json::Json;
use crate::responses::{BodyProblems, TrackProblems};
use crate::{AppState, Problem};
use app::{InvalidRequest, parse_request, parse_request_for};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use catalog::{
    FilterEffect, RecommendationRequest, ResultCount, Seed, SongEntry, TextSpan, TrackId,
    Understood,
};
use engine::{Engine, EngineError, ReadWish};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The decoded parameters of a query string, in their order.
type Pairs = Result<Query<Vec<(String, String)>>, QueryRejection>;

/// A track and songs like it.
#[derive(Serialize, ToSchema)]
#[schema(as = SimilarSongs)]
pub(super) struct Similar {
    /// The track.
    track: SongEntry,
    /// Similar songs, in the requested order; best match first by default.
    results: Vec<Explained>,
    /// How many songs of the catalogue each filter removes on its own.
    filters: Vec<FilterEffect>,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

/// Seeds and songs like them.
#[derive(Serialize, ToSchema)]
#[schema(as = Recommendations)]
pub(crate) struct Recommended {
    /// The seed tracks.
    seeds: Vec<SongEntry>,
    /// Recommended songs, in the requested order; best match first by default.
    results: Vec<Explained>,
    /// How many songs of the catalogue each filter removes on its own.
    filters: Vec<FilterEffect>,
    /// What of the text is understood and taken into account, in its order; only with a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    understood: Option<Vec<Understood>>,
    /// The words of the text that are not; only with a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_understood: Option<Vec<TextSpan>>,
    /// What text and parameters wish for together, as a query string without the text; only with a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameters: Option<String>,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

/// A path from one track to another.
#[derive(Serialize, ToSchema)]
#[schema(as = SongPath)]
pub(crate) struct Way {
    /// The first track.
    from: SongEntry,
    /// The last track.
    to: SongEntry,
    /// The songs in between, in order. The reasons of each compare it with the one before.
    results: Vec<Explained>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WayParams {
    /// Id of the first track.
    #[param(value_type = TrackId, required = true, example = "ew-t0793")]
    from: Option<String>,
    /// Id of the last track.
    #[param(value_type = TrackId, required = true, example = "ew-t0001")]
    to: Option<String>,
    /// Number of songs in between.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
}

/// Recommend songs similar to a track.
#[utoipa::path(
    get,
    path = "/tracks/{id}/similar",
    operation_id = "similarSongs",
    tag = "recommending",
    params(
        ("id" = TrackId, Path, description = "Id of the track.", example = "ew-t0793"),
        SeedParams,
        TuningParams,
        OffsetParams,
    ),
    responses((status = 200, description = "Similar songs.", body = Similar), TrackProblems)
)]
pub(super) async fn similar(
    State(state): State<AppState>,
    id: Result<Path<String>, PathRejection>,
    pairs: Pairs,
) -> Result<Json<Similar>, Problem> {
    let id: TrackId = params::path_id(id)?;
    let Query(mut pairs) = params::query_string(pairs)?;
    let offset = take_offset(&mut pairs)?;
    let request = recommendation_request(vec![Seed::Track(id.clone())], borrowed(&pairs))?;
    let (page, request) = paged(request, offset);
    let aimed = request.aimed();
    let answer = state.ask(move |engine| {
        let track = engine.tracks().track(&id)?;
        Ok(engine
            .recommending()
            .recommend(&request)
            .map(|found| (track, found))
            .map_err(|error| (error, id)))
    });
    let (track, mut found) =
        answer.await?.map_err(|(error, id)| not_recommended(error, Some(&id)))?;
    let next_offset = page.cut(&mut found.results);
    let results = explained(found.results, &aimed);
    Ok(Json(Similar { track, results, filters: found.filters, next_offset }))
}

/// Recommend songs for seeds.
#[utoipa::path(
    get,
    path = "/recommendations",
    operation_id = "recommendSongs",
    tag = "recommending",
    params(WishParams, SeedParams, TuningParams, OffsetParams),
    responses((status = 200, description = "Recommended songs.", body = Recommended), TrackProblems)
)]
pub(super) async fn recommendations(
    State(state): State<AppState>,
    pairs: Pairs,
) -> Result<Json<Recommended>, Problem> {
    let Query(mut pairs) = params::query_string(pairs)?;
    let offset = take_offset(&mut pairs)?;
    recommended(&state, pairs, offset).await.map(Json)
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes a parameter that is taken out of the others")]
struct OffsetParams {
    /// How many of the 100 best songs to skip: 0 for the first page. With it, order applies to all 100.
    #[param(value_type = Option<u32>, minimum = 0, maximum = 99)]
    offset: Option<String>,
}

/// Takes the parameter `offset` out of the others.
fn take_offset(pairs: &mut Vec<(String, String)>) -> Result<Option<u32>, Problem> {
    let offset = take(pairs, "offset")?;
    page::offset_in_ranking(offset.as_deref())
}

/// Takes a parameter out of the others.
fn take(
    pairs: &mut Vec<(String, String)>,
    wanted: &'static str,
) -> Result<Option<String>, Problem> {
    let mut found = pairs.extract_if(.., |(name, _)| name == wanted).map(|(_, value)| value);
    let first = found.next();
    if found.next().is_some() {
        return Err(Problem::parameter(wanted, "it is given more than once: give it once"));
    }
    Ok(first)
}

/// The page that is asked for, and the request for the ranking it is cut from.
fn paged(request: RecommendationRequest, offset: Option<u32>) -> (Page, RecommendationRequest) {
    let page = Page::new(request.limit.get(), offset);
    (page, RecommendationRequest { limit: page.ranked(), ..request })
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "describes a parameter that is taken out of the others")]
struct WishParams {
    /// What the songs should be like, in English or German: "something like radiohead but calmer, 90s". What other
    /// parameters say about the same counts instead.
    #[param(value_type = Option<String>, max_length = 2000, example = "90s trip hop, slow and sad")]
    text: Option<String>,
}

/// What decoded parameters ask for, from an offset on.
///
/// # Errors
/// If a parameter is unknown or invalid, if the catalogue lacks a seed, or if the engine fails.
pub(crate) async fn recommended(
    state: &AppState,
    mut pairs: Vec<(String, String)>,
    offset: Option<u32>,
) -> Result<Recommended, Problem> {
    let Some(text) = take(&mut pairs, "text")? else {
        let request = recommendation_request(Vec::new(), borrowed(&pairs))?;
        return state.ask(move |engine| Ok(recommend(engine, request, offset))).await?;
    };
    let text = params::text(Some(text))?;
    let seeded = pairs.iter().any(|(name, _)| name.starts_with("seed_"));
    let answer = move |engine: &Engine| {
        let wish = engine.read_wish(&text, seeded)?;
        Ok(recommend_wish(engine, wish, &pairs, seeded, offset))
    };
    state.ask(answer).await?
}

fn recommend_wish(
    engine: &Engine,
    read: Option<ReadWish>,
    given: &[(String, String)],
    seeded: bool,
    offset: Option<u32>,
) -> Result<Recommended, Problem> {
    let ReadWish { wish, understood, not_understood } = read.ok_or_else(params::cannot_read)?;
    let nothing = wish.is_empty() && !seeded;
    let request = parse_request_for(&wish.request, borrowed(given)).map_err(|error| match error
        .parameter
        .as_str()
    {
        "seed_tracks" if nothing => Problem::parameter("text", NOTHING_WISHED),
        _ => invalid(error),
    })?;
    Ok(Recommended {
        understood: Some(understood),
        not_understood: Some(not_understood),
        parameters: Some(request.wish_query()),
        ..recommend(engine, request, offset)?
    })
}

const NOTHING_WISHED: &str =
    "nothing in it says what the songs should be like: name songs, artists, genres, years or moods";

fn borrowed(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}

/// What a request asks for, from an offset on.
///
/// # Errors
/// If the catalogue lacks a seed, or the engine fails.
fn recommend(
    engine: &Engine,
    request: RecommendationRequest,
    offset: Option<u32>,
) -> Result<Recommended, Problem> {
    let (page, request) = paged(request, offset);
    let found = engine.recommending().recommend(&request);
    let mut found = found.map_err(|error| not_recommended(error, None))?;
    let next_offset = page.cut(&mut found.results);
    let tracks = request.seeds.iter().filter_map(|seed| match seed {
        Seed::Track(id) => Some(engine.tracks().track(id)),
        Seed::Genre(_) | Seed::Artist(_) => None,
    });
    let seeds = tracks.collect::<Result<_, _>>()?;
    let results = explained(found.results, &request.aimed());
    Ok(Recommended {
        seeds,
        results,
        filters: found.filters,
        understood: None,
        not_understood: None,
        parameters: None,
        next_offset,
    })
}

/// Songs like one that need not be in the catalogue.
#[derive(Serialize, ToSchema)]
pub(super) struct SimilarToSong {
    /// Recommended songs, best match first.
    results: Vec<ScoredTrack>,
    /// Offset of the next page; only with an offset, and absent from the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_offset: Option<u32>,
}

/// A recommended song.
#[derive(Serialize, ToSchema)]
pub(super) struct ScoredTrack {
    /// The track.
    track: SongEntry,
    /// How well it fits; comparable only within one response.
    score: f32,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SongParams {
    /// Maximum number of songs.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100, default = 10)]
    limit: Option<String>,
    /// How many of the 100 best songs to skip: 0 for the first page.
    #[param(value_type = Option<u32>, minimum = 0, maximum = 99)]
    offset: Option<String>,
}

/// Recommend songs for a song that need not be in the catalogue.
#[utoipa::path(
    post,
    path = "/recommendations",
    operation_id = "recommendForSong",
    tag = "recommending",
    params(SongParams),
    request_body(
        content = Record,
        description = "A song with the fields that are known, as in a track. Lists may also be \
                       comma-separated strings."
    ),
    responses((status = 200, description = "Recommended songs.", body = SimilarToSong), BodyProblems)
)]
pub(super) async fn for_song(
    State(state): State<AppState>,
    params: Result<Query<SongParams>, QueryRejection>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<SimilarToSong>, Problem> {
    let Query(params) = params::query_string(params)?;
    let limit = params::limit(params.limit.as_deref())?;
    let page = Page::new(limit.get(), page::offset_in_ranking(params.offset.as_deref())?);
    let song = params::json::<Record>(body)?.into_song()?;
    let found = state.ask(move |engine| engine.recommending().similar(&song, page.ranked()));
    let mut found = found.await?;
    let next_offset = page.cut(&mut found);
    let results =
        found.into_iter().map(|found| ScoredTrack { track: found.track, score: found.score });
    Ok(Json(SimilarToSong { results: results.collect(), next_offset }))
}

/// Find a path of similar songs between two tracks.
#[utoipa::path(
    get,
    path = "/path",
    operation_id = "findPath",
    tag = "recommending",
    params(WayParams),
    responses((status = 200, description = "The path.", body = Way), TrackProblems)
)]
pub(super) async fn path(
    State(state): State<AppState>,
    params: Result<Query<WayParams>, QueryRejection>,
) -> Result<Json<Way>, Problem> {
    let Query(params) = params::query_string(params)?;
    let from = end("from", params.from.as_deref())?;
    let to = end("to", params.to.as_deref())?;
    let limit = params::limit(params.limit.as_deref())?;
    let answer = state.ask(move |engine| Ok(way(engine, &from, &to, limit)));
    answer.await?.map(Json)
}

/// A path between two tracks with so many songs in between.
///
/// # Errors
/// If the catalogue lacks a track, or the engine fails.
pub(crate) fn way(
    engine: &Engine,
    from: &TrackId,
    to: &TrackId,
    limit: ResultCount,
) -> Result<Way, Problem> {
    let track = |name: &'static str, id| {
        engine.tracks().track(id).map_err(|error| Problem::from(error).about(name))
    };
    Ok(Way {
        from: track("from", from)?,
        to: track("to", to)?,
        results: explained(engine.recommending().path(from, to, limit)?, &[]),
    })
}

fn end(name: &'static str, id: Option<&str>) -> Result<TrackId, Problem> {
    let id = id.ok_or_else(|| Problem::parameter(name, format!("give {name}=…: a track id")))?;
    id.parse().map_err(|error| Problem::parameter(name, error))
}

/// The request that decoded parameters make.
///
/// # Errors
/// If a parameter is unknown or invalid.
fn recommendation_request<'a>(
    seeds: Vec<Seed>,
    params: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<RecommendationRequest, Problem> {
    parse_request(seeds, params).map_err(invalid)
}

fn invalid(InvalidRequest { parameter, detail }: InvalidRequest) -> Problem {
    Problem::parameter(parameter, detail)
}

/// Blames an unknown track on the parameters, unless it is the one in the path.
fn not_recommended(error: EngineError, in_path: Option<&TrackId>) -> Problem {
    match &error {
        EngineError::UnknownTrack(id) if Some(id) != in_path => {
            Problem::from(error).about("seed_tracks or unlike_tracks")
        }
        EngineError::UnknownArtist(_) => {
            Problem::from(error).about("seed_artists or without_artists")
        }
        _ => Problem::from(error),
    }
}
