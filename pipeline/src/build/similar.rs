//! Builds the retriever for recommending: the similarity, and the encoder that imitates it.

use super::presets::SimilarParams;
use super::retriever::{Trained, to_rows};
use crate::cache::Key;
use crate::error::PipelineError;
use crate::fit::similarity::{Imitated, Learned, learn_similarity, score};
use crate::playlists::Playlist;
use crate::progress::Progress;
use crate::stages::Stages;
use crate::train::{Imitation, TrainError, TrainedEncoder, to_onnx};
use engine::numeric::{float64, index32};
use engine::recommend::{GenreVector, Profile, Similarity, profiles};
use engine::{RecommendModels, RetrieverFacts, SparseVector, TrackTable};
use ndarray::Array2;
use ndarray::parallel::prelude::*;
use rand::RngExt;
use rand::rngs::ChaCha8Rng;
use std::collections::BTreeMap;

/// A finished retriever.
pub(super) struct BuiltSimilar {
    /// The retriever.
    pub(super) retriever: RecommendModels,
    /// Its facts.
    pub(super) facts: RetrieverFacts,
    /// What was learned, by name, for the manifest.
    pub(super) parameters: BTreeMap<String, String>,
    /// What its index was built for.
    pub(super) key: Key,
}

/// Learns the similarity of the songs of a catalogue, trains the encoder and builds the index.
pub(super) fn build_similar(
    table: &TrackTable,
    playlists: &[Playlist],
    params: &SimilarParams,
    stages: Stages<'_>,
) -> Result<BuiltSimilar, PipelineError> {
    let plain = table.without_popularity();
    let learned = learn_similarity(table, &plain, playlists, &params.similarity, stages);
    let parameters = describe(&learned);
    let (key, encoder) = train_encoder(&plain, &learned.imitated, params, stages)?;
    let similarity = learned.similarity;
    let vectors: Vec<SparseVector> =
        profiles(table, &similarity).par_iter().map(|song| similarity.vectorize(song)).collect();
    let (columns, index) = (similarity.columns(), params.index);
    let trained = Trained { name: "recommending", encoder, key, columns, vectors: &vectors, index };
    let ((retriever, facts), key) = trained.finish(similarity, stages)?;
    Ok(BuiltSimilar { retriever, facts, parameters, key })
}

const TRAINING: &str = "recommending: training the encoder";

/// The encoder, an ONNX model, and what it was trained for: nothing that popularity changes.
fn train_encoder(
    plain: &TrackTable,
    imitated: &Imitated,
    params: &SimilarParams,
    stages: Stages<'_>,
) -> Result<(Key, Vec<u8>), TrainError> {
    let songs = Songs::new(plain, &imitated.similarity);
    let vectorize = |(profile, _): &(Profile, GenreVector)| imitated.similarity.vectorize(profile);
    let vectors: Vec<SparseVector> = songs.profiles.par_iter().map(vectorize).collect();
    // Training draws a song's genres in their order, which the vectors do not keep.
    let genres: Vec<&Vec<(u32, f32)>> =
        songs.profiles.iter().map(|(profile, _)| &profile.genres).collect();
    let imitation = format!("{:?}", params.imitation);
    let Imitated { similarity, sharpness } = imitated;
    let key = Key::of(&(imitation, similarity, sharpness, &vectors, genres));
    let encoder = stages.cache.stage(TRAINING, &key, stages.progress, || {
        Ok::<_, TrainError>(to_onnx(&train(&songs, &vectors, imitated, params, stages.progress)?))
    })?;
    Ok((key, encoder))
}

fn describe(learned: &Learned) -> BTreeMap<String, String> {
    let from = match learned.playlists {
        0 => "no playlists: weights learned before".to_owned(),
        lists => format!("{lists} playlists, those for learning"),
    };
    let described =
        [("recommend.learned_from", from), ("recommend.weights", learned.weights.describe())];
    described.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn train(
    songs: &Songs<'_>,
    vectors: &[SparseVector],
    imitated: &Imitated,
    params: &SimilarParams,
    progress: Progress,
) -> Result<TrainedEncoder, TrainError> {
    let inputs = to_rows(vectors, imitated.similarity.columns())?;
    let steps = params.imitation.steps;
    progress.step(TRAINING, steps, |bar| {
        let draw = |rng: &mut ChaCha8Rng| songs.draw(rng);
        let similarity = |batch: &[u32]| songs.logits(batch, imitated.sharpness);
        let imitation = Imitation { inputs: &inputs, draw: &draw, similarity: &similarity };
        let mut sum = 0.0;
        params.imitation.fit(&imitation, &mut |step, loss| {
            bar.set_position(step as u64);
            sum += loss;
            if step % REPORTED == 0 {
                let mean = sum / float64(REPORTED);
                bar.suspend(|| progress.line(&format!("  step {step}/{steps}, loss {mean:.4}")));
                sum = 0.0;
            }
        })
    })
}

/// Steps between two reports.
const REPORTED: usize = 500;

/// Songs around which a batch is drawn.
const ANCHORS: usize = 24;

/// Songs drawn for each anchor, and how many of them are kept: the most similar ones.
const DRAWN: usize = 150;
const KEPT: usize = 15;

/// The songs of a catalogue, to draw batches from.
struct Songs<'a> {
    similarity: &'a Similarity,
    profiles: Vec<(Profile, GenreVector)>,
    by_genre: Vec<Vec<u32>>,
}

impl<'a> Songs<'a> {
    fn new(table: &TrackTable, similarity: &'a Similarity) -> Self {
        let songs: Vec<(Profile, GenreVector)> = profiles(table, similarity)
            .into_iter()
            .map(|profile| {
                let genres = similarity.genres.sum(&profile.genres);
                (profile, genres)
            })
            .collect();
        let mut by_genre = vec![Vec::new(); similarity.genres.names.len()];
        for (song, (profile, _)) in songs.iter().enumerate() {
            profile
                .genres
                .iter()
                .for_each(|(genre, _)| by_genre[*genre as usize].push(index32(song)));
        }
        Self { similarity, profiles: songs, by_genre }
    }

    /// Random songs, each with some similar ones; no song twice.
    fn draw(&self, rng: &mut ChaCha8Rng) -> Vec<u32> {
        let mut batch = Vec::with_capacity(ANCHORS * (KEPT + 1));
        for _ in 0..ANCHORS {
            let anchor = index32(rng.random_range(0..self.profiles.len()));
            batch.push(anchor);
            batch.extend(self.near(anchor, rng));
        }
        batch.sort_unstable();
        batch.dedup();
        batch
    }

    /// The most similar of some songs that share a genre with the anchor, or of any songs if it has no
    /// genres.
    fn near(&self, anchor: u32, rng: &mut ChaCha8Rng) -> Vec<u32> {
        let genres = &self.profiles[anchor as usize].0.genres;
        let same = (!genres.is_empty()).then(|| {
            let (genre, _) = genres[rng.random_range(0..genres.len())];
            &self.by_genre[genre as usize]
        });
        let mut near: Vec<(f32, u32)> = (0..DRAWN)
            .map(|_| match same {
                Some(songs) => songs[rng.random_range(0..songs.len())],
                None => index32(rng.random_range(0..self.profiles.len())),
            })
            .map(|song| (self.score(anchor, song), song))
            .collect();
        near.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.dedup();
        near.into_iter().take(KEPT).map(|(_, song)| song).collect()
    }

    fn logits(&self, batch: &[u32], sharpness: f32) -> Array2<f32> {
        let mut logits = Array2::zeros((batch.len(), batch.len()));
        let rows = logits.outer_iter_mut().into_par_iter().zip(batch.par_iter()).enumerate();
        rows.for_each(|(number, (mut row, a))| {
            for (logit, b) in row.iter_mut().zip(batch).skip(number + 1) {
                *logit = sharpness * self.score(*a, *b);
            }
        });
        // Both ways are alike, and the diagonal does not count.
        &logits + &logits.t()
    }

    fn score(&self, a: u32, b: u32) -> f32 {
        score(self.similarity, &self.profiles[a as usize], &self.profiles[b as usize])
    }
}
