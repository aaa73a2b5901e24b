//! Builds models from a catalogue: the order of all stages after cleaning.

mod find;
mod presets;
mod retriever;
mod similar;
mod spotifinder;

pub use find::{Named, found_tracks};
pub use presets::{BuildParams, FindParams, RecommendParams, SimilarParams, VectorParams};

use crate::cache::Key;
use crate::catalogue::{Catalogue, CatalogueTrack};
use crate::error::PipelineError;
use crate::fit::learn_artist_graph;
use crate::index::map::{lay_out, with_landmarks};
use crate::playlists::Playlist;
use crate::progress::Progress;
use crate::stages::Stages;
use catalog::SongEntry;
use engine::numeric::index32;
use engine::{
    EarwormModels, FORMAT_VERSION, FileFacts, LyricsIndex, Manifest, MapPoint, Models,
    PresetModels, RetrieverFacts, SongMap, SpotifinderModels, TrackRow, TrackTable, WordIndex,
};
use find::Lyrics;
use std::collections::BTreeMap;

/// Builds the models of a catalogue. [`Models::save`] adds the files to the manifest.
///
/// # Errors
/// If the catalogue is empty, training diverges or ONNX Runtime fails.
pub fn build_models(
    catalogue: Catalogue,
    sources: Vec<FileFacts>,
    params: &BuildParams,
    stages: Stages<'_>,
) -> Result<(Manifest, Models), PipelineError> {
    let Catalogue { tracks, provenance, playlists } = catalogue;
    if tracks.is_empty() {
        return Err(PipelineError::NoTracks);
    }
    let (tracks, lyrics) = split_lyrics(tracks);
    let built = match &params.recommend {
        RecommendParams::Earworm(similar) => {
            build_earworm(&tracks, lyrics, &playlists, similar, params, stages)?
        }
        RecommendParams::Spotifinder(vectors) => build_original(&tracks, vectors, params, stages)?,
    };
    let mut parameters = params.describe();
    parameters.extend(built.learned);
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        preset: params.preset,
        provenance,
        tracks: index32(tracks.len()),
        find: built.find_facts,
        recommend: built.recommend_facts,
        parameters,
        confidence: None,
        ranking: None,
        sources,
        files: Vec::new(),
    };
    Ok((manifest, Models::new(tracks, built.models, built.map)))
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
    tracks: &TrackTable,
    lyrics: Lyrics,
    playlists: &[Playlist],
    similar: &SimilarParams,
    params: &BuildParams,
    stages: Stages<'_>,
) -> Result<Built, PipelineError> {
    let (find, find_facts) = find::build_find(lyrics, tracks, params, stages)?;
    let recommend = similar::build_similar(tracks, playlists, similar, stages)?;
    let seed = params.index.seed;
    let key = Key::of(&(&recommend.key, seed));
    let points = stages.cache.stage("map", &key, stages.progress, || {
        Ok::<Vec<MapPoint>, PipelineError>(lay_out(
            &recommend.retriever.index,
            seed,
            stages.progress,
        ))
    })?;
    Ok(Built {
        models: PresetModels::Earworm(EarwormModels::new(
            find,
            recommend.retriever,
            learn_artist_graph(tracks, playlists),
            tracks,
        )),
        find_facts,
        recommend_facts: recommend.facts,
        learned: recommend.parameters,
        map: Some(with_landmarks(points, tracks)),
    })
}

fn build_original(
    tracks: &TrackTable,
    vectors: &VectorParams,
    params: &BuildParams,
    stages: Stages<'_>,
) -> Result<Built, PipelineError> {
    let (find, find_facts) = spotifinder::build_find(tracks, params, stages)?;
    let index = params.recommend_index();
    let (recommend, recommend_facts) =
        spotifinder::build_recommend(tracks, vectors, index, stages)?;
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
    catalogue: Catalogue,
    progress: Progress,
) -> (TrackTable, WordIndex, Option<LyricsIndex>) {
    let (tracks, lyrics) = split_lyrics(catalogue.tracks);
    let (words, lyrics) = find::index_words(lyrics, &tracks, progress);
    (tracks, words, lyrics)
}

/// The table of the tracks, and their lyrics.
fn split_lyrics(tracks: Vec<CatalogueTrack>) -> (TrackTable, Lyrics) {
    let mut all_lyrics = Vec::new();
    let entries = tracks.into_iter().enumerate().map(|(row, track)| {
        all_lyrics.extend(track.lyrics.map(|lyrics| (TrackRow::at(row), lyrics)));
        SongEntry {
            id: track.id,
            index: index32(row),
            name: track.name,
            artists: track.artists,
            release_date: track.release_date,
            popularity: track.popularity,
            duration_ms: track.duration_ms,
            explicit: track.explicit,
            features: track.features,
            genres: track.genres,
            lang: track.lang,
        }
    });
    (TrackTable::new(entries), all_lyrics)
}
