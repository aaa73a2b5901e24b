//! How the server answers the page's questions.

mod failure;
mod map;
mod model_card;
mod path;

pub(crate) use failure::status;
pub(crate) use model_card::{FileCard, ModelCard, RetrieverCard};

use super::error::ApiError;
use super::facts::CatalogueFacts;
use super::map_view::MapView;
use super::question::{PathTo, SimilarTo};
use crate::url::{InvalidRequest, MapLocation, SongList, Tuning, parse_request, query_for};
use catalog::{
    Artist, FoundSong, Query, RecommendationRequest, ResultCount, SearchResults, Seed,
    SimilarSongs, SongEntry, SongPath, SongVersion, TrackId, Tracks,
};
use engine::{Engine, EngineError};
use failure::{Failure, internal_error};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// Provides the engine to the page being rendered or the running server function.
pub fn provide_engine(engine: &Arc<Engine>) {
    let tracks = u32::try_from(engine.tracks().len()).unwrap_or(u32::MAX);
    let mapped = engine.map().is_ok();
    provide_context(CatalogueFacts { tracks, provenance: engine.provenance(), mapped });
    provide_context(Arc::clone(engine));
}

pub(super) async fn find_matches(query: Query) -> Result<SearchResults, ApiError> {
    answer(matches(&context_engine()?, query).await)
}

pub(super) async fn find_similar(question: SimilarTo) -> Result<SimilarSongs, ApiError> {
    answer(similar(&context_engine()?, question).await)
}

pub(super) async fn find_path(question: PathTo) -> Result<SongPath, ApiError> {
    answer(path(&context_engine()?, question).await)
}

pub(super) async fn find_tracks(list: SongList) -> Result<Tracks, ApiError> {
    answer(tracks(&context_engine()?, list).await)
}

pub(super) async fn find_on_map(location: MapLocation) -> Result<MapView, ApiError> {
    answer(map(&context_engine()?, location).await)
}

fn context_engine() -> Result<Arc<Engine>, ApiError> {
    use_context().ok_or(ApiError::Internal)
}

// Gives a failed server function the status of its error.
fn answer<T>(answer: Result<T, ApiError>) -> Result<T, ApiError> {
    if let (Err(error), Some(response)) = (&answer, use_context::<ResponseOptions>()) {
        response.set_status(status(error));
    }
    answer
}

pub(crate) async fn matches(engine: &Arc<Engine>, query: Query) -> Result<SearchResults, ApiError> {
    ask(engine, move |engine| Ok(engine.search(&query, ResultCount::default())?)).await
}

pub(crate) async fn similar(
    engine: &Arc<Engine>,
    question: SimilarTo,
) -> Result<SimilarSongs, ApiError> {
    ask(engine, move |engine| {
        let track = question.track.map(|id| known_track(engine, &id)).transpose()?;
        let request = request(track.as_ref(), &question.tuning)?;
        let found = engine.recommending().recommend(&request)?;
        let tracks = |ids: &[TrackId]| -> Result<Vec<SongEntry>, EngineError> {
            ids.iter().map(|id| engine.tracks().track(id)).collect()
        };
        let others = request.seeds.iter().skip(usize::from(track.is_some()));
        let like: Vec<TrackId> = others.filter_map(seed_track).collect();
        Ok(SimilarSongs {
            versions: track.as_ref().map(|track| versions(engine, track)).unwrap_or_default(),
            like: tracks(&like)?,
            artists: artists(engine, &request)?,
            unlike: tracks(&request.unlike)?,
            results: found.results,
            filters: found.filters,
            track,
        })
    })
    .await
}

pub(crate) async fn tracks(engine: &Arc<Engine>, list: SongList) -> Result<Tracks, ApiError> {
    ask(engine, move |engine| Ok(engine.tracks().look_up(list.ids()))).await
}

pub(crate) async fn card(engine: &Arc<Engine>) -> Result<ModelCard, ApiError> {
    ask(engine, |engine| Ok(model_card::model_card(engine))).await
}

pub(crate) async fn map(engine: &Arc<Engine>, location: MapLocation) -> Result<MapView, ApiError> {
    ask(engine, move |engine| map::map_view(engine, &location)).await
}

pub(crate) async fn path(engine: &Arc<Engine>, question: PathTo) -> Result<SongPath, ApiError> {
    ask(engine, move |engine| path::song_path(engine, &question)).await
}

fn known_track(engine: &Engine, id: &str) -> Result<SongEntry, Failure> {
    Ok(engine.tracks().track(&id.parse::<TrackId>()?)?)
}

/// The artists that a request names.
fn artists(engine: &Engine, request: &RecommendationRequest) -> Result<Vec<Artist>, EngineError> {
    let seeds = request.seeds.iter().filter_map(|seed| match seed {
        Seed::Artist(id) => Some(id),
        Seed::Track(_) | Seed::Genre(_) => None,
    });
    seeds.chain(&request.without).map(|id| engine.artist(*id)).collect()
}

fn request(
    track: Option<&SongEntry>,
    tuning: &Tuning,
) -> Result<RecommendationRequest, InvalidRequest> {
    let seeds = track.map(|track| Seed::Track(track.id.clone())).into_iter().collect();
    let mut request = parse_request(seeds, tuning.pairs())?;
    if tuning.get("limit").is_empty() {
        request.limit = ResultCount::try_from(Tuning::LIMIT).unwrap_or_default();
    }
    Ok(request)
}

fn seed_track(seed: &Seed) -> Option<TrackId> {
    match seed {
        Seed::Track(id) => Some(id.clone()),
        Seed::Genre(_) | Seed::Artist(_) => None,
    }
}

/// The other versions of a track's song, as a search for the song finds them. Without them the page still works,
/// so errors are ignored.
fn versions(engine: &Engine, track: &SongEntry) -> Vec<SongVersion> {
    let found = query_for(track).parse::<Query>().ok();
    let found = found.and_then(|query| engine.finding().find(&query, ResultCount::default()).ok());
    let of_track = |found: &FoundSong| {
        found.track.id == track.id || found.versions.iter().any(|version| version.id == track.id)
    };
    let song = found.and_then(|found| found.results.into_iter().find(of_track));
    song.map(|song| others(song, &track.id)).unwrap_or_default()
}

fn others(song: FoundSong, than: &TrackId) -> Vec<SongVersion> {
    let SongEntry { id, name, release_date, .. } = song.track;
    let shown = SongVersion { id, name, release_date, kind: String::new() };
    let all = std::iter::once(shown).chain(song.versions);
    all.filter(|version| version.id != *than).collect()
}

// The engine blocks, so it runs on a thread of its own.
async fn ask<T: Send + 'static>(
    engine: &Arc<Engine>,
    question: impl FnOnce(&Engine) -> Result<T, Failure> + Send + 'static,
) -> Result<T, ApiError> {
    let engine = Arc::clone(engine);
    let span = tracing::debug_span!("engine");
    let answer = tokio::task::spawn_blocking(move || span.in_scope(|| question(&engine))).await;
    answer.map_err(|panic| internal_error(&panic))?.map_err(ApiError::from)
}
