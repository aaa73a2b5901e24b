use super::initial_answers::InitialAnswers;
use crate::api::ApiError;
use crate::api::engine::{similar, tracks};
use crate::list::suggestions_for;
use crate::song::spotify_link;
use crate::url::{Params, list_edit, list_href, listed};
use catalog::SongEntry;
use engine::Engine;
use std::sync::Arc;

/// The URL of the song at Spotify, or of a search for it.
pub fn listen_url(song: &SongEntry) -> String {
    spotify_link(song).0
}

/// The URL of the changed list, if the parameters ask for a change.
pub(super) fn redirect(params: &Params) -> Option<String> {
    list_edit(params)?;
    listed(params).ok().map(|list| list_href(&list))
}

/// The songs of the list in the parameters, and suggestions.
pub(super) async fn initial_answers(engine: &Arc<Engine>, params: &Params) -> InitialAnswers {
    let list = match listed(params) {
        Ok(list) if list.is_empty() => return InitialAnswers::default(),
        Ok(list) => list,
        Err(error) => {
            let refused = Some(Err(ApiError::InvalidList(error.to_string())));
            return InitialAnswers { tracks: refused, ..InitialAnswers::default() };
        }
    };
    let tracks = tracks(engine, list.clone()).await;
    let missing = tracks.as_ref().map(|tracks| tracks.missing.clone()).unwrap_or_default();
    let similar = match suggestions_for(&list.without(&missing)) {
        Some(question) => Some(similar(engine, question).await),
        None => None,
    };
    InitialAnswers { tracks: Some(tracks), similar, ..InitialAnswers::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_redirects_to_the_changed_list() {
        let check = |query: &str, expected: Option<&str>| {
            assert_eq!(redirect(&Params::parse(query)).as_deref(), expected);
        };
        check("songs=a,b&add=c", Some("/list?songs=a,b,c"));
        check("add=c", Some("/list?songs=c"));
        check("songs=a,b&remove=a", Some("/list?songs=b"));
        check("songs=a,b&up=b", Some("/list?songs=b,a"));
        check("songs=a,b&down=a", Some("/list?songs=b,a"));
        check("songs=a,b", None);
        check("songs=a,b&add=two+words", None);
        check("songs=two+words&add=a", None);
    }
}
