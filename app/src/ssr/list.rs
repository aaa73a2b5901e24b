use super::{similar, tracks};
use crate::address::Params;
use crate::api::ApiError;
use crate::elsewhere::elsewhere;
use crate::first::FirstAnswers;
use crate::list_place::{edited_href, listed, suggestions_for};
use catalog::SongEntry;
use engine::Engine;
use std::sync::Arc;

/// Where the song can be listened to, or looked for.
pub fn listen_url(song: &SongEntry) -> String {
    elsewhere(song).0
}

/// Where a request for a changed list leads.
pub(super) fn redirect(params: &Params) -> Option<String> {
    edited_href(params)
}

/// What the page of a list shows of the engine's.
pub(super) async fn first_answers(engine: &Arc<Engine>, params: &Params) -> FirstAnswers {
    let list = match listed(params) {
        Ok(list) if list.is_empty() => return FirstAnswers::default(),
        Ok(list) => list,
        Err(error) => {
            let refused = Some(Err(ApiError::InvalidList(error.to_string())));
            return FirstAnswers { tracks: refused, ..FirstAnswers::default() };
        }
    };
    let tracks = tracks(engine, list.clone()).await;
    let missing = tracks.as_ref().map(|tracks| tracks.missing.clone()).unwrap_or_default();
    let similar = match suggestions_for(&list.without(&missing)) {
        Some(question) => Some(similar(engine, question).await),
        None => None,
    };
    FirstAnswers { tracks: Some(tracks), similar, ..FirstAnswers::default() }
}
