//! What only the server can do: ask the engine, and write the document around the page.

mod app;
mod head;
mod list;
mod model_card;
mod page;
mod shell;
mod song_map;
mod song_path;

pub use app::PATHS;
pub use list::listen_url;
pub use page::render_page;

use crate::api::{ApiError, CatalogueFacts, PathTo, SimilarTo};
use crate::map_place::MapPlace;
use crate::map_view::MapView;
use crate::model_card::ModelCard;
use crate::place::hint_for;
use crate::tuning::Tuning;
use catalog::{
    FoundSong, InvalidRequest, InvalidTrackId, Query, RecommendationRequest, ResultCount,
    SearchResults, Seed, SimilarSongs, SongEntry, SongList, SongPath, SongVersion, TrackId, Tracks,
};
use engine::{Engine, EngineError};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use std::sync::Arc;

/// Makes the engine available to the page that is being rendered or the server function that runs.
pub fn provide_engine(engine: &Arc<Engine>) {
    let tracks = u32::try_from(engine.len()).unwrap_or(u32::MAX);
    let mapped = engine.map().is_ok();
    provide_context(CatalogueFacts { tracks, provenance: engine.provenance(), mapped });
    provide_context(Arc::clone(engine));
}

/// Songs that the hint may mean, best first.
pub(crate) async fn find_matches(hint: Query) -> Result<SearchResults, ApiError> {
    answer(matches(&context_engine()?, hint).await)
}

/// A track and the songs that go with it.
pub(crate) async fn find_similar(question: SimilarTo) -> Result<SimilarSongs, ApiError> {
    answer(similar(&context_engine()?, question).await)
}

/// The songs on the way from a track to another.
pub(crate) async fn find_path(question: PathTo) -> Result<SongPath, ApiError> {
    answer(path(&context_engine()?, question).await)
}

/// The tracks of a list.
pub(crate) async fn find_tracks(list: SongList) -> Result<Tracks, ApiError> {
    answer(tracks(&context_engine()?, list).await)
}

/// What the map shows at a place.
pub(crate) async fn find_on_map(place: MapPlace) -> Result<MapView, ApiError> {
    answer(map(&context_engine()?, place).await)
}

fn context_engine() -> Result<Arc<Engine>, ApiError> {
    use_context().ok_or(ApiError::Internal)
}

// A server function's status is that of its answer.
fn answer<T>(answer: Result<T, ApiError>) -> Result<T, ApiError> {
    if let (Err(error), Some(response)) = (&answer, use_context::<ResponseOptions>()) {
        response.set_status(status(error));
    }
    answer
}

async fn matches(engine: &Arc<Engine>, hint: Query) -> Result<SearchResults, ApiError> {
    ask(engine, move |engine| Ok(engine.find_song_entries(&hint, ResultCount::default())?)).await
}

async fn similar(engine: &Arc<Engine>, question: SimilarTo) -> Result<SimilarSongs, ApiError> {
    ask(engine, move |engine| {
        let track = engine.track(&question.track.parse::<TrackId>()?)?;
        let request = request(&track, &question.tuning)?;
        let found = engine.recommend(&request)?;
        let tracks = |ids: &[TrackId]| -> Result<Vec<SongEntry>, EngineError> {
            ids.iter().map(|id| engine.track(id)).collect()
        };
        let like: Vec<TrackId> = request.seeds.iter().skip(1).filter_map(seed_track).collect();
        Ok(SimilarSongs {
            versions: versions(engine, &track),
            like: tracks(&like)?,
            unlike: tracks(&request.unlike)?,
            results: found.results,
            filters: found.filters,
            track,
        })
    })
    .await
}

async fn tracks(engine: &Arc<Engine>, list: SongList) -> Result<Tracks, ApiError> {
    ask(engine, move |engine| Ok(engine.look_up(list.ids())?)).await
}

async fn card(engine: &Arc<Engine>) -> Result<ModelCard, ApiError> {
    ask(engine, |engine| Ok(model_card::model_card(engine))).await
}

async fn map(engine: &Arc<Engine>, place: MapPlace) -> Result<MapView, ApiError> {
    ask(engine, move |engine| song_map::map_view(engine, &place)).await
}

async fn path(engine: &Arc<Engine>, question: PathTo) -> Result<SongPath, ApiError> {
    ask(engine, move |engine| song_path::song_path(engine, &question)).await
}

fn request(track: &SongEntry, tuning: &Tuning) -> Result<RecommendationRequest, InvalidRequest> {
    let seeds = vec![Seed::Track(track.id.clone())];
    let mut request = RecommendationRequest::parse(seeds, tuning.pairs())?;
    if tuning.get("limit").is_empty() {
        request.limit = ResultCount::try_from(Tuning::LIMIT).unwrap_or_default();
    }
    Ok(request)
}

fn seed_track(seed: &Seed) -> Option<TrackId> {
    match seed {
        Seed::Track(id) => Some(id.clone()),
        Seed::Genre(_) => None,
    }
}

/// The other versions of a track's song, which a search for it finds. None is better than an error.
fn versions(engine: &Engine, track: &SongEntry) -> Vec<SongVersion> {
    let found = hint_for(track).parse::<Query>().ok();
    let found = found.and_then(|hint| engine.find_song_entries(&hint, ResultCount::default()).ok());
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

/// Why a question was not answered.
enum Failure {
    InvalidId,
    InvalidRequest(InvalidRequest),
    NoDestination(String),
    Engine(EngineError),
}

impl From<InvalidTrackId> for Failure {
    fn from(_: InvalidTrackId) -> Self {
        Self::InvalidId
    }
}

impl From<InvalidRequest> for Failure {
    fn from(error: InvalidRequest) -> Self {
        Self::InvalidRequest(error)
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

// The engine blocks, so it is asked off the async threads.
async fn ask<T: Send + 'static>(
    engine: &Arc<Engine>,
    question: impl FnOnce(&Engine) -> Result<T, Failure> + Send + 'static,
) -> Result<T, ApiError> {
    let engine = Arc::clone(engine);
    let answer = tokio::task::spawn_blocking(move || question(&engine)).await;
    answer.map_err(|panic| log(&panic)).and_then(|answer| answer.map_err(translate))
}

fn translate(failure: Failure) -> ApiError {
    match failure {
        Failure::InvalidId | Failure::Engine(EngineError::UnknownTrack(_)) => {
            ApiError::UnknownTrack
        }
        Failure::InvalidRequest(error) => ApiError::InvalidRequest(error),
        Failure::NoDestination(hint) => ApiError::NoDestination(hint),
        Failure::Engine(EngineError::NoWishes) => ApiError::NoWishes,
        Failure::Engine(EngineError::NoMap) => ApiError::NoMap,
        Failure::Engine(error @ EngineError::UnknownGenre(_)) => {
            let parameter = "seed_genres".to_owned();
            ApiError::InvalidRequest(InvalidRequest { parameter, detail: error.to_string() })
        }
        Failure::Engine(error) => log(&error),
    }
}

fn log(error: &dyn std::fmt::Display) -> ApiError {
    tracing::error!(%error, "the engine could not answer");
    ApiError::Internal
}

fn status(error: &ApiError) -> http::StatusCode {
    match error {
        ApiError::UnknownTrack | ApiError::NoMap | ApiError::NoDestination(_) => {
            http::StatusCode::NOT_FOUND
        }
        ApiError::InvalidRequest(_) | ApiError::InvalidList(_) | ApiError::NoWishes => {
            http::StatusCode::BAD_REQUEST
        }
        _ => http::StatusCode::INTERNAL_SERVER_ERROR,
    }
}
