use crate::about::ABOUT_PATH;
use crate::api::engine::{self, ModelCard, status};
use crate::api::{ApiError, MapView, PathTo, SimilarTo};
use crate::list::suggestions_for;
use crate::url::{
    LIST_PATH, MAP_PATH, MapLocation, PageUrl, Params, SEARCH_PATH, SearchLocation, listed,
};
use ::engine::Engine;
use catalog::{SearchResults, SimilarSongs, SongPath, Tracks};
use http::StatusCode;
use std::sync::Arc;

/// The answers that a page is rendered from; each path needs only some of them.
#[derive(Clone, Debug, Default)]
pub(super) struct InitialAnswers {
    pub(super) matches: Option<Result<SearchResults, ApiError>>,
    pub(super) similar: Option<Result<SimilarSongs, ApiError>>,
    pub(super) path: Option<Result<SongPath, ApiError>>,
    pub(super) tracks: Option<Result<Tracks, ApiError>>,
    pub(super) map: Option<Result<MapView, ApiError>>,
    pub(super) card: Option<Result<ModelCard, ApiError>>,
}

impl InitialAnswers {
    /// Asks the engine what the page at this URL shows.
    pub(super) async fn at(url: &PageUrl, engine: &Arc<Engine>) -> Self {
        let params = url.params();
        match url.path.as_str() {
            SEARCH_PATH => search(engine, SearchLocation::from_params(&params)).await,
            LIST_PATH => list(engine, &params).await,
            MAP_PATH => map(engine, &params).await,
            ABOUT_PATH => Self { card: Some(engine::card(engine).await), ..Self::default() },
            _ => Self::default(),
        }
    }

    /// The HTTP status of the first failure. A list is shown without suggestions too.
    pub(super) fn failure_status(&self) -> Option<StatusCode> {
        fn failure<T>(answer: Option<&Result<T, ApiError>>) -> Option<&ApiError> {
            answer.and_then(|answer| answer.as_ref().err())
        }
        let of_page = failure(self.matches.as_ref())
            .or(failure(self.similar.as_ref()))
            .or(failure(self.path.as_ref()))
            .or(failure(self.map.as_ref()));
        let of_list = failure(self.tracks.as_ref());
        if self.tracks.is_some() { of_list } else { of_page }.map(status)
    }
}

async fn search(engine: &Arc<Engine>, location: SearchLocation) -> InitialAnswers {
    if location.shows_songs() {
        let SearchLocation { song, to, tuning, .. } = location;
        let question = SimilarTo { track: song.clone(), tuning };
        let similar = Some(engine::similar(engine, question).await);
        let path = match song.zip(to) {
            Some((from, to)) => Some(engine::path(engine, PathTo { from, to }).await),
            None => None,
        };
        return InitialAnswers { similar, path, ..InitialAnswers::default() };
    }
    match location.query.parse() {
        Ok(query) => {
            let matches = Some(engine::matches(engine, query).await);
            InitialAnswers { matches, ..InitialAnswers::default() }
        }
        Err(_) => InitialAnswers::default(),
    }
}

/// The songs of the list in the parameters, and suggestions.
async fn list(engine: &Arc<Engine>, params: &Params) -> InitialAnswers {
    let list = match listed(params) {
        Ok(list) if list.is_empty() => return InitialAnswers::default(),
        Ok(list) => list,
        Err(error) => {
            let refused = Some(Err(ApiError::InvalidList(error.to_string())));
            return InitialAnswers { tracks: refused, ..InitialAnswers::default() };
        }
    };
    let tracks = engine::tracks(engine, list.clone()).await;
    let missing = tracks.as_ref().map(|tracks| tracks.missing.clone()).unwrap_or_default();
    let similar = match suggestions_for(&list.without(&missing)) {
        Some(question) => Some(engine::similar(engine, question).await),
        None => None,
    };
    InitialAnswers { tracks: Some(tracks), similar, ..InitialAnswers::default() }
}

async fn map(engine: &Arc<Engine>, params: &Params) -> InitialAnswers {
    let map = Some(engine::map(engine, MapLocation::from_params(params)).await);
    InitialAnswers { map, ..InitialAnswers::default() }
}
