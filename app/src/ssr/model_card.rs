use crate::model_card::{FileCard, LaneCard, ModelCard};
use engine::{Engine, FileFacts, LaneFacts};

/// What the engine's manifest records.
pub(super) fn model_card(engine: &Engine) -> ModelCard {
    let manifest = engine.manifest();
    let parameters = manifest.parameters.iter();
    ModelCard {
        preset: manifest.preset.to_string(),
        provenance: manifest.provenance,
        tracks: manifest.tracks,
        songs: u32::try_from(engine.tracks().songs()).unwrap_or(u32::MAX),
        find: lane(manifest.find),
        recommend: lane(manifest.recommend),
        parameters: parameters.map(|(name, value)| (name.clone(), value.clone())).collect(),
        sources: manifest.sources.iter().map(file).collect(),
        files: manifest.files.iter().map(file).collect(),
    }
}

fn lane(facts: LaneFacts) -> LaneCard {
    let LaneFacts { columns, code_width, recall_at_10 } = facts;
    LaneCard { columns, code_width, recall_at_10 }
}

fn file(facts: &FileFacts) -> FileCard {
    let FileFacts { name, bytes, sha256 } = facts.clone();
    FileCard { name, bytes, sha256 }
}
