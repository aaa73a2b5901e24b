use super::notation::Notation;
use super::template::{Counted, Template};

/// Words of the page about Earworm.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct AboutWords {
    pub(crate) notation: &'static Notation,
    pub(crate) lead: &'static str,
    pub(crate) finding: &'static str,
    pub(crate) finding_text: &'static str,
    pub(crate) recommending: &'static str,
    pub(crate) recommending_text: &'static str,
    pub(crate) data: &'static str,
    pub(crate) data_estimated: &'static str,
    pub(crate) data_measured: &'static str,
    pub(crate) models: &'static str,
    pub(crate) recorded: &'static str,
    pub(crate) read_from: &'static str,
    pub(crate) parameters: &'static str,
    pub(crate) files: &'static str,
    pub(crate) limits: &'static str,
    pub(crate) limits_text: [&'static str; 4],
    pub(crate) licence: &'static str,
    pub(crate) licence_text: &'static str,
    pub(crate) privacy: &'static str,
    pub(crate) privacy_text: &'static str,
    pub(crate) api: &'static str,
    pub(crate) api_text: &'static str,
    pub(super) catalogue: Counted,
    /// The names of the lines of the model card.
    pub(crate) card: [&'static str; 6],
    pub(crate) estimated: &'static str,
    pub(crate) measured: &'static str,
    pub(super) tracks_and_songs: Template,
    pub(super) retriever: Template,
}

impl AboutWords {
    pub(crate) const ENDPOINTS: [&str; 3] = [
        "GET /api/v1/search?q=bohemain%20rapsody&limit=10",
        "GET /api/v1/tracks/{id}",
        "GET /api/v1/tracks/{id}/similar?limit=10",
    ];

    pub(crate) fn tracks_and_songs(&self, tracks: u32, songs: u32) -> String {
        let count = |number: u32| self.notation.count(number as usize);
        self.tracks_and_songs.fill(&[("tracks", &count(tracks)), ("songs", &count(songs))])
    }

    /// The dimensions of a retriever and its recall at 10, from 0 to 1.
    pub(crate) fn retriever(&self, columns: u32, numbers: u32, recall: f32) -> String {
        self.retriever.fill(&[
            ("columns", &self.notation.count(columns as usize)),
            ("numbers", &numbers.to_string()),
            ("share", &self.notation.percent_in_tenths(recall)),
        ])
    }

    /// The size of the catalogue.
    pub(crate) fn catalogue(&self, tracks: u32) -> String {
        self.catalogue.of(tracks as usize, self.notation)
    }
}
