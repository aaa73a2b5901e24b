use super::{Counted, Template};
use crate::model_card::{LaneCard, ModelCard};
use crate::notation::Notation;
use catalog::Provenance;

/// The page about Earworm.
#[derive(Debug)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(crate) struct AboutWords {
    pub(super) notation: &'static Notation,
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
    /// What the lines of the model card are called.
    pub(super) card: [&'static str; 6],
    pub(super) estimated: &'static str,
    pub(super) measured: &'static str,
    pub(super) tracks_and_songs: Template,
    pub(super) lane: Template,
}

impl AboutWords {
    pub(crate) const ENDPOINTS: [&str; 3] = [
        "GET /api/v1/search?q=bohemain%20rapsody&limit=10",
        "GET /api/v1/tracks/{id}",
        "GET /api/v1/tracks/{id}/similar?limit=10",
    ];

    /// The lines of the model card.
    pub(crate) fn card(&self, card: &ModelCard) -> [(&'static str, String); 6] {
        let features = match card.provenance {
            Provenance::Estimated => self.estimated,
            Provenance::Measured => self.measured,
        };
        let count = |number: u32| self.notation.count(number as usize);
        let tracks = [("tracks", &*count(card.tracks)), ("songs", &*count(card.songs))];
        let bytes = card.files.iter().map(|file| file.bytes).sum();
        let [method, catalogue, sound, finding, recommending, size] = self.card;
        [
            (method, card.preset.clone()),
            (catalogue, self.tracks_and_songs.fill(&tracks)),
            (sound, features.to_owned()),
            (finding, self.lane(&card.find)),
            (recommending, self.lane(&card.recommend)),
            (size, self.notation.size(bytes)),
        ]
    }

    fn lane(&self, lane: &LaneCard) -> String {
        self.lane.fill(&[
            ("columns", &self.notation.count(lane.columns as usize)),
            ("numbers", &lane.code_width.to_string()),
            ("share", &self.notation.percent_in_tenths(lane.recall_at_10)),
        ])
    }

    /// How many songs there are, as a sentence.
    pub(crate) fn catalogue(&self, tracks: u32) -> String {
        self.catalogue.of(tracks as usize, self.notation)
    }
}
