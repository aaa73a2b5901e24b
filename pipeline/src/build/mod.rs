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
use engine::numeric::index32;
use engine::{
    EarwormModels, FORMAT_VERSION, FileFacts, LyricsIndex, Manifest, Models, PresetModels,
    RetrieverFacts, SongMap, SpotifinderModels, TrackTable, WordIndex,
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
    let built = match &params.recommend {
        RecommendParams::Earworm(similar) => {
            build_earworm(catalogue, &entries, &tracks, similar, params, progress)?
        }
        RecommendParams::Spotifinder(vectors) => {
            build_original(&entries, vectors, params, progress)?
        }
    };
    let mut parameters = params.describe();
    parameters.extend(built.learned);
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        preset: params.preset,
        provenance: catalogue.provenance,
        tracks: index32(entries.len()),
        find: built.find_facts,
        recommend: built.recommend_facts,
        parameters,
        sources,
        files: Vec::new(),
    };
    Ok((manifest, Models { tracks, preset: built.models, map: built.map }))
}

/// What a preset builds.
struct Built {
    models: PresetModels,
    find_facts: RetrieverFacts,
    recommend_facts: RetrieverFacts,
    /// What was learned, by name, for the manifest.
    learned: BTreeMap<String, String>,
    /// The map, which needs an embedding per song.
    map: Option<SongMap>,
}

fn build_earworm(
    catalogue: &Catalogue,
    entries: &[SongEntry],
    tracks: &TrackTable,
    similar: &SimilarParams,
    params: &BuildParams,
    progress: Progress,
) -> Result<Built, PipelineError> {
    let (find, find_facts) = find::build_find(catalogue, entries, tracks, params, progress)?;
    let recommend = similar::build_similar(tracks, &catalogue.playlists, similar, progress)?;
    let map = draw_map(tracks, &recommend.retriever.index, params.index.seed, progress);
    Ok(Built {
        models: PresetModels::Earworm(EarwormModels { find, recommend: recommend.retriever }),
        find_facts,
        recommend_facts: recommend.facts,
        learned: recommend.parameters,
        map: Some(map),
    })
}

fn build_original(
    entries: &[SongEntry],
    vectors: &VectorParams,
    params: &BuildParams,
    progress: Progress,
) -> Result<Built, PipelineError> {
    let (find, find_facts) = spotifinder::build_find(entries, params, progress)?;
    let index = params.recommend_index();
    let (recommend, recommend_facts) =
        spotifinder::build_recommend(entries, vectors, index, progress)?;
    Ok(Built {
        models: PresetModels::Spotifinder(SpotifinderModels { find, recommend }),
        find_facts,
        recommend_facts,
        learned: BTreeMap::new(),
        map: None,
    })
}

/// The tracks of a catalogue and the words of its songs, without the encoders and indexes of a build.
pub fn index_songs(
    catalogue: &Catalogue,
    progress: Progress,
) -> (TrackTable, WordIndex, Option<LyricsIndex>) {
    let tracks = TrackTable::new(song_entries(&catalogue.tracks));
    let (words, lyrics) = find::index_words(&catalogue.tracks, &tracks, progress);
    (tracks, words, lyrics)
}

fn song_entries(tracks: &[CatalogueTrack]) -> Vec<SongEntry> {
    tracks
        .iter()
        .enumerate()
        .map(|(row, track)| SongEntry {
            id: track.id.clone(),
            index: index32(row),
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
