use crate::api::{ApiError, failure_announcement, failure_text};
use crate::text::Words;
use catalog::{SimilarSongs, SongPath};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What screen readers announce of the chosen song. The live region itself is beside the search box.
#[derive(Clone, Copy, Default)]
pub(crate) struct LiveRegion {
    song_missing: RwSignal<bool>,
    text: RwSignal<String>,
}

/// What is announced of the chosen song.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Announcement {
    /// Whether a song is chosen and none can be shown.
    pub(crate) song_missing: bool,
    pub(crate) text: String,
}

impl LiveRegion {
    /// Whether a song is chosen and none can be shown.
    pub(crate) fn song_missing(self) -> bool {
        self.song_missing.get()
    }

    pub(crate) fn text(self) -> String {
        self.text.get()
    }

    /// Announces something else; the same text is not repeated.
    pub(crate) fn set(self, announcement: Announcement) {
        self.song_missing.set(announcement.song_missing);
        if self.text.with_untracked(|text| *text != announcement.text) {
            self.text.set(announcement.text);
        }
    }
}

impl Announcement {
    pub(crate) fn of(
        text: &Words,
        similar: Option<&Result<SimilarSongs, ApiError>>,
        path: Option<&Result<SongPath, ApiError>>,
        song_missing: bool,
    ) -> Self {
        let failure = similar.and_then(|similar| similar.as_ref().err());
        let failure = failure.or(path.and_then(|path| path.as_ref().err()));
        if let Some(failure) = failure {
            let text = failure_announcement(failure_text(text, failure.clone()));
            return Self { song_missing, text };
        }
        let similar = similar.and_then(|similar| similar.as_ref().ok());
        let path = path.and_then(|path| path.as_ref().ok());
        let songs = similar.map(|found| songs_found(text, found));
        let songs_and_path = songs.into_iter().chain(path.map(|path| path_found(text, path)));
        Self { song_missing, text: songs_and_path.collect::<Vec<_>>().join(". ") }
    }
}

fn songs_found(text: &Words, found: &SimilarSongs) -> String {
    let count = found.results.len();
    match &found.track {
        Some(track) => text.similar_found(count, &track.label()),
        None => text.matches_found(count, None),
    }
}

fn path_found(text: &Words, path: &SongPath) -> String {
    text.path().found(path.results.len(), &path.from.name, &path.to.name)
}

pub(crate) fn use_live_region() -> LiveRegion {
    use_context().unwrap_or_default()
}
