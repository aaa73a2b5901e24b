use crate::api::{self, ApiError, Latest, PathTo, SimilarTo};
use crate::url::SearchLocation;
use catalog::{SimilarSongs, SongEntry, SongPath};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

pub(crate) type SimilarAnswer = Latest<SimilarTo, SimilarSongs>;
pub(crate) type PathAnswer = Latest<PathTo, SongPath>;

/// What is known about the chosen song.
#[derive(Clone, Copy)]
pub(crate) struct SongState {
    pub(crate) location: Memo<SearchLocation>,
    /// The song and its similar songs.
    pub(crate) similar: SimilarAnswer,
    /// A path from it.
    pub(crate) path: PathAnswer,
    /// The song that is pointed at, to be compared with it.
    pub(crate) compared: RwSignal<Option<SongEntry>>,
}

/// What the server sends along with the chosen song.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct InitialSong {
    pub(crate) similar: Option<Result<SimilarSongs, ApiError>>,
    pub(crate) path: Option<Result<SongPath, ApiError>>,
}

impl SongState {
    /// The state of a location; the server may have rendered the first answers.
    pub(crate) fn new(location: Memo<SearchLocation>, initial: InitialSong) -> Self {
        let similar = Memo::new(move |_| location.with(similar_question));
        let path = Memo::new(move |_| location.with(path_question));
        let ask_path = |PathTo { from, to }: PathTo| api::find_path(from, to);
        Self {
            location,
            similar: ask_similar(similar, initial.similar),
            path: Latest::new(path, initial.path, ask_path),
            compared: RwSignal::new(None),
        }
    }

    /// Whether a song is chosen.
    pub(crate) fn is_chosen(self) -> bool {
        self.location.with(|location| location.song.is_some())
    }

    /// Whether songs are wished for without choosing one to be like.
    pub(crate) fn is_wish(self) -> bool {
        self.location.with(SearchLocation::is_wish)
    }

    /// Whether a song is chosen and none can be shown.
    pub(crate) fn is_missing(self) -> bool {
        let Self { similar, .. } = self;
        self.is_chosen()
            && similar.failure().is_some()
            && (similar.answer().is_none() || !shows_song(similar))
    }
}

/// Asks for similar songs.
pub(crate) fn ask_similar(
    question: Memo<Option<SimilarTo>>,
    initial: Option<Result<SimilarSongs, ApiError>>,
) -> SimilarAnswer {
    let ask = |SimilarTo { track, tuning }: SimilarTo| api::find_similar(track, tuning);
    Latest::new(question, initial, ask)
}

fn similar_question(location: &SearchLocation) -> Option<SimilarTo> {
    let tuning = location.tuning.clone();
    location.shows_songs().then(|| SimilarTo { track: location.song.clone(), tuning })
}

fn path_question(location: &SearchLocation) -> Option<PathTo> {
    let SearchLocation { song, to, .. } = location.clone();
    song.zip(to).map(|(from, to)| PathTo { from, to })
}

/// Whether to show the song of the last answer: also while the next one is loading, while the server cannot be
/// reached, and if the tuning is invalid.
pub(crate) fn shows_song(similar: SimilarAnswer) -> bool {
    match similar.failure() {
        Some(failure) if is_about_tuning(&failure) => true,
        _ => similar.is_shown(),
    }
}

pub(super) fn is_about_tuning(failure: &ApiError) -> bool {
    matches!(failure, ApiError::InvalidRequest(_) | ApiError::NoTuning)
}
