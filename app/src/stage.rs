use crate::api::ApiError;
use crate::text::{FailureText, Words};
use catalog::{SimilarSongs, SongPath};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the chosen song lets the search box above it know.
#[derive(Clone, Copy, Default)]
pub(crate) struct Stage {
    lacks_song: RwSignal<bool>,
    told: RwSignal<String>,
}

/// What is on the stage.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Scene {
    /// Whether a song was asked for and none can be shown.
    pub(crate) lacks_song: bool,
    /// What screen readers are told of the chosen song.
    pub(crate) told: String,
}

impl Stage {
    /// Whether a song was asked for and none can be shown.
    pub(crate) fn lacks_song(self) -> bool {
        self.lacks_song.get()
    }

    /// What screen readers are told of the chosen song.
    pub(crate) fn told(self) -> String {
        self.told.get()
    }

    /// Shows another scene. The same one again is not told again.
    pub(crate) fn set(self, scene: Scene) {
        self.lacks_song.set(scene.lacks_song);
        if self.told.with_untracked(|told| *told != scene.told) {
            self.told.set(scene.told);
        }
    }
}

impl Scene {
    /// What there is to be told of these answers.
    pub(crate) fn of(
        text: &Words,
        similar: Option<&Result<SimilarSongs, ApiError>>,
        path: Option<&Result<SongPath, ApiError>>,
        lacks_song: bool,
    ) -> Self {
        let failure = similar.and_then(|similar| similar.as_ref().err());
        let failure = failure.or(path.and_then(|path| path.as_ref().err()));
        if let Some(failure) = failure {
            return Self { lacks_song, told: failure_told(text.failure(failure.clone())) };
        }
        let found = similar.and_then(|similar| similar.as_ref().ok());
        let path = path.and_then(|path| path.as_ref().ok());
        let told = found.map(|found| songs_found(text, found));
        let told: Vec<String> =
            told.into_iter().chain(path.map(|path| path_found(text, path))).collect();
        Self { lacks_song, told: told.join(". ") }
    }
}

/// What screen readers are told of a failure.
pub(crate) fn failure_told(failure: FailureText) -> String {
    let FailureText { title, advice, detail } = failure;
    let advice = [advice, detail.unwrap_or_default()].join(" ");
    format!("{title}. {}", advice.trim())
}

fn songs_found(text: &Words, found: &SimilarSongs) -> String {
    text.similar_found(found.results.len(), &found.track.label())
}

fn path_found(text: &Words, path: &SongPath) -> String {
    text.path().found(path.results.len(), &path.from.name, &path.to.name)
}

/// What the search box and the chosen song share.
pub(crate) fn use_stage() -> Stage {
    use_context().unwrap_or_default()
}
