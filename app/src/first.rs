//! What the server puts into the page that it renders, so that the browser need not ask for it.

use crate::api::ApiError;
use crate::map_view::MapView;
use crate::model_card::ModelCard;
use catalog::{SearchResults, SimilarSongs, SongPath, Tracks};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Answers to what the URL asks: matches of its hint, or songs similar to its song and a path from it,
/// or the tracks of its list and songs that go with them, or what the map shows, or what the models are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct FirstAnswers {
    pub(crate) matches: Option<Result<SearchResults, ApiError>>,
    pub(crate) similar: Option<Result<SimilarSongs, ApiError>>,
    pub(crate) path: Option<Result<SongPath, ApiError>>,
    pub(crate) tracks: Option<Result<Tracks, ApiError>>,
    pub(crate) map: Option<Result<MapView, ApiError>>,
    pub(crate) card: Option<Result<ModelCard, ApiError>>,
}

impl FirstAnswers {
    /// Takes the answers from the server's context, or in the browser from what the server sent along.
    /// After a link from another page there are none: the page is shown first and asks then.
    pub(crate) fn take() -> Self {
        SharedValue::new(|| use_context::<Self>().unwrap_or_default()).into_inner()
    }
}
