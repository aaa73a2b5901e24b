//! Builds models from a catalogue: the order of all stages after cleaning.

mod find;
mod presets;
mod retriever;
mod similar;
mod spotifinder;

pub use find::{document, found_tracks};
pub use presets::{BuildParams, FindParams, RecommendParams, SimilarParams, VectorParams};

use crate::catalogue::{Catalogue, CatalogueTrack};
use crate::error::PipelineError;
use crate::index::map::draw_map;
use crate::progress::Progress;
use catalog::SongEntry;
use engine::{
    FORMAT_VERSION, FileFacts, RetrieverFacts, Manifest, Models, Preset, RecommendLane, SongMap,
    TrackTable,
};
use std::collections::BTreeMap;

/// Builds the models of a catalogue. [`Models::save`] adds the files to the manifest.
///
/// # Errors
/// If the catalogue is empty, training diverges or ONNX Runtime fails.
pub fn build_models(
    catalogue: &Catalogue,
    sources: Vec<FileFacts>,
    params: &BuildParams,
    progress: Progress,
) -> Result<(Manifest, Models), PipelineError> {
    let entries = song_entries(&catalogue.tracks);
    if entries.is_empty() {
        return Err(PipelineError::NoTracks);
    }
    let tracks = TrackTable::new(entries.iter().cloned());
    let (find, find_facts) = match params.preset {
        Preset::Earworm => find::build_find(catalogue, &entries, &tracks, params, progress)?,
        Preset::Spotifinder => spotifinder::build_find(&entries, params, progress)?,
    };
    let (recommend, recommend_facts, learned) =
        build_recommend(catalogue, &entries, &tracks, params, progress)?;
    let map = song_map(&tracks, &recommend, params.index.seed, progress);
    let mut parameters = params.describe();
    parameters.extend(learned);
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        preset: params.preset,
        provenance: catalogue.provenance,
        tracks: entries.len() as u32,
        find: find_facts,
        recommend: recommend_facts,
        parameters,
        sources,
        files: Vec::new(),
    };
    Ok((manifest, Models { tracks, find, recommend, map }))
}

/// The retriever for recommending, its facts, and what was learned for it, by name.
fn build_recommend(
    catalogue: &Catalogue,
    entries: &[SongEntry],
    tracks: &TrackTable,
    params: &BuildParams,
    progress: Progress,
) -> Result<(RecommendLane, RetrieverFacts, BTreeMap<String, String>), PipelineError> {
    match &params.recommend {
        RecommendParams::Earworm(similar) => {
            let built = similar::build_similar(tracks, &catalogue.playlists, similar, progress)?;
            Ok((RecommendLane::Earworm(built.lane), built.facts, built.parameters))
        }
        RecommendParams::Spotifinder(vectors) => {
            let index = params.recommend_index();
            let (recommend, facts) =
                spotifinder::build_recommend(entries, vectors, index, progress)?;
            Ok((recommend, facts, BTreeMap::new()))
        }
    }
}

/// The map, which needs an embedding per song.
fn song_map(
    tracks: &TrackTable,
    recommend: &RecommendLane,
    seed: u64,
    progress: Progress,
) -> Option<SongMap> {
    match recommend {
        RecommendLane::Earworm(lane) => Some(draw_map(tracks, &lane.index, seed, progress)),
        RecommendLane::Spotifinder(_) => None,
    }
}

fn song_entries(tracks: &[CatalogueTrack]) -> Vec<SongEntry> {
    tracks
        .iter()
        .enumerate()
        .map(|(row, track)| SongEntry {
            id: track.id.clone(),
            index: row as u32,
            name: track.name.clone(),
            artists: track.artists.clone(),
            release_date: track.release_date,
            popularity: track.popularity,
            duration_ms: track.duration_ms,
            explicit: track.explicit,
            features: track.features,
            genres: track.genres.clone(),
            lang: track.lang.clone(),
        })
        .collect()
}
