use super::{answer, arguments, schema, sound};
use crate::catalogue_facts::Catalogue;
use crate::models::ServedModels;
use crate::{AppState, Problem};
use catalog::{FoundSong, SongEntry, SongVersion, TrackId};
use engine::{Engine, EngineError};
use rmcp::model::{JsonObject, Tool};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// Id of a track; without it, only the catalogue is described.
    #[serde(default)]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 64, example = "ew-t0793")]
    id: Option<TrackId>,
}

/// A track and the catalogue.
#[derive(Serialize, ToSchema)]
struct Description {
    /// The track; null if no id was given.
    track: Option<DescribedTrack>,
    /// The catalogue.
    catalogue: Catalogue,
}

/// A track, with how it sounds in words.
#[derive(Serialize, ToSchema)]
struct DescribedTrack {
    /// The track with its genres and audio features.
    track: SongEntry,
    /// How it sounds: "calm", "acoustic", "92 BPM", "A minor".
    sound: Vec<String>,
    /// Other versions of the song, the best known first.
    versions: Vec<SongVersion>,
}

pub(super) fn tool() -> Tool {
    schema::tool::<Description>(
        "describe",
        "Describe a track or the catalogue",
        "Describes a track: its facts, genres and audio features, how it sounds in words, and the other \
         versions of the song. Also describes the catalogue, alone if no id is given: its size, its \
         most common genres (which similar takes as seed_genres), its years, and whether its audio \
         features are measured or estimated.",
        schema::object::<Arguments>(),
    )
}

pub(super) async fn call(state: &AppState, arguments: JsonObject) -> Result<Value, Problem> {
    let Arguments { id } = arguments::parse(arguments)?;
    let described = state.ask_models(move |models| describe(models, id.as_ref())).await??;
    answer::json(&described)
}

fn describe(models: &ServedModels, id: Option<&TrackId>) -> Result<Description, EngineError> {
    let track = id.map(|id| described_track(&models.engine, id)).transpose()?;
    Ok(Description { track, catalogue: Catalogue::of(models) })
}

fn described_track(engine: &Engine, id: &TrackId) -> Result<DescribedTrack, EngineError> {
    let track = engine.tracks().track(id)?;
    let versions = engine.other_versions(id, 0..FoundSong::MAX_VERSIONS)?;
    Ok(DescribedTrack { sound: sound::in_words(&track.features), track, versions })
}
