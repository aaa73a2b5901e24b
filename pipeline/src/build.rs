//! Builds a models directory from a catalogue.

use crate::catalogue::{Catalogue, CatalogueTrack};
use crate::error::PipelineError;
use crate::fit::{fit_songs, fit_terms};
use crate::lane::{LaneInput, build_lane};
use crate::map::draw_map;
use crate::noise::noisy_hint;
use crate::presets::{BuildParams, FindParams, RecommendParams, VectorParams};
use crate::progress::Progress;
use crate::similar_lane::build_similar;
use any_ascii::any_ascii;
use catalog::SongEntry;
use engine::{
    CodeIndex, FORMAT_VERSION, FileFacts, FindLane, IndexParams, Lane, LaneFacts, LyricsIndex,
    Manifest, Models, Preset, RecommendLane, SongMap, SongVectorizer, SparseVector, StoredCode,
    TfIdf, TrackTable, WordIndex, spotifinder_document,
};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Makes the models of a catalogue; the manifest still lacks the files, which
/// [`Models::save`] adds.
///
/// # Errors
/// If the catalogue is empty, a training diverges or ONNX Runtime fails.
pub fn build_models(
    catalogue: &Catalogue,
    sources: Vec<FileFacts>,
    params: &BuildParams,
    progress: Progress,
) -> Result<(Manifest, Models), PipelineError> {
    let tracks = song_entries(&catalogue.tracks);
    if tracks.is_empty() {
        return Err(PipelineError::NoTracks);
    }
    let table = TrackTable::new(tracks.iter().cloned());
    let (find, find_facts) = match params.preset {
        Preset::Earworm => build_find(catalogue, &tracks, &table, params, progress)?,
        Preset::Spotifinder => {
            let (lane, facts) =
                build_find_lane(&tracks.iter().collect::<Vec<_>>(), params, progress)?;
            (FindLane::Spotifinder(lane), facts)
        }
    };
    let mut parameters = params.describe();
    let (recommend, recommend_facts) = match &params.recommend {
        RecommendParams::Earworm(similar) => {
            let built = build_similar(&table, &catalogue.playlists, similar, progress)?;
            parameters.extend(built.parameters);
            (RecommendLane::Earworm(built.lane), built.facts)
        }
        RecommendParams::Spotifinder(vectors) => {
            let (lane, facts) =
                build_recommend(&tracks, vectors, params.recommend_index(), progress)?;
            (RecommendLane::Spotifinder(lane), facts)
        }
    };
    let map = map(&table, &recommend, params.index.seed, progress);
    let manifest = Manifest {
        format_version: FORMAT_VERSION,
        preset: params.preset,
        provenance: catalogue.provenance,
        tracks: tracks.len() as u32,
        find: find_facts,
        recommend: recommend_facts,
        parameters,
        sources,
        files: Vec::new(),
    };
    Ok((manifest, Models { tracks: table, find, recommend, map }))
}

/// The map of songs that have codes of their own.
fn map(
    table: &TrackTable,
    recommend: &RecommendLane,
    seed: u64,
    progress: Progress,
) -> Option<SongMap> {
    match recommend {
        RecommendLane::Earworm(lane) => Some(draw_map(table, &lane.index, seed, progress)),
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

/// The lyrics of each song: those of its first track that has some.
fn index_lyrics(
    tracks: &[CatalogueTrack],
    table: &TrackTable,
    progress: Progress,
) -> Option<LyricsIndex> {
    let mut by_song = BTreeMap::<u32, &str>::new();
    for (row, track) in tracks.iter().enumerate() {
        if let (Some(lyrics), Some(song)) = (&track.lyrics, table.song(row as u32)) {
            by_song.entry(song).or_insert(lyrics);
        }
    }
    (!by_song.is_empty())
        .then(|| progress.step("indexing lyrics", 0, |_| LyricsIndex::build(by_song)))
}

fn build_find(
    catalogue: &Catalogue,
    tracks: &[SongEntry],
    table: &TrackTable,
    params: &BuildParams,
    progress: Progress,
) -> Result<(FindLane, LaneFacts), PipelineError> {
    let words = progress.step("indexing words", 0, |_| WordIndex::build(table, &any_ascii));
    let lyrics = index_lyrics(&catalogue.tracks, table, progress);
    let (lane, facts) = build_find_lane(&found_tracks(tracks, &words), params, progress)?;
    Ok((FindLane::Earworm { lane, words, lyrics }, facts))
}

fn build_find_lane<P: StoredCode>(
    found: &[&SongEntry],
    params: &BuildParams,
    progress: Progress,
) -> Result<(Lane<TfIdf, CodeIndex<P>>, LaneFacts), PipelineError> {
    let FindParams { terms, network, denoise } = params.find.clone();
    let documents: Vec<String> = found.iter().map(|track| document(track, params.preset)).collect();
    let vectorizer =
        progress.step("finding: fitting the vectorizer", 0, |_| fit_terms(&documents, terms));
    let vectors: Vec<SparseVector> =
        documents.par_iter().map(|document| vectorizer.transform(document)).collect();
    let seed = network.seed;
    let noise_vectorizer = vectorizer.clone();
    let mut noisy = |epoch| noisy_vectors(found, &noise_vectorizer, seed, epoch);
    let input = LaneInput {
        name: "finding",
        columns: vectorizer.len(),
        vectorizer,
        vectors,
        network,
        noisy: denoise.then_some(&mut noisy),
        index: params.index,
    };
    build_lane(input, progress)
}

/// The track of each song that its code is made of.
pub(crate) fn found_tracks<'a>(tracks: &'a [SongEntry], words: &WordIndex) -> Vec<&'a SongEntry> {
    let rows = (0..words.songs() as u32).map(|song| words.representative(song));
    rows.map(|row| &tracks[row as usize]).collect()
}

/// The text that a track is found by.
pub(crate) fn document(track: &SongEntry, preset: Preset) -> String {
    match preset {
        Preset::Earworm => format!("{} {}", track.name, track.artist_line()),
        Preset::Spotifinder => {
            let artists: Vec<&str> = track.artists.iter().map(String::as_str).collect();
            spotifinder_document(&track.name, &artists)
        }
    }
}

fn noisy_vectors(
    tracks: &[&SongEntry],
    vectorizer: &TfIdf,
    seed: u64,
    epoch: usize,
) -> Vec<SparseVector> {
    let rows = tracks.par_iter().enumerate();
    rows.map(|(row, track)| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream((epoch as u64) << 32 | row as u64);
        vectorizer.transform(&noisy_hint(&mut rng, &track.name, &track.artists))
    })
    .collect()
}

fn build_recommend(
    tracks: &[SongEntry],
    params: &VectorParams,
    index: IndexParams,
    progress: Progress,
) -> Result<(Lane<SongVectorizer>, LaneFacts), PipelineError> {
    let vectorizer =
        progress.step("recommending: fitting the vectorizer", 0, |_| fit_songs(tracks, params));
    let vectors = tracks.par_iter().map(|track| vectorizer.transform(track)).collect();
    let input = LaneInput {
        name: "recommending",
        columns: vectorizer.len(),
        vectorizer,
        vectors,
        network: params.network.clone(),
        noisy: None,
        index,
    };
    build_lane(input, progress)
}
