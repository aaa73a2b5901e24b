//! Builds the models of the original's method.

use super::find::{Documents, Named, build_finding_retriever};
use super::presets::{BuildParams, VectorParams};
use super::retriever::{Autoencoder, Trained};
use crate::cache::Key;
use crate::error::PipelineError;
use crate::fit::fit_songs;
use crate::stages::Stages;
use catalog::SongEntry;
use engine::{
    IndexParams, Retriever, RetrieverFacts, SongVectorizer, SparseVector, TfIdf, TrackIndex,
    TrackTable, spotifinder_document,
};
use rayon::prelude::*;

pub(super) fn build_find(
    tracks: &TrackTable,
    params: &BuildParams,
    stages: Stages<'_>,
) -> Result<(Retriever<TfIdf, TrackIndex>, RetrieverFacts), PipelineError> {
    let named: Vec<Named> = tracks.rows().map(|row| Named::of(tracks, row)).collect();
    let document = |row| {
        let artists: Vec<&str> = tracks.artists(row).collect();
        spotifinder_document(tracks.name(row), &artists)
    };
    let documents: Vec<String> = tracks.rows().map(document).collect();
    let documents = Documents { train: documents.clone(), index: documents };
    build_finding_retriever(&named, &documents, params, stages)
}

pub(super) fn build_recommend(
    tracks: &TrackTable,
    params: &VectorParams,
    index: IndexParams,
    stages: Stages<'_>,
) -> Result<(Retriever<SongVectorizer, TrackIndex>, RetrieverFacts), PipelineError> {
    let entries: Vec<SongEntry> = tracks.rows().filter_map(|row| tracks.entry(row)).collect();
    let vectorizer = stages.progress.step("recommending: fitting the vectorizer", 0, |_| {
        fit_songs(&entries, &params.numbers, params.genres)
    });
    let vectors: Vec<SparseVector> =
        entries.par_iter().map(|track| vectorizer.transform(track)).collect();
    let (name, columns) = ("recommending", vectorizer.len());
    let network = params.network.clone();
    let key = Key::of(&(format!("{network:?}"), &vectors));
    let encoder = Autoencoder { name, network, targets: &vectors, columns, noisy: None }
        .train(&key, stages)?;
    let trained = Trained { name, encoder, key, columns, vectors: &vectors, index };
    let (retriever, _) = trained.finish(vectorizer, stages)?;
    Ok(retriever)
}
