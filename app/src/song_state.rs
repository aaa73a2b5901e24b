use crate::api::{self, ApiError, PathTo, SimilarTo};
use crate::components::{PathAnswer, SimilarAnswer};
use crate::latest::Latest;
use crate::place::Place;
use crate::tuner::Tuner;
use catalog::{SimilarSongs, SongEntry, SongPath};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is known of the chosen song, and how the songs like it are tuned.
#[derive(Clone, Copy)]
pub(crate) struct SongState {
    /// Where the page is.
    pub(crate) place: Memo<Place>,
    /// The song and those like it.
    pub(crate) similar: SimilarAnswer,
    /// A path from it.
    pub(crate) path: PathAnswer,
    /// The controls.
    pub(crate) tuner: Tuner,
    /// The song that somebody points at, to be compared with it.
    pub(crate) compared: RwSignal<Option<SongEntry>>,
}

/// What the server sends along with the chosen song.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SongSent {
    pub(crate) similar: Option<Result<SimilarSongs, ApiError>>,
    pub(crate) path: Option<Result<SongPath, ApiError>>,
}

impl SongState {
    /// What is known at a place; the first answers may be there already.
    pub(crate) fn new(place: Memo<Place>, sent: SongSent) -> Self {
        let similar = Memo::new(move |_| place.with(question));
        let ask = |SimilarTo { track, tuning }: SimilarTo| api::find_similar(track, tuning);
        Self {
            place,
            similar: Latest::new(similar, sent.similar, ask),
            path: path_answer(place, sent.path),
            tuner: Tuner::new(place),
            compared: RwSignal::new(None),
        }
    }

    /// Whether a song is chosen.
    pub(crate) fn is_chosen(self) -> bool {
        self.place.with(|place| place.song.is_some())
    }
}

fn question(place: &Place) -> Option<SimilarTo> {
    let tuning = place.tuning.clone();
    place.song.clone().map(|track| SimilarTo { track, tuning })
}

fn path_answer(place: Memo<Place>, first: Option<Result<SongPath, ApiError>>) -> PathAnswer {
    let question = Memo::new(move |_| {
        let Place { song, to, .. } = place.get();
        song.zip(to).map(|(from, to)| PathTo { from, to })
    });
    Latest::new(question, first, |PathTo { from, to }| api::find_path(from, to))
}
