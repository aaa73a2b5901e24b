//! Builds what songs are found with: word index, lyrics index and a denoising encoder.

use super::presets::{BuildParams, FindParams};
use super::retriever::{BuiltRetriever, RetrieverInput, build_retriever};
use crate::catalogue::{Catalogue, CatalogueTrack};
use crate::error::PipelineError;
use crate::fit::fit_terms;
use crate::progress::Progress;
use crate::train::noisy_query;
use any_ascii::any_ascii;
use catalog::SongEntry;
use engine::{
    FindModels, Id, LyricsIndex, RetrieverFacts, SongId, SparseVector, StoredEmbedding, TfIdf,
    TrackRow, TrackTable, WordIndex,
};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rayon::prelude::*;
use std::collections::BTreeMap;

pub(super) fn build_find(
    catalogue: &Catalogue,
    entries: &[SongEntry],
    tracks: &TrackTable,
    params: &BuildParams,
    progress: Progress,
) -> Result<(FindModels, RetrieverFacts), PipelineError> {
    let (words, lyrics) = index_words(&catalogue.tracks, tracks, progress);
    let found = found_tracks(entries, &words);
    let documents: Vec<String> = found.iter().map(|track| document(track)).collect();
    let (retriever, facts) = build_finding_retriever(&found, &documents, params, progress)?;
    Ok((FindModels { retriever, words, lyrics }, facts))
}

/// Indexes the words of titles, artists and lyrics.
pub(super) fn index_words(
    tracks: &[CatalogueTrack],
    table: &TrackTable,
    progress: Progress,
) -> (WordIndex, Option<LyricsIndex>) {
    let words = progress.step("indexing words", 0, |_| WordIndex::build(table, &any_ascii));
    (words, index_lyrics(tracks, table, progress))
}

/// The text a track is found by.
pub fn document(track: &SongEntry) -> String {
    format!("{} {}", track.name, track.artist_line())
}

/// The track of each song that its embedding is made of.
pub fn found_tracks<'a>(tracks: &'a [SongEntry], words: &WordIndex) -> Vec<&'a SongEntry> {
    let rows = (0..words.songs()).map(|song| words.representative(SongId::at(song)));
    rows.map(|row| &tracks[row.index()]).collect()
}

/// The lyrics of each song: those of its first track that has any.
fn index_lyrics(
    tracks: &[CatalogueTrack],
    table: &TrackTable,
    progress: Progress,
) -> Option<LyricsIndex> {
    let mut by_song = BTreeMap::<SongId, &str>::new();
    for (row, track) in tracks.iter().enumerate() {
        if let (Some(lyrics), Some(song)) = (&track.lyrics, table.song(TrackRow::at(row))) {
            by_song.entry(song).or_insert(lyrics);
        }
    }
    (!by_song.is_empty())
        .then(|| progress.step("indexing lyrics", 0, |_| LyricsIndex::build(by_song)))
}

/// The retriever of documents, one per track in `found`.
pub(super) fn build_finding_retriever<P: StoredEmbedding, M: Id>(
    found: &[&SongEntry],
    documents: &[String],
    params: &BuildParams,
    progress: Progress,
) -> Result<BuiltRetriever<TfIdf, P, M>, PipelineError> {
    let FindParams { terms, network, denoise } = params.find.clone();
    let vectorizer =
        progress.step("finding: fitting the vectorizer", 0, |_| fit_terms(documents, terms));
    let vectors: Vec<SparseVector> =
        documents.par_iter().map(|document| vectorizer.transform(document)).collect();
    let seed = network.seed;
    let noise_vectorizer = vectorizer.clone();
    let mut noisy = |epoch| noisy_vectors(found, &noise_vectorizer, seed, epoch);
    let input = RetrieverInput {
        name: "finding",
        columns: vectorizer.len(),
        vectorizer,
        vectors,
        network,
        noisy: denoise.then_some(&mut noisy),
        index: params.index,
    };
    build_retriever(input, progress)
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
        vectorizer.transform(&noisy_query(&mut rng, &track.name, &track.artists))
    })
    .collect()
}
