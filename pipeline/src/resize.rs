//! Resizes models, to measure how costs grow with the catalogue.

use crate::build::{BuildParams, Named, found_tracks};
use crate::error::PipelineError;
use crate::index::map::draw_map;
use crate::index::{build_index, encode};
use crate::progress::Progress;
use any_ascii::any_ascii;
use catalog::SongEntry;
use engine::numeric::index32;
use engine::recommend::{ArtistGraph, profiles};
use engine::{
    EarwormModels, FindModels, Manifest, Models, Preset, PresetModels, RecommendModels, Retriever,
    SongIndex, SparseVector, TfIdf, TrackRow, TrackTable, WordIndex,
};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use rayon::prelude::*;

/// Makes models of `count` tracks with the vectorizers and encoders of existing models.
///
/// Fewer tracks are a sample. More are all tracks plus replicas: each a track with the artists of
/// another one, so that it is a new, plausible song. Lyrics are dropped.
///
/// # Errors
/// If the models are not of the preset earworm, have no tracks, or ONNX Runtime fails.
pub fn resize(
    manifest: Manifest,
    models: Models,
    count: usize,
    seed: u64,
    progress: Progress,
) -> Result<(Manifest, Models), PipelineError> {
    let PresetModels::Earworm(EarwormModels { find, recommend, .. }) = models.preset else {
        return Err(PipelineError::NotResizable(manifest.preset));
    };
    let table = TrackTable::new(resized(&models.tracks, count, seed)?);
    let params = BuildParams::new(Preset::Earworm, count, seed);
    let words = progress.step("indexing words", 0, |_| WordIndex::build(&table, &any_ascii));
    let resized = Resized { table: &table, params, progress };
    let (retriever, find_recall) = resized.find(find.retriever, &words)?;
    let (recommend, recommend_recall) = resized.recommend(recommend)?;
    let mut manifest = Manifest { confidence: None, ranking: None, files: Vec::new(), ..manifest };
    manifest.tracks = index32(count);
    manifest.find.recall_at_10 = find_recall;
    manifest.recommend.recall_at_10 = recommend_recall;
    let resized = format!("from {} tracks, seed {seed}", models.tracks.len());
    manifest.parameters.insert("resized".to_owned(), resized);
    let map = Some(draw_map(&table, &recommend.index, seed, progress));
    let find = FindModels { retriever, words, lyrics: None };
    // Replicas have the artists of other tracks.
    let graph = ArtistGraph::default();
    let preset = PresetModels::Earworm(EarwormModels::new(find, recommend, graph, &table));
    Ok((manifest, Models::new(table, preset, map)))
}

fn resized(table: &TrackTable, count: usize, seed: u64) -> Result<Vec<SongEntry>, PipelineError> {
    if table.is_empty() {
        return Err(PipelineError::NoTracks);
    }
    let mut rows: Vec<TrackRow> = table.rows().collect();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rows.shuffle(&mut rng);
    let mut sample: Vec<TrackRow> = rows.iter().copied().take(count).collect();
    sample.sort_unstable();
    let mut tracks: Vec<SongEntry> =
        sample.into_iter().filter_map(|row| table.entry(row)).collect();
    let replicas = (0..count.saturating_sub(table.len())).filter_map(|n| replica(n, &rows, table));
    tracks.extend(replicas);
    tracks.iter_mut().zip(0..).for_each(|(track, row)| track.index = row);
    Ok(tracks)
}

/// A copy of a track with the artists of another one.
fn replica(number: usize, rows: &[TrackRow], table: &TrackTable) -> Option<SongEntry> {
    let track = table.entry(rows[number % rows.len()])?;
    let shift = number / rows.len() + 1;
    let artists = table.entry(rows[(number + shift * rows.len() / 3) % rows.len()])?.artists;
    let id = format!("replica-{number}").parse().ok()?;
    Some(SongEntry { id, artists, ..track })
}

struct Resized<'a> {
    table: &'a TrackTable,
    params: BuildParams,
    progress: Progress,
}

type FindRetriever = Retriever<TfIdf, SongIndex>;

impl Resized<'_> {
    /// The retriever for finding with the index of the resized catalogue, and its recall@10.
    fn find(
        &self,
        retriever: FindRetriever,
        words: &WordIndex,
    ) -> Result<(FindRetriever, f32), PipelineError> {
        let found: Vec<TrackRow> = found_tracks(words).collect();
        let document = |row: &TrackRow| Named::of(self.table, *row).document();
        let vectors: Vec<SparseVector> =
            found.par_iter().map(|row| retriever.vectorizer.transform(&document(row))).collect();
        let (name, columns) = ("finding", retriever.vectorizer.len());
        let embeddings = encode(name, &retriever.encoder, columns, &vectors, self.progress)?;
        let (index, recall) = build_index(name, &embeddings, self.params.index, self.progress);
        Ok((Retriever { index, ..retriever }, recall))
    }

    /// The same for recommending.
    fn recommend(
        &self,
        retriever: RecommendModels,
    ) -> Result<(RecommendModels, f32), PipelineError> {
        let similarity = &retriever.vectorizer;
        let vectors: Vec<SparseVector> = profiles(self.table, similarity)
            .par_iter()
            .map(|profile| similarity.vectorize(profile))
            .collect();
        let (name, columns) = ("recommending", similarity.columns());
        let embeddings = encode(name, &retriever.encoder, columns, &vectors, self.progress)?;
        let params = self.params.recommend_index();
        let (index, recall) = build_index(name, &embeddings, params, self.progress);
        Ok((Retriever { index, ..retriever }, recall))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn check(count: usize) {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        let (_, models) = Models::open(&dir).expect("the demo models");
        let tracks = resized(&models.tracks, count, 1).expect("tracks");
        let ids: BTreeSet<&str> = tracks.iter().map(|track| track.id.as_str()).collect();
        assert_eq!((tracks.len(), ids.len()), (count, count));
        let table = TrackTable::new(tracks);
        // Most replicas are distinct songs.
        assert!(table.songs() * 10 > count * 8, "{} songs of {count} tracks", table.songs());
    }

    #[test]
    fn models_are_resized_to_any_count() {
        [1, 500, 2033, 5000].into_iter().for_each(check);
    }

    #[test]
    fn resized_models_answer() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/demo");
        let (manifest, models) = Models::open(&dir).expect("the demo models");
        let (manifest, models) =
            resize(manifest, models, 300, 1, Progress::silent()).expect("resized");
        assert_eq!(manifest.tracks, 300);
        let engine = engine::Engine::new(manifest, models).expect("an engine");
        let song = engine.tracks().entry(TrackRow(7)).expect("a song");
        let query = song.label().parse().expect("a query");
        let found = engine.finding().best(&query).expect("an answer").expect("a song");
        assert_eq!(found.name, song.name);
    }
}
