//! Builds the models of the original's method.

use super::find::build_finding_retriever;
use super::presets::{BuildParams, VectorParams};
use super::retriever::{RetrieverInput, build_retriever};
use crate::error::PipelineError;
use crate::fit::fit_songs;
use crate::progress::Progress;
use catalog::SongEntry;
use engine::{
    EmbeddingIndex, IndexParams, Retriever, RetrieverFacts, SongVectorizer, TfIdf,
    spotifinder_document,
};
use rayon::prelude::*;

pub(super) fn build_find(
    entries: &[SongEntry],
    params: &BuildParams,
    progress: Progress,
) -> Result<(Retriever<TfIdf, EmbeddingIndex>, RetrieverFacts), PipelineError> {
    let tracks: Vec<&SongEntry> = entries.iter().collect();
    let documents: Vec<String> = entries.iter().map(document).collect();
    build_finding_retriever(&tracks, &documents, params, progress)
}

fn document(track: &SongEntry) -> String {
    let artists: Vec<&str> = track.artists.iter().map(String::as_str).collect();
    spotifinder_document(&track.name, &artists)
}

pub(super) fn build_recommend(
    entries: &[SongEntry],
    params: &VectorParams,
    index: IndexParams,
    progress: Progress,
) -> Result<(Retriever<SongVectorizer, EmbeddingIndex>, RetrieverFacts), PipelineError> {
    let vectorizer = progress.step("recommending: fitting the vectorizer", 0, |_| {
        fit_songs(entries, &params.numbers, params.genres)
    });
    let vectors = entries.par_iter().map(|track| vectorizer.transform(track)).collect();
    let input = RetrieverInput {
        name: "recommending",
        columns: vectorizer.len(),
        vectorizer,
        vectors,
        network: params.network.clone(),
        noisy: None,
        index,
    };
    build_retriever(input, progress)
}
