//! Builds what songs are found with: word index, lyrics index and a denoising encoder.

use super::presets::{BuildParams, FindParams};
use super::retriever::{Autoencoder, BuiltRetriever, Trained, to_rows};
use crate::cache::Key;
use crate::error::PipelineError;
use crate::fit::fit_terms;
use crate::index::NearestIndex;
use crate::progress::Progress;
use crate::stages::Stages;
use crate::train::{SparseRows, TrainError, noisy_query};
use any_ascii::any_ascii;
use engine::{
    FindModels, LyricsIndex, RetrieverFacts, SongId, SparseVector, TfIdf, TrackRow, TrackTable,
    WordIndex,
};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

pub(super) fn build_find(
    lyrics: Lyrics,
    tracks: &TrackTable,
    params: &BuildParams,
    stages: Stages<'_>,
) -> Result<(FindModels, RetrieverFacts), PipelineError> {
    let (words, lyrics) = index_words(lyrics, tracks, stages.progress);
    let found: Vec<Named> = found_tracks(&words).map(|row| Named::of(tracks, row)).collect();
    // The first track of each song, not the one that stands for it: which that is changes with popularity.
    let versions = tracks.tracks_by_song();
    let first = versions.rows().filter_map(|tracks| tracks.first().copied());
    let first: Vec<Named> = first.map(|row| Named::of(tracks, row)).collect();
    let documents = |tracks: &[Named]| tracks.iter().map(Named::document).collect();
    let documents = Documents { train: documents(&first), index: documents(&found) };
    let (retriever, facts) = build_finding_retriever(&first, &documents, params, stages)?;
    Ok((FindModels { retriever, words, lyrics }, facts))
}

/// Indexes the words of titles, artists and lyrics.
pub(super) fn index_words(
    lyrics: Lyrics,
    table: &TrackTable,
    progress: Progress,
) -> (WordIndex, Option<LyricsIndex>) {
    let words = progress.step("indexing words", 0, |_| WordIndex::build(table, &any_ascii));
    (words, index_lyrics(lyrics, table, progress))
}

/// The lyrics of tracks, by row.
pub(super) type Lyrics = Vec<(TrackRow, String)>;

/// The lyrics of each song: those of its first track that has any.
fn index_lyrics(lyrics: Lyrics, table: &TrackTable, progress: Progress) -> Option<LyricsIndex> {
    let mut by_song = BTreeMap::<SongId, String>::new();
    for (row, lyrics) in lyrics {
        if let Some(song) = table.song(row) {
            by_song.entry(song).or_insert(lyrics);
        }
    }
    (!by_song.is_empty()).then(|| {
        let lyrics = by_song.iter().map(|(song, lyrics)| (*song, lyrics.as_str()));
        progress.step("indexing lyrics", 0, |_| LyricsIndex::build(lyrics))
    })
}

/// The track of each song that its embedding is made of.
pub fn found_tracks(words: &WordIndex) -> impl Iterator<Item = TrackRow> {
    (0..words.songs()).map(|song| words.representative(SongId::at(song)))
}

/// What a track is found by.
#[derive(Serialize)]
pub struct Named {
    name: String,
    artists: Vec<String>,
}

impl Named {
    /// The names of a track.
    pub fn of(table: &TrackTable, row: TrackRow) -> Self {
        let artists = table.artists(row).map(str::to_owned).collect();
        Self { name: table.name(row).to_owned(), artists }
    }

    /// The text that is encoded.
    pub fn document(&self) -> String {
        format!("{} {}", self.name, self.artists.join(", "))
    }
}

/// Texts of tracks or songs, in order.
pub(super) struct Documents {
    /// What the vectorizer is fitted to and the encoder is trained to denoise.
    pub(super) train: Vec<String>,
    /// What is indexed.
    pub(super) index: Vec<String>,
}

/// The retriever of documents; `named` has the names of those to train with.
pub(super) fn build_finding_retriever<I: NearestIndex + Serialize + DeserializeOwned>(
    named: &[Named],
    documents: &Documents,
    params: &BuildParams,
    stages: Stages<'_>,
) -> Result<BuiltRetriever<TfIdf, I>, PipelineError> {
    let FindParams { terms, network, denoise } = params.find.clone();
    let vectorizer = stages
        .progress
        .step("finding: fitting the vectorizer", 0, |_| fit_terms(&documents.train, terms));
    let vectors = |documents: &[String]| -> Vec<SparseVector> {
        documents.par_iter().map(|document| vectorizer.transform(document)).collect()
    };
    let (name, columns) = ("finding", vectorizer.len());
    let described = (format!("{terms:?}"), format!("{network:?}"), denoise);
    let key = Key::of(&(described, named, &documents.train));
    let seed = network.seed;
    let noisy = |epoch: usize, rows: &[u32]| noisy_rows(named, &vectorizer, seed, epoch, rows);
    let encoder = Autoencoder {
        name,
        network,
        targets: &vectors(&documents.train),
        columns,
        noisy: denoise.then_some(&noisy),
    }
    .train(&key, stages)?;
    let vectors = vectors(&documents.index);
    let trained = Trained { name, encoder, key, columns, vectors: &vectors, index: params.index };
    let (retriever, _) = trained.finish(vectorizer, stages)?;
    Ok(retriever)
}

fn noisy_rows(
    tracks: &[Named],
    vectorizer: &TfIdf,
    seed: u64,
    epoch: usize,
    rows: &[u32],
) -> Result<SparseRows, TrainError> {
    let vectors: Vec<SparseVector> = rows
        .par_iter()
        .map(|&row| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            rng.set_stream((epoch as u64) << 32 | u64::from(row));
            let Named { name, artists } = &tracks[row as usize];
            vectorizer.transform(&noisy_query(&mut rng, name, artists))
        })
        .collect();
    to_rows(&vectors, vectorizer.len())
}
