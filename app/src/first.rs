//! What the server finds out before it renders a page.

use crate::api::ApiError;
use crate::map_view::MapView;
use crate::model_card::ModelCard;
use catalog::{SearchResults, SimilarSongs, SongPath, Tracks};
use leptos::prelude::*;

/// Answers to what the URL asks: matches of its hint, or songs similar to its song and a path from it,
/// or the tracks of its list and songs that go with them, or what the map shows, or what the models are.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstAnswers {
    pub(crate) matches: Option<Result<SearchResults, ApiError>>,
    pub(crate) similar: Option<Result<SimilarSongs, ApiError>>,
    pub(crate) path: Option<Result<SongPath, ApiError>>,
    pub(crate) tracks: Option<Result<Tracks, ApiError>>,
    pub(crate) map: Option<Result<MapView, ApiError>>,
    pub(crate) card: Option<Result<ModelCard, ApiError>>,
}

/// The answers for the page that the server is rendering.
pub(crate) fn use_first_answers() -> FirstAnswers {
    use_context().unwrap_or_default()
}
