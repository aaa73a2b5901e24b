use catalog::Provenance;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the page says about the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CatalogueFacts {
    /// The number of tracks.
    pub(crate) tracks: u32,
    /// Where the audio features come from.
    pub(crate) provenance: Provenance,
    /// Whether there is a map.
    pub(crate) mapped: bool,
}

pub(crate) fn use_catalogue_facts() -> CatalogueFacts {
    use_context().unwrap_or_default()
}
